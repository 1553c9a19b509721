import type { Question } from '@soundings/contracts/question';
import type { Survey } from '@soundings/contracts/survey';
import type { AnswerValue, SurveyResponse } from '@soundings/contracts/survey-response';
import { type Reader, say } from './reader.ts';

type SurveyResponsesProps = {
  survey: Survey;
  page: { items: SurveyResponse[]; cursor?: string | undefined };
  reader: Reader;
};

/** What single respondents sent, page by page. */
export function SurveyResponses({ survey, page, reader }: SurveyResponsesProps) {
  const { words } = reader;
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
            <a href={`/v1/surveys/${survey.id}/responses.${format}?lang=${reader.language}`}>{format.toUpperCase()}</a>
          </>
        ))}
      </p>
      {page.items.length === 0 && <p class="note">{words.surveys.noResponses}</p>}
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
          </li>
        ))}
      </ul>
      {page.cursor && (
        <p>
          <a class="button second" href={`?${new URLSearchParams({ cursor: page.cursor })}`}>
            {words.frame.next}
          </a>
        </p>
      )}
    </>
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
