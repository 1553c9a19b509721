import { reaches } from '@soundings/contracts/access';
import { Retention, type RetentionKind, type RetentionPreview } from '@soundings/contracts/retention';
import type { Edition } from '@soundings/store/editions';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { ApiError } from '../../problems.ts';
import { changeRetention, retentionPreview } from '../../retention.ts';
import { Choice } from '../choice.tsx';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import { type PageEnv, type Reader, say } from '../reader.ts';
import { Wide } from '../wide.tsx';
import { SettingsTitle } from './title.tsx';

const FOREVER = 'forever';
const YEARS = [90, 180, 365, 730, 1095, 1825, null];
/** What can be chosen, in days; null is for ever. */
const CHOICES: Readonly<Record<RetentionKind, readonly (number | null)[]>> = {
  reviews: YEARS,
  responses: YEARS,
  uploads: [1, 7, 30, 90, null],
  pages: [1, 7, 14, 30],
  auditLog: [90, 180, 400, 730, 1095, 1825],
};
const KINDS = Object.keys(CHOICES) as RetentionKind[];
/** What is kept as it is. */
const FIXED = ['purchases', 'visits', 'sessions'] as const;

type Wanted = { retention: Retention; preview: RetentionPreview };

/** How long each kind of data stays: shown to everybody, changed by admins once they have seen what that deletes. */
export function retentionPages(api: Api) {
  const { store } = api;

  function page(c: Context<PageEnv>, props: Omit<RetentionProps, 'reader' | 'isAdmin'>, status: 200 | 400 | 409 = 200) {
    const reader = c.get('reader');
    const isAdmin = reaches(c.get('visitor').role, 'admin');
    const children = <RetentionView {...props} isAdmin={isAdmin} reader={reader} />;
    return show(c, { title: reader.words.settings.retention, place: 'settings', children }, status);
  }

  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const current = await store.retention.current();
      const query = c.req.query();
      const isSaved = query.saved !== undefined;
      if (!KINDS.some((kind) => kind in query)) return page(c, { current, isSaved });
      const retention = retentionIn(query);
      const { words } = c.get('reader');
      if (!retention) return page(c, { current, problem: words.problems.refused.text }, 400);
      return page(c, { current, wanted: { retention, preview: await retentionPreview(store, retention) } });
    })
    .post('/', async (c) => {
      const form = await heldForm(c);
      const retention = retentionIn(form);
      if (!retention) throw new ApiError(400, 'The form is not right.');
      const change = { basedOn: Number(form.basedOn), retention, isConfirmed: form.confirmed === 'yes' };
      try {
        await changeRetention(api, change);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        const current = await store.retention.current();
        const problem = current.edition === change.basedOn ? undefined : c.get('reader').words.settings.keeping.changed;
        const preview = await retentionPreview(store, retention);
        return page(c, { current, wanted: { retention, preview }, problem }, 409);
      }
      return c.redirect('/settings/retention?saved=yes', 303);
    });
}

function retentionIn(said: Record<string, unknown>): Retention | undefined {
  const days = KINDS.map((kind) => [kind, said[kind] === FOREVER ? null : Number(said[kind])]);
  return Retention.safeParse(Object.fromEntries(days)).data;
}

type RetentionProps = {
  current: Edition<Retention>;
  wanted?: Wanted;
  problem?: string | undefined;
  isSaved?: boolean;
  isAdmin: boolean;
  reader: Reader;
};

function RetentionView({ current, wanted, problem, isSaved = false, isAdmin, reader }: RetentionProps) {
  const { settings } = reader.words;
  const text = settings.keeping;
  return (
    <>
      <SettingsTitle title={settings.retention} lead={settings.retentionLead} reader={reader} />
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      {isSaved && (
        <p class="note good" role="status">
          {text.saved} {isAdmin && <a href="/settings/erasures">{text.progress}</a>}
        </p>
      )}
      {wanted && isAdmin && <Confirm current={current} wanted={wanted} reader={reader} />}
      {isAdmin ? (
        <Fields retention={wanted?.retention ?? current.value} reader={reader} />
      ) : (
        <dl class="facts">
          {KINDS.map((kind) => (
            <>
              <dt>{text.kinds[kind]}</dt>
              <dd>{daysSaid(current.value[kind], reader)}</dd>
            </>
          ))}
        </dl>
      )}
      {current.changedAt && <p class="small soft">{say(text.since, { time: reader.minute(current.changedAt) })}</p>}
      <h2>{text.besides}</h2>
      <dl class="facts">
        {FIXED.map((kind) => (
          <>
            <dt>{settings.kept[kind]}</dt>
            <dd>{settings.kept[`${kind}For`]}</dd>
          </>
        ))}
      </dl>
      <p>
        {settings.erase} <a href="/settings/erasures">{reader.words.erasures.title}</a>
      </p>
      <p>{text.cloud}</p>
      <p>
        {settings.budget}{' '}
        <a href="https://console.aws.amazon.com/billing/home#/budgets" rel="noreferrer">
          {settings.budgetLink}
        </a>{' '}
        ·{' '}
        <a href="https://console.aws.amazon.com/cost-management/home#/cost-explorer" rel="noreferrer">
          {settings.costLink}
        </a>
      </p>
      <p class="small more">
        <a href="/v1/settings/retention">JSON</a>
      </p>
    </>
  );
}

