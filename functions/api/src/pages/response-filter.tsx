import type { Question } from '@soundings/contracts/question';
import { ResponseFilter } from '@soundings/contracts/response-filter';
import type { Survey } from '@soundings/contracts/survey';
import { SuspectReason } from '@soundings/contracts/survey-response';
import { languageName } from '../survey-page/language-name.ts';
import { Choice, type Option, type OptionGroup } from './choice.tsx';
import { DayField } from './day-field.tsx';
import type { Reader } from './reader.ts';

/** The filter that an address asks for, the form's empty fields left out; undefined where it is none. */
export function filterIn(query: Record<string, string[]>): ResponseFilter | undefined {
  const said = (name: string) => query[name]?.map((value) => value.trim()).filter((value) => value !== '') ?? [];
  const [fieldName] = said('fieldName');
  const [fieldValue] = said('fieldValue');
  const field = [...said('field'), ...(fieldName && fieldValue ? [`${fieldName}:${fieldValue}`] : [])];
  const one = ['from', 'to', 'suspect', 'language', 'customer', 'q'] as const;
  const parsed = ResponseFilter.safeParse({
    ...Object.fromEntries(
      one.flatMap((name) =>
        said(name)
          .slice(0, 1)
          .map((value) => [name, value]),
      ),
    ),
    ...(field.length > 0 && { field }),
    ...(said('answer').length > 0 && { answer: said('answer') }),
  });
  return parsed.success ? parsed.data : undefined;
}

/** Fields that narrow the list of a survey's responses; all they say stands in the address. */
export function ResponseFilterForm({
  survey,
  filter,
  reader,
}: {
  survey: Survey;
  filter: ResponseFilter;
  reader: Reader;
}) {
  const { words } = reader;
  const { any } = words.responses;
  const { languages, fields = [], pages } = survey.definition;
  const closed = pages.flatMap(({ questions }) => questions).flatMap((question) => answersOf(question, reader));
  const [field = ''] = [filter.field ?? []].flat();
  const [answer] = [filter.answer ?? []].flat();
  return (
    <form class="filter" method="get" action={`/surveys/${survey.id}/responses`}>
      <DayField name="from" label={words.responses.from} value={filter.from} />
      <DayField name="to" label={words.responses.to} value={filter.to} />
      <Choice
        name="suspect"
        label={words.responses.suspect}
        chosen={filter.suspect}
        options={[
          ['no', words.responses.unsuspected],
          ['yes', words.responses.suspected],
          ...SuspectReason.options.map((reason): Option => [reason, words.suspicions[reason]]),
        ]}
        none={any}
      />
      {languages.length > 1 && (
        <Choice
          name="language"
          label={words.responses.language}
          chosen={filter.language}
          options={languages.map((each) => [each, languageName(each)])}
          none={any}
        />
      )}
      {closed.length > 0 && (
        <Choice name="answer" label={words.responses.answer} options={closed} chosen={answer} none={any} />
      )}
      {fields.length > 0 && (
        <>
          <Choice
            name="fieldName"
            label={words.responses.field}
            chosen={field.slice(0, field.indexOf(':'))}
            options={fields.map((name) => [name, name])}
            none={any}
          />
          <div>
            <label for="fieldValue">{words.responses.fieldValue}</label>
            <input
              type="text"
              id="fieldValue"
              name="fieldValue"
              maxlength={200}
              autocomplete="off"
              value={field.slice(field.indexOf(':') + 1)}
            />
          </div>
        </>
      )}
      <div>
        <label for="q">{words.responses.text}</label>
        <input type="text" id="q" name="q" maxlength={200} autocomplete="off" value={filter.q} />
      </div>
      <button type="submit" class="second">
        {words.frame.show}
      </button>
      {Object.keys(filter).length > 0 && <a href={`/surveys/${survey.id}/responses`}>{words.responses.all}</a>}
    </form>
  );
}

/** What can be answered to a closed question, as the filter says it. */
function answersOf(question: Question, reader: Reader): OptionGroup[] {
  const { id } = question;
  const title = reader.text(question.title);
  const numbers = (from: number, to: number): OptionGroup[] => [
    { title, options: Array.from({ length: to - from + 1 }, (_, i) => [`${id}:${from + i}`, String(from + i)]) },
  ];
  switch (question.type) {
    case 'nps':
      return numbers(0, 10);
    case 'csat':
      return numbers(1, 5);
    case 'ces':
      return numbers(1, question.points);
    case 'rating':
      return numbers(1, question.points ?? 5);
    case 'consent':
      return [{ title, options: [[`${id}:yes`, reader.words.surveys.given]] }];
    case 'matrix':
      return question.rows.map((row) => ({
        title: `${title}: ${reader.text(row.label)}`,
        options: question.columns.map(({ value, label }) => [`${id}.${row.value}:${value}`, reader.text(label)]),
      }));
    case 'single':
    case 'multiple':
    case 'dropdown':
    case 'ranking': {
      const other: Option[] =
        'other' in question && question.other ? [[`${id}:other`, reader.words.responses.other]] : [];
      return [
        {
          title,
          options: [
            ...question.choices.map(({ value, label }): Option => [`${id}:${value}`, reader.text(label)]),
            ...other,
          ],
        },
      ];
    }
    default:
      return [];
  }
}
