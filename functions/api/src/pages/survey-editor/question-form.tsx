import { Dimension, type Question } from '@soundings/contracts/question';
import type { Survey } from '@soundings/contracts/survey';
import { Choice } from '../choice.tsx';
import { DayField } from '../day-field.tsx';
import { NumberField } from '../number-field.tsx';
import { type Reader, say } from '../reader.ts';
import { ConditionFields } from './condition-fields.tsx';
import { subjectsBefore } from './condition-form.ts';
import { type Problem, problemsAt } from './problem-words.ts';
import { TYPES } from './question-from-form.ts';
import { SaveButtons } from './save-buttons.tsx';
import { Problems, Texts, Tick } from './texts.tsx';

type QuestionFormProps = { survey: Survey; question: Question; problems: readonly Problem[]; reader: Reader };
type PartsProps = QuestionFormProps & { path: string };

/** Everything about one question. */
export function QuestionForm(props: QuestionFormProps) {
  const { survey, question, reader } = props;
  const { editor } = reader.words;
  const { definition } = survey;
  const { languages } = definition;
  const path = pathOf(survey, question.id);
  const problems = problemsAt(props.problems, path);
  const beside = new Set([`${path}/title`, `${path}/help`]);
  const parts = { ...props, problems, path };
  return (
    <form class="form" method="post" action={`/surveys/${survey.id}/edit/questions/${question.id}`}>
      {/* Enter in a field presses the first button: it saves. */}
      <button type="submit" name="do" value="save" class="unseen" tabindex={-1}>
        {editor.save}
      </button>
      <Problems problems={problems.filter((problem) => !beside.has(problem.path))} />
      <Texts
        {...{ name: 'title', label: editor.title, value: question.title, languages, path: `${path}/title`, problems }}
        long
        reader={reader}
      />
      <Choice
        name="type"
        label={editor.type}
        options={TYPES.map((type) => [type, reader.words.questionTypes[type]])}
        chosen={question.type}
      />
      {question.type !== 'statement' && <Tick name="required" label={editor.required} ticked={question.required} />}
      <TypeFields {...parts} />
      <Texts
        {...{ name: 'help', label: editor.help, value: question.help, languages, path: `${path}/help`, problems }}
        reader={reader}
      />
      <ConditionFields
        prefix="showIf"
        legend={editor.showIf}
        always={editor.always}
        condition={question.showIf}
        subjects={subjectsBefore(definition, { question: question.id })}
        reader={reader}
      />
      {question.type !== 'statement' && (
        <Choice
          name="dimension"
          label={editor.dimension}
          options={Dimension.options.map((dimension) => [dimension, editor.dimensions[dimension]])}
          chosen={question.dimension}
          none={editor.noDimension}
        />
      )}
      <SaveButtons reader={reader} />
    </form>
  );
}

/** Where a question stands in the definition, as a JSON Pointer. */
export function pathOf(survey: Survey, id: string): string {
  const { pages } = survey.definition;
  const page = pages.findIndex(({ questions }) => questions.some((question) => question.id === id));
  return `/pages/${page}/questions/${pages[page]?.questions.findIndex((question) => question.id === id)}`;
}