/** How a number of days stands in the address. */
function inAddress(days: number | null): string {
  return days === null ? FOREVER : String(days);
}

function Fields({ retention, reader }: { retention: Retention; reader: Reader }) {
  const text = reader.words.settings.keeping;
  return (
    <form class="form" method="get" action="/settings/retention">
      {KINDS.map((kind) => {
        const chosen = retention[kind];
        const choices = CHOICES[kind].includes(chosen) ? CHOICES[kind] : [chosen, ...CHOICES[kind]];
        return (
          <Choice
            name={kind}
            label={text.kinds[kind]}
            options={choices.map((days) => [inAddress(days), daysSaid(days, reader)])}
            chosen={inAddress(chosen)}
            hint={text.hints[kind]}
          />
        );
      })}
      <div>
        <button type="submit">{text.look}</button>
        <p class="hint">{text.lookHint}</p>
      </div>
    </form>
  );
}

/** What the change means, and the one button that makes it. */
function Confirm({ current, wanted, reader }: { current: Edition<Retention>; wanted: Wanted; reader: Reader }) {
  const text = reader.words.settings.keeping;
  const { retention, preview } = wanted;
  const isChanged = KINDS.some((kind) => retention[kind] !== current.value[kind]);
  const doomed = KINDS.filter((kind) => preview[kind].n > 0);
  if (!isChanged) return <p class="note">{text.unchanged}</p>;
  const isLonger = retention.uploads === null || retention.uploads > Math.min(...textDays(retention));
  return (
    <section aria-labelledby="confirm" class={`note ${doomed.length > 0 ? 'warn' : ''}`}>
      <h2 id="confirm" class="small-head">
        {doomed.length > 0 ? text.deletes : text.deletesNothing}
      </h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.kind}</th>
              <th scope="col" class="n">
                {text.goes}
              </th>
              <th scope="col">{text.kept}</th>
            </tr>
          </thead>
          <tbody>
            {KINDS.filter((kind) => retention[kind] !== current.value[kind] || preview[kind].n > 0).map((kind) => {
              const { n, isMore, before } = preview[kind];
              const number = reader.number(n);
              return (
                <tr>
                  <th scope="row">
                    {text.kinds[kind]}
                    {before && <div class="small soft">{say(text.olderThan, { day: reader.day(before) })}</div>}
                  </th>
                  <td class="n">{isMore ? say(reader.words.analysis.orMore, { n: number }) : number}</td>
                  <td>
                    {daysSaid(current.value[kind], reader)} → {daysSaid(retention[kind], reader)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
      {doomed.some((kind) => kind === 'reviews' || kind === 'responses') && <p>{text.everywhere}</p>}
      {Number.isFinite(Math.min(...textDays(retention))) && isLonger && <p>{text.filesHoldTexts}</p>}
      <form method="post" action="/settings/retention">
        <input type="hidden" name="basedOn" value={String(current.edition)} />
        <input type="hidden" name="confirmed" value="yes" />
        {KINDS.map((kind) => (
          <input type="hidden" name={kind} value={inAddress(retention[kind])} />
        ))}
        <div class="buttons">
          <button type="submit">{doomed.length > 0 ? text.confirm : text.save}</button>
          <a href="/settings/retention">{text.cancel}</a>
        </div>
      </form>
    </section>
  );
}

const textDays = ({ reviews, responses }: Retention) =>
  [reviews, responses].map((days) => days ?? Number.POSITIVE_INFINITY);

function daysSaid(days: number | null, { words, number }: Reader): string {
  const text = words.settings.keeping;
  if (days === null) return text.forever;
  if (days % 365 === 0) return say(days === 365 ? text.year : text.years, { n: number(days / 365) });
  return say(days === 1 ? text.day : text.days, { n: number(days) });
}
