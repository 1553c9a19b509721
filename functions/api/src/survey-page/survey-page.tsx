import type { SurveyPage as Page, PublishedSurvey } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { textIn } from '@soundings/survey/localized';
import { pipe } from '@soundings/survey/piping';
import type { AnswerProblem } from '@soundings/survey/validate';
import { builtInWords } from '@soundings/survey/words';
import { languageName } from './language-name.ts';
import { pageLogic } from './page-logic.ts';
import { dependsOn } from './position.ts';
import { domId, QuestionField } from './question-field.tsx';
import { SurveyDocument } from './survey-document.tsx';

/** One page of a survey as one respondent sees it. */
export interface SurveyPageProps {
  survey: Pick<PublishedSurvey, 'id' | 'version' | 'definition'>;
  page: Page;
  /** The ids of the questions that are visible now. */
  visible: ReadonlySet<string>;
  /** The valid answers of earlier pages, for piping and for the script. */
  answers: Answers;
  fields: Record<string, string>;
  language: string;
  /** The form's values by field name. */
  values: ReadonlyMap<string, string[]>;
  problems: readonly AnswerProblem[];
  /** A question that an answer has just revealed: it takes the focus. */
  revealed?: string | undefined;
  /** The page could not be stored just now: it is to be sent again. */
  failed: boolean;
  position: { at: number; of: number; last: boolean };
  seed: number;
  /** The sealed state. */
  state: string;
  personal: boolean;
}

/** A whole document with one page of questions; complete without its script. */
export function SurveyPage(props: SurveyPageProps) {
  const { survey, page, language, problems, position, fields } = props;
  const { definition } = survey;
  const words = builtInWords(language);
  const questions = definition.pages.flatMap((each) => each.questions);
  const say = (texts: Record<string, string> | undefined) =>
    pipe(textIn(texts, language, definition.languages[0]), {
      questions,
      scores: definition.scores,
      answers: props.answers,
      fields,
      language,
    });
  const title = say(definition.title);
  const first = problems[0]?.question ?? props.revealed;
  // What an earlier page has hidden stays out; what an answer here may reveal waits in the page for the script.
  const depends = dependsOn(definition, page);
  const rendered = page.questions.filter(({ id, showIf }) => props.visible.has(id) || depends(showIf));
  return (
    <SurveyDocument title={title} language={language} brand={definition.brand} script>
      <h1 tabindex={-1}>{title}</h1>
      {position.at === 1 && definition.intro && <p class="intro">{say(definition.intro)}</p>}
      {position.of > 1 && <Progress words={words} {...position} />}
      {problems.length > 0 && (
        <Problems problems={problems} words={words} titles={(id) => say(questions.find((q) => q.id === id)?.title)} />
      )}
      {props.failed && (
        <p class="problems" role="alert">
          {words.failedTitle}. {words.failedText}
        </p>
      )}
      {props.revealed && problems.length === 0 && (
        <p class="notice" role="status">
          {words.revealed}
        </p>
      )}
      <form
        method="post"
        action={`/s/${survey.id}`}
        novalidate
        id="survey"
        data-survey={`${survey.id}.${survey.version}`}
        data-failed={`${words.failedTitle}. ${words.failedText}`}
      >
        {/* The first button is what the Enter key presses. */}
        <button type="submit" name="_go" value="next" hidden />
        <input type="hidden" name="_state" value={props.state} />
        <p class="away" aria-hidden="true">
          <label>
            {words.honeypot}
            <input type="text" name="website" tabindex={-1} autocomplete="off" />
          </label>
        </p>
        {page.title && <h2>{say(page.title)}</h2>}
        {rendered.map((question) => (
          <QuestionField
            question={question}
            values={props.values}
            say={say}
            words={words}
            seed={props.seed}
            hidden={!props.visible.has(question.id)}
            problem={problems.find((problem) => problem.question === question.id)?.message}
            focus={question.id === first}
          />
        ))}
        <div class="go">
          {position.at > 1 && (
            <button type="submit" class="plain" name="_go" value="back">
              {words.back}
            </button>
          )}
          <button type="submit" name="_go" value="next">
            {position.last ? words.send : words.next}
          </button>
        </div>
        <Footer {...props} words={words} />
      </form>
      <script type="application/json" id="logic" dangerouslySetInnerHTML={{ __html: pageLogic(props) }} />
    </SurveyDocument>
  );
}

type Words = ReturnType<typeof builtInWords>;

function Progress({ at, of, words }: { at: number; of: number; words: Words }) {
  const text = words.page.replace('{n}', String(at)).replace('{of}', String(of));
  return (
    <p class="progress">
      <progress value={at} max={of} aria-label={text} />
      <span aria-hidden="true">{text}</span>
    </p>
  );
}

function Problems({
  problems,
  words,
  titles,
}: {
  problems: readonly AnswerProblem[];
  words: Words;
  titles: (question: string) => string;
}) {
  return (
    <div class="problems" role="alert">
      <p>{words.problems}</p>
      <ul>
        {problems.map(({ question, message }) => (
          <li>
            <a href={`#${domId(question)}`}>{titles(question)}</a> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Footer({ survey, language, personal, words }: SurveyPageProps & { words: Words }) {
  const { languages, privacyUrl } = survey.definition;
  return (
    <footer>
      <p>
        {personal ? words.personal : words.anonymous}
        {privacyUrl && (
          <>
            {' '}
            <a href={privacyUrl} rel="noreferrer" target="_blank">
              {words.privacy}
            </a>
          </>
        )}
      </p>
      <p>
        <button type="submit" class="link" name="_go" value="save">
          {words.saveForLater}
        </button>
        {languages
          .filter((each) => each !== language)
          .map((each) => (
            <button type="submit" class="link" name="_go" value={`language:${each}`} lang={each}>
              {languageName(each)}
            </button>
          ))}
      </p>
    </footer>
  );
}
