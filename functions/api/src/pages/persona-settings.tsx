import { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import { PersonaSettings } from '@soundings/contracts/persona-settings';
import { type Context, Hono } from 'hono';
import type { Api } from '../api.ts';
import { changed } from '../editing.ts';
import { ApiError, notFound } from '../problems.ts';
import { show } from './frame.tsx';
import { GroupingForm, newGroupingId, readGrouping } from './grouping-form.tsx';
import { heldForm } from './held-form.ts';
import { NumberField } from './number-field.tsx';
import { groupingName } from './persona-groupings.ts';
import type { PageEnv, Reader } from './reader.ts';

const KINDS = [
  'segment',
  'eight',
  'buyer_level',
  'spending_power',
  'price_band',
  'region',
  'top_category',
  'assignments',
] as const;

type Sent = Record<string, unknown>;
type Stored = { edition: number; value: PersonaSettings };
type RuleGrouping = Extract<PersonaGrouping, { rules: unknown }>;

/** How personas are made: by what people are divided, how many stand behind a claim, what sensitive may be told. */
export function personaSettingsPages({ store: { personaSettings } }: Api) {
  async function settings(c: Context<PageEnv>, problem?: string) {
    const reader = c.get('reader');
    const children = <Settings stored={await personaSettings.current()} problem={problem} reader={reader} />;
    return show(c, { title: reader.words.personaSettings.title, place: 'personas', children }, problem ? 400 : 200);
  }

  async function grouping(c: Context<PageEnv>, draft: RuleGrouping, problem?: string) {
    const reader = c.get('reader');
    const { edition } = await personaSettings.current();
    const children = <GroupingForm grouping={draft} edition={edition} problem={problem} reader={reader} />;
    return show(c, { title: reader.words.personaSettings.own, place: 'personas', children }, problem ? 400 : 200);
  }

  const own = (value: PersonaSettings, id: string): RuleGrouping => {
    const found = value.groupings.find((one) => one.id === id);
    if (!found || !('rules' in found)) throw notFound('way of dividing people');
    return found;
  };

  return new Hono<PageEnv>()
    .get('/', (c) => settings(c))
    .post('/', async (c) => {
      const { words } = c.get('reader');
      const sent = await heldForm(c, { all: true });
      const { value } = await personaSettings.current();
      const parsed = PersonaSettings.safeParse(readSettings(sent, value));
      if (!parsed.success) return settings(c, words.personaSettings.problem);
      if (!(await personaSettings.add(parsed.data, Number(sent.basedOn)))) return settings(c, words.book.meanwhile);
      return c.redirect('/persona-settings', 303);
    })
    .get('/groupings/new', (c) => grouping(c, { id: newGroupingId(), rules: [] }))
    .get('/groupings/:id', async (c) => grouping(c, own((await personaSettings.current()).value, c.req.param('id'))))
    .post('/groupings/:id', async (c) => {
      const { words } = c.get('reader');
      const sent = await heldForm(c);
      const draft = readGrouping(sent, c.req.param('id'));
      const parsed = PersonaGrouping.safeParse(draft);
      if (!parsed.success) return grouping(c, draft, words.personaSettings.ruleProblem);
      const { value } = await personaSettings.current();
      const others = value.groupings.filter(({ id }) => id !== draft.id);
      const next = PersonaSettings.safeParse({ ...value, groupings: [...others, parsed.data] });
      if (!next.success) return grouping(c, draft, words.personaSettings.tooMany);
      if (!(await personaSettings.add(next.data, Number(sent.basedOn))))
        return grouping(c, draft, words.book.meanwhile);
      return c.redirect(sent.go === 'more' ? `/persona-settings/groupings/${draft.id}` : '/persona-settings', 303);
    })
    .post('/groupings/:id/delete', async (c) => {
      const { basedOn } = await heldForm(c);
      const { value } = await personaSettings.current();
      const groupings = value.groupings.filter(({ id }) => id !== c.req.param('id'));
      if (groupings.length === 0) throw new ApiError(409, 'One way of dividing people has to stay.');
      changed(await personaSettings.add({ ...value, groupings }, Number(basedOn)));
      return c.redirect('/persona-settings', 303);
    });
}

/** What the form says; the team's own groupings stay as they are. */
function readSettings(sent: Sent, { groupings }: PersonaSettings): unknown {
  const chosen = [sent.by].flat();
  const legalBasis = (typeof sent.legalBasis === 'string' ? sent.legalBasis : '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [of = '', ...basis] = line.split(/[:：]/);
      return { of: of.trim(), basis: basis.join(':').trim() };
    });
  return {
    groupings: [
      ...KINDS.filter((kind) => chosen.includes(kind)).map((kind) => ({
        id: groupings.find((one) => 'by' in one && one.by === kind)?.id ?? kind,
        by: kind,
      })),
      ...groupings.filter((one) => 'rules' in one),
    ],
    k: Number(sent.k),
    legalBasis,
  };
}

type SettingsProps = { stored: Stored; problem: string | undefined; reader: Reader };

function Settings({ stored: { edition, value }, problem, reader }: SettingsProps) {
  const { words } = reader;
  const rules = value.groupings.filter((one): one is RuleGrouping => 'rules' in one);
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a>
      </p>
      <h1>{words.personaSettings.title}</h1>
      <p class="lead">{words.personaSettings.lead}</p>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      <form class="form" method="post" action="/persona-settings">
        <input type="hidden" name="basedOn" value={String(edition)} />
        <fieldset>
          <legend>{words.personaSettings.by}</legend>
          {KINDS.map((kind) => (
            <label class="choice">
              <input
                type="checkbox"
                name="by"
                value={kind}
                checked={value.groupings.some((one) => 'by' in one && one.by === kind)}
              />{' '}
              {words.personaSettings.groupings[kind]}
            </label>
          ))}
          <p class="hint">{words.personaSettings.byHint}</p>
        </fieldset>
        <NumberField
          name="k"
          label={words.personaSettings.k}
          value={value.k}
          min={3}
          max={100}
          required
          hint={words.personaSettings.kHint}
        />
        <div>
          <label for="legalBasis">{words.personaSettings.legalBasis}</label>
          <textarea id="legalBasis" name="legalBasis" rows={3} maxlength={8000}>
            {value.legalBasis.map(({ of, basis }) => `${of}: ${basis}`).join('\n')}
          </textarea>
          <p class="hint">{words.personaSettings.legalBasisHint}</p>
        </div>
        <div>
          <button type="submit">{words.book.save}</button>
        </div>
      </form>
      <h2 id="own">{words.personaSettings.own}</h2>
      <p>{words.personaSettings.ownHint}</p>
      {rules.length > 0 && (
        <ul>
          {rules.map((one) => (
            <li>
              <a href={`/persona-settings/groupings/${one.id}`}>{groupingName(one, reader)}</a>
              {': '}
              {one.rules.map(({ name }) => reader.text(name)).join(words.frame.comma)}{' '}
              <form class="inline" method="post" action={`/persona-settings/groupings/${one.id}/delete`}>
                <input type="hidden" name="basedOn" value={String(edition)} />
                <button type="submit" class="link">
                  {words.book.remove}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a class="button second" href="/persona-settings/groupings/new">
          {words.personaSettings.addOwn}
        </a>
      </p>
      <h2 id="schedule">{words.schedule.title}</h2>
      <p>
        <a href="/builds/schedule">{words.schedule.change}</a>
      </p>
      <p class="small more">
        <a href="/v1/persona-settings">JSON</a>
      </p>
    </>
  );
}
