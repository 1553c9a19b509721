import type { Condition, Test } from '@soundings/contracts/question';
import { Choice } from '../choice.tsx';
import type { Reader } from '../reader.ts';
import { type Comparison, operatorsFor, type Subject, simpleOf } from './condition-form.ts';

type ConditionFieldsProps = {
  prefix: string;
  legend: string;
  /** What the condition is called where it says nothing. */
  always: string;
  condition: Condition | undefined;
  subjects: readonly Subject[];
  reader: Reader;
};

/** A condition as a list of comparisons; one that is nested deeper is edited as what it is, JSON. */
export function ConditionFields({ prefix, legend, always, condition, subjects, reader }: ConditionFieldsProps) {
  const { editor } = reader.words;
  const simple = simpleOf(condition);
  return (
    <fieldset>
      <legend>{legend}</legend>
      {simple ? (
        <>
          {simple.tests.length === 0 && <p class="hint">{always}</p>}
          {simple.tests.length > 1 && (
            <Choice
              name={`${prefix}.join`}
              label={editor.join}
              options={(['all', 'any'] as const).map((join) => [join, editor.joins[join]])}
              chosen={simple.join}
            />
          )}
          {simple.tests.map((test, i) => (
            <ComparisonFields name={`${prefix}.${i}`} test={test} subjects={subjects} reader={reader} />
          ))}
          {subjects.length > 0 ? (
            <Choice
              name={`${prefix}.add`}
              label={editor.addTest}
              options={subjects.map((subject) => [subject.key, subjectTitle(subject, reader)])}
              none={editor.noTest}
              hint={editor.addTestHint}
            />
          ) : (
            <p class="hint">{editor.nothingEarlier}</p>
          )}
        </>
      ) : (
        <div>
          <label for={`${prefix}.json`}>{editor.json}</label>
          <textarea id={`${prefix}.json`} name={`${prefix}.json`} rows={5} spellcheck={false}>
            {JSON.stringify(condition)}
          </textarea>
          <p class="hint">{editor.jsonHint}</p>
        </div>
      )}
    </fieldset>
  );
}

type ComparisonProps = { name: string; test: Comparison; subjects: readonly Subject[]; reader: Reader };

function ComparisonFields({ name, test, subjects, reader }: ComparisonProps) {
  const { editor } = reader.words;
  const subject = subjects.find(({ key }) => key === test.subject);
  const title = subject ? subjectTitle(subject, reader) : test.subject;
  return (
    <div class="test">
      <input type="hidden" name={`${name}.subject`} value={test.subject} />
      <p>
        <strong>{title}</strong>
      </p>
      <select name={`${name}.is`} aria-label={`${title}: ${editor.operator}`}>
        {operatorsFor(subject?.kind ?? 'text', test.is).map((is: Test['is']) => (
          <option value={is} selected={is === test.is}>
            {editor.operators[is]}
          </option>
        ))}
      </select>
      <Values name={`${name}.value`} test={test} subject={subject} title={title} reader={reader} />
      <label class="choice">
        <input type="checkbox" name={`${name}.drop`} value="yes" /> {editor.dropTest}
      </label>
    </div>
  );
}

type ValuesProps = {
  name: string;
  test: Comparison;
  subject: Subject | undefined;
  title: string;
  reader: Reader;
};

function Values({ name, test, subject, title, reader }: ValuesProps) {
  const values = [test.value ?? []].flat().map(String);
  if (subject?.kind !== 'codes')
    return (
      <input
        type="text"
        inputmode={subject?.kind === 'number' ? 'decimal' : undefined}
        name={name}
        value={values.join(', ')}
        maxlength={2000}
        autocomplete="off"
        aria-label={`${title}: ${reader.words.editor.value}`}
      />
    );
  return (
    <div>
      {subject.codes.map(({ value, label }) => (
        <label class="choice">
          <input type="checkbox" name={name} value={value} checked={values.includes(value)} />{' '}
          {reader.text(label) || value}
        </label>
      ))}
    </div>
  );
}

function subjectTitle({ title, row, key }: Subject, reader: Reader): string {
  const text = (typeof title === 'string' ? title : reader.text(title)) || key.split(':')[1] || '';
  const short = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return row ? `${short} · ${reader.text(row)}` : short;
}
