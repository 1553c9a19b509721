import type { Question } from '@soundings/contracts/question';
import type { ResponseFilter } from '@soundings/contracts/response-filter';
import type { Survey } from '@soundings/contracts/survey';
import type { AnswerValue, SurveyResponse } from '@soundings/contracts/survey-response';
import { addressOf } from './filter-address.ts';
import { type Reader, say } from './reader.ts';
import { ResponseFilterForm } from './response-filter.tsx';

type SurveyResponsesProps = {
  survey: Survey;
  page: { items: SurveyResponse[]; cursor?: string | undefined };
  /** Undefined where the address asks for what is no filter. */
  filter: ResponseFilter | undefined;
  reader: Reader;
};

/** What single respondents sent, page by page. */
export function SurveyResponses({ survey, page, filter, reader }: SurveyResponsesProps) {
  const { words } = reader;
  const asked = addressOf(filter ?? {});
  const questions = survey.definition.pages.flatMap((each) => each.questions);
  return (
    <>
      <p class="trail">
        <a href="/surveys">{words.places.surveys}</a> · <a href={`/surveys/${survey.id}`}>{survey.name}</a>
      </p>
      <h1>{words.surveys.responses}</h1>
      <p class="small more">
        {['csv', 'xlsx', 'jsonl'].map((format, i) => (
          <>
            {i > 0 && ' · '}
            <a
              href={`/v1/surveys/${survey.id}/responses.${format}?${new URLSearchParams([...asked, ['lang', reader.language]])}`}
            >
              {format.toUpperCase()}
            </a>
          </>
        ))}
      </p>
      <ResponseFilterForm survey={survey} filter={filter ?? {}} reader={reader} />
      {!filter && (
        <p class="note bad" role="alert">
          {words.responses.problem}
        </p>
      )}
      {filter && page.items.length === 0 && (
        <p class="note">
          {asked.length === 0
            ? words.surveys.noResponses
            : page.cursor
              ? words.responses.noneYet
              : words.responses.none}
        </p>
      )}
      <ul class="cards">
        {page.items.map((response) => (
          <li class="card">
            <p class="small soft">
              {reader.minute(response.submittedAt)} · {response.language}
              {response.customerId && ` · ${say(words.surveys.customer, { n: response.customerId })}`}{' '}
              {response.suspect.map((reason) => (
                <span class="tag warn">{words.suspicions[reason]}</span>
              ))}
            </p>
            <dl class="answers">
              {questions.map((question) => {
                const answer = Object.hasOwn(response.answers, question.id) ? response.answers[question.id] : undefined;
                return (
                  answer && (
                    <>
                      <dt>{reader.text(question.title)}</dt>
                      <dd>{answerText(question, answer, reader)}</dd>
                    </>
                  )
                );
              })}
            </dl>
            <Particulars response={response} reader={reader} />
          </li>
        ))}
      </ul>
      {page.cursor && (
        <p>
          <a class="button second" href={`?${new URLSearchParams([...asked, ['cursor', page.cursor]])}`}>
            {words.frame.next}
          </a>
        </p>
      )}
    </>
  );
}

/** What is known of a response beside its answers. */
function Particulars({ response, reader }: { response: SurveyResponse; reader: Reader }) {
  const { words } = reader;
  const seconds = Object.values(response.pageSeconds).reduce((sum, each) => sum + each, 0);
  const known = [
    ...Object.entries(response.fields),
    ...Object.entries(response.scores).map(([name, score]): [string, string] => [name, reader.number(score, 2)]),
    [words.responses.version, reader.number(response.surveyVersion)],
    [words.responses.time, say(words.responses.seconds, { n: reader.number(seconds) })],
    [words.responses.id, response.id],
  ];
  return (
    <details class="small">
      <summary>{words.responses.more}</summary>
      <dl class="answers">
        {known.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}

function answerText(question: Question, answer: AnswerValue, reader: Reader): string {
  const nameOf = (value: string) => {
    const choice = 'choices' in question ? question.choices.find((each) => each.value === value) : undefined;
    return choice ? reader.text(choice.label) : value;
  };
  const { comma } = reader.words.frame;
  if ('choice' in answer) return [nameOf(answer.choice), answer.other].filter(Boolean).join(': ');
  if ('choices' in answer) return [...answer.choices.map(nameOf), answer.other].filter(Boolean).join(comma);
  if ('order' in answer) return answer.order.map(nameOf).join(' > ');
  if ('number' in answer) return reader.number(answer.number, 2);
  if ('text' in answer) return answer.text;
  if ('given' in answer) return reader.words.surveys.given;
  return Object.entries(answer.rows)
    .map(([row, column]) => `${rowName(question, row, reader)}: ${columnName(question, column, reader)}`)
    .join(comma);
}

function rowName(question: Question, value: string, reader: Reader): string {
  const row = question.type === 'matrix' ? question.rows.find((each) => each.value === value) : undefined;
  return row ? reader.text(row.label) : value;
}

function columnName(question: Question, value: string, reader: Reader): string {
  const column = question.type === 'matrix' ? question.columns.find((each) => each.value === value) : undefined;
  return column ? reader.text(column.label) : value;
}
