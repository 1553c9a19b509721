import type { Question } from '@soundings/contracts/question';
import { choicesInOrder } from '@soundings/survey/choice-order';
import { fieldName } from '@soundings/survey/form';
import type { builtInWords } from '@soundings/survey/words';
import type { Child } from 'hono/jsx';
import { Matrix, Ranking, Scale } from './scale-fields.tsx';

/** What every field needs: the form's values, and how to say a text of the survey. */
export interface FieldProps<Q extends Question = Question> {
  question: Q;
  /** The form's values by field name. */
  values: ReadonlyMap<string, string[]>;
  say: (texts: Record<string, string> | undefined) => string;
  words: ReturnType<typeof builtInWords>;
  seed: number;
  problem?: string | undefined;
  /** Takes the focus when the page opens. */
  focus: boolean;
}

type Of<T extends Question['type']> = Extract<Question, { type: T }>;

/** A question with its help, its problem and its controls. A hidden one is disabled, so that it sends nothing. */
export function QuestionField({ hidden, ...props }: FieldProps & { hidden: boolean }) {
  const { question, say, words, problem } = props;
  const id = domId(question.id);
  const single = SINGLE.has(question.type);
  const title = (
    <>
      {say(question.title)}
      {question.type !== 'statement' && !question.required && <small> {`(${words.optional})`}</small>}
    </>
  );
  const described = [question.help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset
      class={problem ? 'q wrong' : 'q'}
      id={id}
      data-q={question.id}
      role={single ? 'none' : undefined}
      aria-describedby={single ? undefined : described}
      hidden={hidden}
      disabled={hidden}
    >
      <Title question={question} single={single}>
        {title}
      </Title>
      {question.help && (
        <p class="help" id={`${id}-help`}>
          {say(question.help)}
        </p>
      )}
      <p class="problem" id={`${id}-problem`} hidden={!problem}>
        {problem}
      </p>
      <input type="hidden" name="_q" value={question.id} />
      <Control {...props} described={described} />
    </fieldset>
  );
}

const SINGLE = new Set([
  'dropdown',
  'short-text',
  'long-text',
  'number',
  'date',
  'email',
  'phone',
  'consent',
  'statement',
]);

/** The `id` of a question's element, and with a part of one of its controls. */
export function domId(question: string, part?: string): string {
  return part === undefined ? `q-${question}` : `q-${question}-${part}`;
}

function Title({ question, single, children }: { question: Question; single: boolean; children: Child }) {
  if (question.type === 'statement') return <h2>{children}</h2>;
  if (question.type === 'consent') return null;
  if (!single) return <legend>{children}</legend>;
  return <label for={domId(question.id, 'input')}>{children}</label>;
}

function Control(props: FieldProps & { described: string | undefined }) {
  const { question } = props;
  switch (question.type) {
    case 'single':
    case 'multiple':
      return <Choices {...props} question={question} />;
    case 'dropdown':
      return <Dropdown {...props} question={question} />;
    case 'nps':
    case 'csat':
    case 'ces':
    case 'rating':
      return <Scale {...props} question={question} />;
    case 'matrix':
      return <Matrix {...props} question={question} />;
    case 'ranking':
      return <Ranking {...props} question={question} />;
    case 'consent':
      return <Consent {...props} question={question} />;
    case 'statement':
      return question.image ? (
        <img src={question.image.url} alt={props.say(question.image.alt)} loading="lazy" />
      ) : null;
    default:
      return <Text {...props} question={question} />;
  }
}

function Choices({ question, values, say, words, seed, focus }: FieldProps<Of<'single' | 'multiple'>>) {
  const name = fieldName(question.id);
  const chosen = values.get(name) ?? [];
  const type = question.type === 'single' ? 'radio' : 'checkbox';
  return (
    <div class="choices">
      {choicesInOrder(question, seed).map(({ value, label, image, exclusive }, at) => (
        <label>
          <input
            type={type}
            name={name}
            value={value}
            checked={chosen.includes(value)}
            autofocus={focus && at === 0}
            data-exclusive={exclusive}
          />
          {image && <img src={image.url} alt={say(image.alt)} loading="lazy" />}
          <span>{say(label)}</span>
        </label>
      ))}
      {question.other && (
        <>
          <label>
            <input type={type} name={name} value="other" checked={chosen.includes('other')} />
            <span>{words.other}</span>
          </label>
          <OtherText question={question.id} values={values} words={words} />
        </>
      )}
    </div>
  );
}

function Dropdown({
  question,
  values,
  say,
  words,
  seed,
  focus,
  problem,
  described,
}: FieldProps<Of<'dropdown'>> & { described: string | undefined }) {
  const name = fieldName(question.id);
  const chosen = values.get(name) ?? [];
  return (
    <>
      <select
        id={domId(question.id, 'input')}
        name={name}
        autofocus={focus}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={described}
      >
        <option value="">{words.choose}</option>
        {choicesInOrder(question, seed).map(({ value, label }) => (
          <option value={value} selected={chosen.includes(value)}>
            {say(label)}
          </option>
        ))}
        {question.other && (
          <option value="other" selected={chosen.includes('other')}>
            {words.other}
          </option>
        )}
      </select>
      {question.other && <OtherText question={question.id} values={values} words={words} />}
    </>
  );
}

function OtherText({ question, values, words }: { question: string } & Pick<FieldProps, 'values' | 'words'>) {
  const name = fieldName(question, 'other');
  return (
    <input
      type="text"
      class="other"
      name={name}
      value={values.get(name)?.[0] ?? ''}
      aria-label={words.otherText}
      data-other={fieldName(question)}
    />
  );
}

function Consent({
  question,
  values,
  say,
  words,
  focus,
  problem,
  described,
}: FieldProps<Of<'consent'>> & { described: string | undefined }) {
  const name = fieldName(question.id);
  return (
    <div class="choices">
      <label>
        <input
          type="checkbox"
          name={name}
          value="yes"
          checked={values.has(name)}
          autofocus={focus}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={described}
        />
        <span>
          {say(question.title)}
          {!question.required && <small> {`(${words.optional})`}</small>}
        </span>
      </label>
    </div>
  );
}

const INPUT = {
  'short-text': { type: 'text' },
  number: { type: 'text', inputmode: 'decimal', autocomplete: 'off' },
  date: { type: 'date' },
  email: { type: 'email', autocomplete: 'email', spellcheck: false },
  phone: { type: 'tel', autocomplete: 'tel' },
} as const;

function Text({
  question,
  values,
  say,
  focus,
  problem,
  described,
}: FieldProps<Of<'short-text' | 'long-text' | 'number' | 'date' | 'email' | 'phone'>> & {
  described: string | undefined;
}) {
  const name = fieldName(question.id);
  const value = values.get(name)?.[0] ?? '';
  const shared = {
    id: domId(question.id, 'input'),
    name,
    autofocus: focus,
    'aria-invalid': problem ? ('true' as const) : undefined,
    'aria-describedby': described,
  };
  if (question.type === 'long-text')
    return (
      <textarea {...shared} rows={4}>
        {value}
      </textarea>
    );
  const limits = question.type === 'date' ? { min: question.min, max: question.max } : {};
  const unit = question.type === 'number' && question.unit ? <span class="unit">{say(question.unit)}</span> : null;
  return (
    <div class={`text ${question.type}`}>
      <input {...shared} {...INPUT[question.type]} {...limits} value={value} />
      {unit}
    </div>
  );
}
