import { newId } from '@soundings/contracts/ids';
import { CUSTOMER_COLUMNS, type GroupTest, type PersonaGrouping } from '@soundings/contracts/persona-grouping';
import { PROFILE_DIMENSIONS } from '@soundings/personas/words';
import { Choice, type Option } from './choice.tsx';
import { type Reader, say } from './reader.ts';

type Grouping = Extract<PersonaGrouping, { rules: unknown }>;
type Rule = Grouping['rules'][number];
type Sent = Record<string, unknown>;

type Column = (typeof CUSTOMER_COLUMNS)[number];
const isColumn = (what: string): what is Column => CUSTOMER_COLUMNS.some((column) => column === what);

/** Lines for tests beyond those that a rule has, and rules beyond those that there are. */
const SPARE_TESTS = 2;
const MOST_RULES = 50;
const MOST_TESTS = 20;

/** A name for a new grouping that no other has. */
export function newGroupingId(): string {
  return `own-${newId('key').slice(-8)}`;
}

/** What a form says of a grouping; a rule of which nothing is said, or that is marked to go, is left out. */
export function readGrouping(sent: Sent, id: string): Grouping {
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name].trim() : '');
  const rules: Rule[] = [];
  for (let i = 0; i < MOST_RULES && `r${i}.en` in sent; i++) {
    const at = `r${i}`;
    const name = { 'zh-CN': text(`${at}.zh-CN`) || text(`${at}.en`), en: text(`${at}.en`) || text(`${at}.zh-CN`) };
    const where: GroupTest[] = [];
    for (let j = 0; j < MOST_TESTS && `${at}.t${j}.what` in sent; j++) {
      const test = readTest(text, `${at}.t${j}`);
      if (test) where.push(test);
    }
    if (text(`${at}.remove`) || (name.en === '' && where.length === 0)) continue;
    rules.push({ id: text(`${at}.id`) || `rule-${newId('key').slice(-8)}`, name, where });
  }
  const name = { 'zh-CN': text('name.zh-CN') || text('name.en'), en: text('name.en') || text('name.zh-CN') };
  return { id, ...(name.en && { name }), rules };
}

function readTest(text: (name: string) => string, at: string): GroupTest | null {
  const what = text(`${at}.what`);
  const anyOf = text(`${at}.anyOf`)
    .split(/[,，、]/)
    .map((one) => one.trim())
    .filter(Boolean);
  const number = (name: string) => {
    const written = text(`${at}.${name}`);
    return written === '' ? undefined : Number(written.replace(',', '.'));
  };
  const [atLeast, below] = [number('atLeast'), number('below')];
  const limits = {
    ...(anyOf.length > 0 && { anyOf }),
    ...(atLeast !== undefined && { atLeast }),
    ...(below !== undefined && { below }),
  };
  if (what === '' || Object.keys(limits).length === 0) return null;
  return isColumn(what) ? { column: what, ...limits } : { dimension: what, ...limits };
}

type FormProps = { grouping: Grouping; edition: number; problem: string | undefined; reader: Reader };

/** The team's own division of people: rules in their order, the first that holds decides. */
export function GroupingForm({ grouping, edition, problem, reader }: FormProps) {
  const { words } = reader;
  const empty: Rule = { id: '', name: { 'zh-CN': '', en: '' }, where: [] };
  const rules = grouping.rules.length < MOST_RULES ? [...grouping.rules, empty] : grouping.rules;
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a> › <a href="/persona-settings">{words.personaSettings.title}</a>
      </p>
      <h1>{words.personaSettings.own}</h1>
      <p class="lead">{words.personaSettings.rulesHint}</p>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      <form class="form wide" method="post" action={`/persona-settings/groupings/${grouping.id}`}>
        <input type="hidden" name="basedOn" value={String(edition)} />
        <Names at="name" label={words.personaSettings.name} name={grouping.name} reader={reader} />
        {rules.map((rule, i) => (
          <RuleFields rule={rule} at={`r${i}`} place={i + 1} reader={reader} />
        ))}
        <div class="buttons">
          <button type="submit" name="go" value="done">
            {words.book.save}
          </button>
          <button type="submit" name="go" value="more" class="second">
            {words.personaSettings.saveAndAdd}
          </button>
        </div>
      </form>
    </>
  );
}

type NamesProps = { at: string; label: string; name: Rule['name'] | undefined; reader: Reader };

function Names({ at, label, name, reader }: NamesProps) {
  const { words } = reader;
  return (
    <div class="pairs">
      {(['zh-CN', 'en'] as const).map((language) => (
        <div>
          <label for={`${at}.${language}`}>
            {say(words.personaSettings.nameIn, { label, language: words.book.languages[language] })}
          </label>
          <input
            type="text"
            id={`${at}.${language}`}
            name={`${at}.${language}`}
            lang={language}
            value={name?.[language] ?? ''}
            maxlength={100}
          />
        </div>
      ))}
    </div>
  );
}

type RuleProps = { rule: Rule; at: string; place: number; reader: Reader };

function RuleFields({ rule, at, place, reader }: RuleProps) {
  const { words } = reader;
  const tests = [...rule.where, ...Array.from({ length: SPARE_TESTS }, () => undefined)].slice(0, MOST_TESTS);
  return (
    <fieldset>
      <legend>{say(rule.id ? words.personaSettings.rule : words.personaSettings.newRule, { n: place })}</legend>
      <input type="hidden" name={`${at}.id`} value={rule.id} />
      <Names at={at} label={words.personaSettings.groupName} name={rule.name} reader={reader} />
      {tests.map((test, j) => (
        <TestFields test={test} at={`${at}.t${j}`} reader={reader} />
      ))}
      {rule.id && (
        <label class="choice">
          <input type="checkbox" name={`${at}.remove`} value="yes" /> {words.personaSettings.removeRule}
        </label>
      )}
    </fieldset>
  );
}

type TestProps = { test: GroupTest | undefined; at: string; reader: Reader };

function TestFields({ test, at, reader }: TestProps) {
  const { words } = reader;
  const what = test && ('column' in test ? test.column : test.dimension);
  const answers = Object.entries(PROFILE_DIMENSIONS).map(([id, label]): Option => [id, label[reader.language]]);
  const isForeign = what !== undefined && !isColumn(what) && !answers.some(([id]) => id === what);
  const foreign: Option[] = isForeign ? [[what, what]] : [];
  return (
    <div class="pairs four">
      <Choice
        name={`${at}.what`}
        label={words.personaSettings.what}
        options={[
          {
            title: words.personaSettings.purchases,
            options: CUSTOMER_COLUMNS.map((column) => [column, words.personaSettings.columns[column]]),
          },
          { title: words.personaSettings.answers, options: [...foreign, ...answers] },
        ]}
        chosen={what}
        none={words.units.none}
      />
      <div>
        <label for={`${at}.anyOf`}>{words.personaSettings.anyOf}</label>
        <input type="text" id={`${at}.anyOf`} name={`${at}.anyOf`} value={test?.anyOf?.join(', ') ?? ''} />
      </div>
      {(['atLeast', 'below'] as const).map((limit) => (
        <div>
          <label for={`${at}.${limit}`}>{words.personaSettings[limit]}</label>
          <input
            type="number"
            step="any"
            id={`${at}.${limit}`}
            name={`${at}.${limit}`}
            value={test?.[limit] === undefined ? '' : String(test[limit])}
          />
        </div>
      ))}
    </div>
  );
}