function TypeFields(props: PartsProps) {
  const { question, survey, reader } = props;
  const { editor } = reader.words;
  const { languages } = survey.definition;
  switch (question.type) {
    case 'single':
    case 'dropdown':
    case 'multiple':
    case 'ranking':
      return (
        <>
          <Entries {...props} name="choices" entries={question.choices} exclusive={question.type === 'multiple'} />
          {question.type !== 'ranking' && <Tick name="other" label={editor.other} ticked={question.other} />}
          <Tick name="randomise" label={editor.randomise} ticked={question.randomise} />
          {question.type === 'multiple' && (
            <div class="pair">
              <NumberField name="minChoices" label={editor.minChoices} value={question.minChoices} min={0} max={500} />
              <NumberField name="maxChoices" label={editor.maxChoices} value={question.maxChoices} min={1} max={500} />
            </div>
          )}
        </>
      );
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
      return (
        <>
          {question.type === 'ces' && (
            <Choice
              name="points"
              label={editor.points}
              options={['5', '7'].map((points) => [points, points])}
              chosen={String(question.points)}
            />
          )}
          {question.type === 'rating' && (
            <NumberField name="points" label={editor.points} value={question.points ?? 5} min={3} max={10} />
          )}
          <Texts name="low" label={editor.low} value={question.low} languages={languages} reader={reader} />
          <Texts name="high" label={editor.high} value={question.high} languages={languages} reader={reader} />
        </>
      );
    case 'matrix':
      return (
        <>
          <Entries {...props} name="rows" entries={question.rows} />
          <Entries {...props} name="columns" entries={question.columns} />
        </>
      );
    case 'short-text':
    case 'long-text':
      return (
        <>
          <div class="pair">
            <NumberField name="minLength" label={editor.minLength} value={question.minLength} min={0} max={10_000} />
            <NumberField name="maxLength" label={editor.maxLength} value={question.maxLength} min={1} max={10_000} />
          </div>
          {question.type === 'short-text' && (
            <>
              <div>
                <label for="pattern">{editor.pattern}</label>
                <input
                  type="text"
                  id="pattern"
                  name="pattern"
                  value={question.pattern}
                  maxlength={200}
                  autocomplete="off"
                  aria-describedby="pattern-hint"
                />
                <p class="hint" id="pattern-hint">
                  {editor.patternHint}
                </p>
              </div>
              {question.pattern && (
                <Texts
                  name="patternHint"
                  label={editor.patternSays}
                  value={question.patternHint}
                  languages={languages}
                  reader={reader}
                />
              )}
            </>
          )}
        </>
      );
    case 'number':
      return (
        <>
          <div class="pair">
            <NumberField name="min" label={editor.min} value={question.min} step="any" />
            <NumberField name="max" label={editor.max} value={question.max} step="any" />
            <NumberField name="decimals" label={editor.decimals} value={question.decimals} min={0} max={4} />
          </div>
          <Texts name="unit" label={editor.unit} value={question.unit} languages={languages} reader={reader} />
        </>
      );
    case 'date':
      return (
        <div class="pair">
          {(['min', 'max'] as const).map((name) => (
            <DayField name={name} label={name === 'min' ? editor.from : editor.until} value={question[name]} />
          ))}
        </div>
      );
    case 'consent':
      return <Tick name="quoting" label={editor.quoting} ticked={question.quoting} />;
    case 'statement':
      return (
        <ImageFields name="image" label={editor.image} image={question.image} languages={languages} reader={reader} />
      );
    default:
      return null;
  }
}

type ImageFieldsProps = {
  name: string;
  label: string;
  image: { url: string; alt?: Record<string, string> | undefined } | undefined;
  languages: readonly string[];
  reader: Reader;
};

export function ImageFields({ name, label, image, languages, reader }: ImageFieldsProps) {
  return (
    <>
      <div>
        <label for={`${name}.url`}>{label}</label>
        <input
          type="url"
          id={`${name}.url`}
          name={`${name}.url`}
          value={image?.url}
          maxlength={2000}
          placeholder="https://"
        />
      </div>
      {image && (
        <Texts
          name={`${name}.alt`}
          label={reader.words.editor.alt}
          value={image.alt}
          languages={languages}
          reader={reader}
        />
      )}
    </>
  );
}

type EntriesProps = PartsProps & {
  name: 'choices' | 'rows' | 'columns';
  entries: readonly { value: string; label: Record<string, string>; exclusive?: boolean | undefined }[];
  exclusive?: boolean;
};

/** Choices, rows or columns: their labels, their order, and room for more. */
function Entries({ name, entries, exclusive = false, survey, path, problems, reader }: EntriesProps) {
  const { editor } = reader.words;
  const { languages } = survey.definition;
  return (
    <fieldset>
      <legend>{editor[name]}</legend>
      <ol class="entries">
        {entries.map(({ value, label, exclusive: alone }, i) => {
          const called = reader.text(label) || value;
          return (
            <li>
              <Texts
                name={`${name}.${value}`}
                label={say(editor.entry, { n: i + 1 })}
                value={label}
                languages={languages}
                path={`${path}/${name}/${i}/label`}
                problems={problems}
                reader={reader}
              />
              <div class="row">
                {(['up', 'down', 'delete'] as const).map((move) => (
                  <button
                    type="submit"
                    class="icon"
                    name="do"
                    value={`${name}-${move}:${value}`}
                    aria-label={say(editor.moves[move], { name: called })}
                    disabled={
                      (move === 'up' && i === 0) ||
                      (move === 'down' && i === entries.length - 1) ||
                      (move === 'delete' && entries.length === 1)
                    }
                  >
                    {editor.signs[move]}
                  </button>
                ))}
                <code class="small soft">{value}</code>
                {exclusive && <Tick name={`choices.exclusive.${value}`} label={editor.exclusive} ticked={alone} />}
              </div>
            </li>
          );
        })}
      </ol>
      <label for={`${name}.more`}>{editor.more}</label>
      <textarea id={`${name}.more`} name={`${name}.more`} rows={2} aria-describedby={`${name}-more-hint`} />
      <p class="hint" id={`${name}-more-hint`}>
        {editor.moreHint}
      </p>
    </fieldset>
  );
}
