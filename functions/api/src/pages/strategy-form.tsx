import { STRATEGY_PLACES, type StrategyRule } from '@soundings/contracts/strategy-rule';
import type { ThemeNames } from '@soundings/contracts/theme';
import { elevenSegments } from '@soundings/customers/segments';
import { TAGS } from '@soundings/personas/tags';
import { NumberField } from './number-field.tsx';
import { type Reader, say } from './reader.ts';

export type Themes = readonly { id: string; names: ThemeNames }[];

/** A rule as a form holds it: what is not right yet as well. */
export type RuleDraft = Pick<StrategyRule, 'id' | 'when' | (typeof TEXTS)[number]> & {
  days: number;
  worthwhile: number;
};

const TEXTS = ['message', 'channel', 'timing', 'offer', 'measure'] as const;
const NUMBERS = [
  'pNoneAbove',
  'pNoneBelow',
  'repeatBelow',
  'rhythmAtMost',
  'overdueAbove',
  'overdueBelow',
  'npsAbove',
  'npsBelow',
] as const;
/** Written as percent, kept as parts of one. */
const PARTS: readonly string[] = ['pNoneAbove', 'pNoneBelow', 'repeatBelow'];
const LANGUAGES = ['zh-CN', 'en'] as const;

const noText = { 'zh-CN': '', en: '' };
export const emptyRule: RuleDraft = {
  id: '',
  when: {},
  message: noText,
  channel: { 'zh-CN': '{channel}', en: '{channel}' },
  timing: noText,
  offer: noText,
  measure: noText,
  days: 60,
  worthwhile: 0.2,
};

type Sent = Record<string, unknown>;
const textsOf = (value: unknown) =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one.trim() !== '');
const textOf = (value: unknown) => textsOf(value)[0]?.trim() ?? '';

/** What a form says of a rule; an existing one keeps its name. */
export function readRule(sent: Sent, id: string | null): RuleDraft {
  const numbers = NUMBERS.flatMap((name) => {
    const written = textOf(sent[name]);
    if (written === '') return [];
    const number = Number(written.replace(',', '.'));
    return [[name, PARTS.includes(name) ? number / 100 : number] as const];
  });
  const lists = (['segments', 'tags', 'pains', 'wishes'] as const).flatMap((name) => {
    const chosen = textsOf(sent[name]);
    return chosen.length > 0 ? [[name, chosen] as const] : [];
  });
  const channels = textOf(sent.channels)
    .split(/[,，、]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const texts = (name: string) => ({ 'zh-CN': textOf(sent[`${name}.zh-CN`]), en: textOf(sent[`${name}.en`]) });
  return {
    id: id ?? textOf(sent.id),
    when: { ...Object.fromEntries([...lists, ...numbers]), ...(channels.length > 0 && { channels }) },
    message: texts('message'),
    channel: texts('channel'),
    timing: texts('timing'),
    offer: texts('offer'),
    measure: texts('measure'),
    days: Number(textOf(sent.days)),
    worthwhile: Number(textOf(sent.worthwhile)) / 100,
  };
}

export type RuleForm = {
  rule: RuleDraft;
  isNew: boolean;
  edition: number;
  /** Paths of what is not right, as `message` or `when/pNoneAbove`. */
  wrong: readonly string[];
  problem: string | undefined;
  themes: Themes;
};

/** One line of the rule book to write: when it holds, and what it proposes, in both languages. */
export function StrategyForm({ rule, isNew, edition, wrong, problem, themes, reader }: RuleForm & { reader: Reader }) {
  const { words } = reader;
  const problems = problemsOf(wrong);
  const { hint, invalid } = problems;
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a> › <a href="/strategies">{words.book.title}</a>
      </p>
      <h1>{isNew ? words.book.add : words.book.edit}</h1>
      {(problem ?? (wrong.length > 0 && words.book.wrong)) && (
        <p class="note bad" role="alert">
          {problem ?? words.book.wrong}
        </p>
      )}
      <form class="form" method="post" action={isNew ? '/strategies/new' : `/strategies/${rule.id}`}>
        <input type="hidden" name="basedOn" value={String(edition)} />
        {isNew && (
          <div>
            <label for="id">{words.book.id}</label>
            <input type="text" id="id" name="id" value={rule.id} required maxlength={60} {...invalid('id')} />
            {hint('id', words.book.idProblem)}
          </div>
        )}
        <Conditions rule={rule} themes={themes} problems={problems} reader={reader} />
        <Proposal rule={rule} problems={problems} reader={reader} />
        <div>
          <button type="submit">{words.book.save}</button>
        </div>
      </form>
    </>
  );
}

type Problems = ReturnType<typeof problemsOf>;

