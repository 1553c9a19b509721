import type { Product } from '@soundings/contracts/product';
import type { Survey } from '@soundings/contracts/survey';
import type { SurveyDrivers } from '@soundings/contracts/survey-driver';
import type { SurveySummary } from '@soundings/contracts/survey-summary';
import { embedSnippet } from '@soundings/survey/embed';
import { QrCode } from './charts/qr-code.tsx';
import { CopyButton } from './copy-button.tsx';
import { type Reader, say } from './reader.ts';
import { Drivers } from './survey-drivers.tsx';
import { SurveyResults } from './survey-results.tsx';
import { SurveyStatus } from './survey-status.tsx';

type SurveyViewProps = {
  survey: Survey;
  product: Product | undefined;
  results: SurveySummary | undefined;
  drivers: readonly SurveyDrivers[];
  /** A personal link that was just signed. */
  link: { customerId: string; url: string } | undefined;
  /** A list of customers was sent that could not be read. */
  badList: boolean;
  url: string;
  reader: Reader;
};

/** One survey: its state, how to hand it out, what it asks, what was answered. */
export function SurveyView({ survey, product, results, drivers, link, badList, url, reader }: SurveyViewProps) {
  const { words } = reader;
  return (
    <>
      <p class="trail">
        <a href="/surveys">{words.places.surveys}</a>
      </p>
      <h1>{survey.name}</h1>
      <p>
        <SurveyStatus survey={survey} reader={reader} /> {product?.name}{' '}
        {survey.version > 0 && say(words.surveys.version, { n: survey.version })}
      </p>
      <Actions survey={survey} reader={reader} />
      {survey.status === 'published' && (
        <HandOut survey={survey} link={link} badList={badList} url={url} reader={reader} />
      )}
      {results && results.responses > 0 ? (
        <>
          <SurveyResults survey={survey} results={results} reader={reader} />
          <Drivers drivers={drivers} survey={survey} reader={reader} />
        </>
      ) : (
        survey.status !== 'draft' && <p class="note">{words.surveys.noResponses}</p>
      )}
      <Questions survey={survey} reader={reader} />
    </>
  );
}

function Actions({ survey, reader }: { survey: Survey; reader: Reader }) {
  const { words } = reader;
  const { id, status } = survey;
  return (
    <div class="buttons">
      {status !== 'published' && (
        <form method="post" action={`/surveys/${id}/publish`}>
          <button type="submit">{status === 'closed' ? words.surveys.reopen : words.surveys.publish}</button>
        </form>
      )}
      {status === 'published' && (
        <form method="post" action={`/surveys/${id}/close`}>
          <button type="submit" class="second">
            {words.surveys.close}
          </button>
        </form>
      )}
      <a class="button second" href={`/surveys/${id}/edit`}>
        {words.editor.edit}
      </a>
      <a class="button second" href={`/surveys/${id}/preview`}>
        {words.surveys.preview}
      </a>
      {survey.version > 0 && (
        <a class="button second" href={`/surveys/${id}/responses`}>
          {words.surveys.responses}
        </a>
      )}
    </div>
  );
}

/** What a team's own page holds to show the survey in a frame. */
function Embed({ survey, url, reader }: Pick<SurveyViewProps, 'survey' | 'url' | 'reader'>) {
  const { words } = reader;
  const { title, embedOrigins = [] } = survey.definition;
  const snippet = embedSnippet({ url, title: reader.text(title) });
  return (
    <>
      <h3>{words.surveys.embed}</h3>
      <p class="small">
        {embedOrigins.length > 0
          ? say(words.surveys.embedIn, { sites: embedOrigins.join(words.frame.comma) })
          : words.surveys.embedNowhere}
      </p>
      <pre tabindex={0}>{snippet}</pre>
      <CopyButton text={snippet} label={words.surveys.copyEmbed} done={words.surveys.copied} />
    </>
  );
}

function HandOut({ survey, link, badList, url, reader }: Omit<SurveyViewProps, 'product' | 'results' | 'drivers'>) {
  const { words } = reader;
  return (
    <>
      <h2>{words.surveys.handOut}</h2>
      <div class="columns">
        <section>
          <p>
            <a href={url}>{url}</a>
          </p>
          {isOfThisMachine(url) && <p class="note warn">{words.surveys.onlyHere}</p>}
          <p>
            <CopyButton text={url} label={words.surveys.copy} done={words.surveys.copied} />
          </p>
          <QrCode text={url} label={words.surveys.qr} />
          <Embed survey={survey} url={url} reader={reader} />
        </section>
        <section>
          <h3>{words.surveys.personal}</h3>
          <p>{words.surveys.personalHint}</p>
          {link && (
            <div class="note good">
              <p>{say(words.surveys.linkFor, { customer: link.customerId })}</p>
              <pre tabindex={0}>{link.url}</pre>
              <CopyButton text={link.url} label={words.surveys.copy} done={words.surveys.copied} />
            </div>
          )}
          <form class="form" method="post" action={`/surveys/${survey.id}/links`}>
            <div>
              <label for="customerId">{words.surveys.customerId}</label>
              <input type="text" id="customerId" name="customerId" required maxlength={200} autocomplete="off" />
            </div>
            <div>
              <button type="submit" class="second">
                {words.surveys.sign}
              </button>
            </div>
          </form>
          <h3>{words.surveys.list}</h3>
          {badList && (
            <p class="note bad" role="alert">
              {words.surveys.badList}
            </p>
          )}
          <form class="form" method="post" action={`/surveys/${survey.id}/links.csv`} enctype="multipart/form-data">
            <div>
              <label for="file">{words.surveys.listFile}</label>
              <input type="file" id="file" name="file" required accept=".csv,text/csv" aria-describedby="file-hint" />
              <p class="hint" id="file-hint">
                {words.surveys.listHint}
              </p>
            </div>
            <div>
              <button type="submit" class="second">
                {words.surveys.signList}
              </button>
            </div>
          </form>
        </section>
      </div>
    </>
  );
}

function Questions({ survey, reader }: { survey: Survey; reader: Reader }) {
  const { words } = reader;
  return (
    <>
      <h2>{words.surveys.questions}</h2>
      <p class="soft">
        {words.surveys.languages}{' '}
        {survey.definition.languages
          .map((language) => new Intl.DisplayNames([reader.language], { type: 'language' }).of(language))
          .join(words.frame.comma)}
      </p>
      {survey.definition.pages.map(({ questions }, i) => (
        <section>
          <h3>{say(words.surveys.page, { n: i + 1 })}</h3>
          <ol>
            {questions.map((question) => (
              <li>
                {reader.text(question.title)} <span class="soft small">{words.questionTypes[question.type]}</span>
                {question.showIf && <span class="tag">{words.surveys.conditional}</span>}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

/** An address that nobody can open from elsewhere. */
function isOfThisMachine(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