/** What is said beside the fields that are wrong, by their paths in the rule. */
function problemsOf(wrong: readonly string[]) {
  const isWrong = (path: string) => wrong.some((at) => at === path || at.startsWith(`${path}/`));
  const hint = (path: string, text: string) =>
    isWrong(path) && (
      <p class="hint bad" id={`${path}-problem`}>
        {text}
      </p>
    );
  const invalid = (path: string) =>
    isWrong(path) ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${path}-problem` } : {};
  return { hint, invalid };
}

type PartProps = Pick<RuleForm, 'rule'> & { problems: Problems; reader: Reader };

/** When the rule holds. */
function Conditions({ rule, themes, problems: { hint, invalid }, reader }: PartProps & Pick<RuleForm, 'themes'>) {
  const { words, language } = reader;
  return (
    <>
      <h2 id="when">{words.book.when}</h2>
      <p class="small soft">{words.book.whenHint}</p>
      {hint('when', words.book.whenProblem)}
      <Choices
        name="segments"
        label={words.book.segments}
        options={elevenSegments.segments.map(({ id, name }) => ({ id, label: name[language] }))}
        chosen={rule.when.segments}
      />
      <Choices
        name="tags"
        label={words.persona.tags}
        options={TAGS.map(({ id, label, rule: why }) => ({ id, label: `${label[language]} – ${why[language]}` }))}
        chosen={rule.when.tags}
      />
      <ThemeChoice name="pains" label={words.persona.pains} chosen={rule.when.pains} themes={themes} reader={reader} />
      <ThemeChoice
        name="wishes"
        label={words.persona.wishes}
        chosen={rule.when.wishes}
        themes={themes}
        reader={reader}
      />
      <div>
        <label for="channels">{words.book.channels}</label>
        <input
          type="text"
          id="channels"
          name="channels"
          value={rule.when.channels?.join(', ') ?? ''}
          {...invalid('when/channels')}
        />
        <p class="hint">{words.book.channelsHint}</p>
      </div>
      <div class="pairs">
        {NUMBERS.map((name) => {
          const value = rule.when[name];
          const shown = value === undefined ? undefined : PARTS.includes(name) ? Math.round(value * 1000) / 10 : value;
          return <NumberField name={name} label={words.book.limits[name]} value={shown} step="any" />;
        })}
      </div>
    </>
  );
}

/** What the rule proposes, in both languages. */
function Proposal({ rule, problems: { hint, invalid }, reader }: PartProps) {
  const { words } = reader;
  return (
    <>
      <h2 id="proposes">{words.book.proposes}</h2>
      <p class="small soft">
        {say(words.book.placesHint, { places: STRATEGY_PLACES.map((place) => `{${place}}`).join(' ') })}
      </p>
      {TEXTS.map((name) => (
        <fieldset>
          <legend>{words.book.texts[name]}</legend>
          {LANGUAGES.map((of) => (
            <div>
              <label for={`${name}.${of}`}>{words.book.languages[of]}</label>
              <input
                type="text"
                id={`${name}.${of}`}
                name={`${name}.${of}`}
                lang={of}
                value={rule[name][of]}
                required
                maxlength={500}
                {...invalid(name)}
              />
            </div>
          ))}
          {hint(name, words.book.textProblem)}
        </fieldset>
      ))}
      <div class="pairs">
        <NumberField
          name="days"
          label={words.book.days}
          value={rule.days}
          min={1}
          max={365}
          required
          refusal={invalid('days')}
        >
          {hint('days', words.book.numberProblem)}
        </NumberField>
        <NumberField
          name="worthwhile"
          label={words.book.worthwhile}
          value={Math.round(rule.worthwhile * 100)}
          min={1}
          max={200}
          required
          refusal={invalid('worthwhile')}
        >
          {hint('worthwhile', words.book.numberProblem)}
        </NumberField>
      </div>
    </>
  );
}

type ChoicesProps = {
  name: string;
  label: string;
  options: readonly { id: string; label: string }[];
  chosen: readonly string[] | undefined;
};

function Choices({ name, label, options, chosen = [] }: ChoicesProps) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map(({ id, label: text }) => (
        <label class="choice">
          <input type="checkbox" name={name} value={id} checked={chosen.includes(id)} /> {text}
        </label>
      ))}
    </fieldset>
  );
}

type ThemeProps = {
  name: string;
  label: string;
  chosen: readonly string[] | undefined;
  themes: Themes;
  reader: Reader;
};

/** Any theme that they name more than others, or themes by their names; those that no build knows any more stay chosen. */
function ThemeChoice({ name, label, chosen = [], themes, reader }: ThemeProps) {
  const { words, language } = reader;
  const known = themes.map(({ id, names }) => ({ id, label: names[language] }));
  const others = chosen.filter((id) => id !== '*' && !known.some((theme) => theme.id === id));
  const options = [{ id: '*', label: words.book.anyTheme }, ...known, ...others.map((id) => ({ id, label: id }))];
  return (
    <div>
      <label for={name}>{label}</label>
      <select id={name} name={name} multiple size={5}>
        {options.map(({ id, label: text }) => (
          <option value={id} selected={chosen.includes(id)}>
            {text}
          </option>
        ))}
      </select>
      <p class="hint">{words.book.themesHint}</p>
    </div>
  );
}
