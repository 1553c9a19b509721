import { idOf } from '@soundings/contracts/ids';
import type { Product } from '@soundings/contracts/product';
import type { ConnectorDescription, SourcePreview } from '@soundings/contracts/review';
import type { Source } from '@soundings/contracts/source';
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { Api } from '../api.ts';
import { lazyReviewSources } from '../lazy-review-sources.ts';
import { ApiError, notFound } from '../problems.ts';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import { onceOf } from './once.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';
import { readConfig } from './source-fields.tsx';
import { type Draft, intervalOf, NewSource } from './source-form.tsx';
import { HealthTag, healthOf, SourceAlerts } from './source-health.tsx';
import { RunTag } from './source-ledger.tsx';
import { isAtWork, nextOf, SourceView, type ViewProps } from './source-view.tsx';
import { Wide } from './wide.tsx';

const RUNS = 20;
const DAY_MINUTES = 1440;

type Form = Readonly<Record<string, unknown>>;
type Problem = Pick<ViewProps, 'problem' | 'wrong'>;

/** Where competitors' reviews are collected: added after a look at what they bring, scheduled, watched. */
export function sourcePages(api: Api) {
  const { store } = api;
  const sources = lazyReviewSources(api);

  type New = Partial<Pick<Parameters<typeof NewSource>[0], 'connector' | 'preview' | 'problem' | 'wrong'>> & {
    draft: Draft;
  };

  async function showNew(c: Context<PageEnv>, { connector, preview, problem, wrong = [], draft }: New) {
    const reader = c.get('reader');
    const [products, known] = await Promise.all([store.products.all(), sources()]);
    const connectors = known.descriptions();
    const props = { products, connectors, connector, preview, problem, wrong, draft, reader };
    const children = <NewSource {...props} />;
    const title = reader.words.reviewSources.add;
    return show(c, { title, place: 'sources', children }, problem ? 400 : 200);
  }

  async function showSource(c: Context<PageEnv>, id: string, { problem, wrong }: Partial<Problem> = {}) {
    const reader = c.get('reader');
    const [found, known] = await Promise.all([store.sources.get(id), sources()]);
    if (!found) throw notFound('source');
    const source = known.shown(found);
    const [product, runs] = await Promise.all([
      store.products.get(source.productId),
      store.runs.list(id, { limit: RUNS, after: c.req.query('cursor') }),
    ]);
    const older = runs.cursor && `/sources/${id}?${new URLSearchParams({ cursor: runs.cursor })}#ledger`;
    const connector = known.descriptions().find((each) => each.id === source.connector);
    const props = { source, product, connector, runs: runs.items, older, problem, wrong: wrong ?? [], reader };
    const children = <SourceView {...props} />;
    return show(
      c,
      { title: source.name, place: 'sources', live: isAtWork(source) && !problem, children },
      problem ? 400 : 200,
    );
  }

  /** The kind that a form names, with what the form says of it. */
  async function kindOf(form: Form) {
    const known = await sources();
    const connector = known.descriptions().find(({ id }) => id === form.connector);
    const config = connector ? readConfig(connector, form) : {};
    return { known, connector, draft: draftOf(form, { connector, config }) };
  }

  const idIn = (c: Context<PageEnv>) => {
    const id = idOf('source').safeParse(c.req.param('id'));
    if (!id.success) throw notFound('source');
    return id.data;
  };

  return (
    new Hono<PageEnv>()
      .get('/', async (c) => {
        const reader = c.get('reader');
        const [{ items }, products] = await Promise.all([store.sources.list({ limit: 200 }), store.products.all()]);
        const children = <Sources sources={items} products={products} reader={reader} />;
        const live = items.some(isAtWork);
        return show(c, { title: reader.words.places.sources, place: 'sources', live, children });
      })
      .get('/new', async (c) => {
        const { connector, draft } = await kindOf({ ...c.req.query() });
        return showNew(c, { connector, draft });
      })
      // Where a change of language leads from a look at what is there.
      .get('/preview', (c) => c.redirect('/sources/new', 303))
      .post('/preview', async (c) => {
        const form = await heldForm(c);
        const { known, connector, draft } = await kindOf(form);
        const { words } = c.get('reader');
        if (!connector && !isAddress(draft.url))
          return showNew(c, { draft, problem: words.reviewSources.problems.address });
        const { termsAccepted, config } = draft;
        const place = connector ? { connector: connector.id, config } : { url: draft.url };
        let preview: SourcePreview;
        try {
          preview = await known.preview({ ...place, termsAccepted });
        } catch (error) {
          return showNew(c, { connector, draft, ...problemOf(error, { connector, reader: c.get('reader') }) });
        }
        const found = known.descriptions().find(({ id }) => id === preview.connector);
        const guessed = { ...draft, ...(!connector && { config: preview.config }) };
        return showNew(c, { connector: found, preview, draft: named(guessed, { found, reader: c.get('reader') }) });
      })
      .post('/', async (c) => {
        const form = await heldForm(c);
        const { known, connector, draft } = await kindOf(form);
        try {
          const { productId, config, termsAccepted } = draft;
          const wanted = { productId, connector: connector?.id, config, termsAccepted, ...settingsOf(form) };
          const source = await known.create(wanted, await store.idempotency.id('source', onceOf(form, wanted)));
          return c.redirect(`/sources/${source.id}`, 303);
        } catch (error) {
          return showNew(c, { connector, draft, ...problemOf(error, { connector, reader: c.get('reader') }) });
        }
      })
      .get('/:id', (c) => showSource(c, idIn(c)))
      .post('/:id/run', async (c) => {
        const id = idIn(c);
        if (!(await (await sources()).runNow(id))) throw notFound('source');
        return c.redirect(`/sources/${id}`, 303);
      })
      .post('/:id/pause', (c) => change(c, { paused: true }))
      .post('/:id/resume', (c) => change(c, { paused: false }))
      .post('/:id/settings', async (c) => {
        const form = await heldForm(c);
        const source = await store.sources.get(idIn(c));
        const connector = (await sources()).descriptions().find(({ id }) => id === source?.connector);
        const config = connector && readConfig(connector, form);
        const settings = { ...settingsOf(form), ...(config && !isSame(config, source?.config) && { config }) };
        return change(c, settings, connector);
      })
      .post('/:id/remove', async (c) => {
        await store.sources.remove(idIn(c));
        return c.redirect('/sources', 303);
      })
  );

  async function change(
    c: Context<PageEnv>,
    settings: Parameters<Awaited<ReturnType<typeof sources>>['change']>[1],
    connector?: ConnectorDescription,
  ) {
    const id = idIn(c);
    try {
      if (!(await (await sources()).change(id, settings))) throw notFound('source');
    } catch (error) {
      return showSource(c, id, problemOf(error, { connector, reader: c.get('reader') }));
    }
    return c.redirect(`/sources/${id}`, 303);
  }
}

function draftOf(
  form: Form,
  { connector, config }: { connector: ConnectorDescription | undefined; config: Source['config'] },
): Draft {
  const said = (name: string) => (typeof form[name] === 'string' ? form[name].trim().slice(0, 2000) : '');
  const minutes = Number(said('everyMinutes')) || DAY_MINUTES;
  return {
    productId: said('productId'),
    url: withScheme(said('url')),
    config,
    name: said('name'),
    everyMinutes: Math.max(minutes, connector?.minimumMinutes ?? 1),
    termsAccepted: said('termsAccepted') === 'yes',
  };
}

/** A draft with the name that its source would have, where it was given none. */
function named(draft: Draft, { found, reader }: { found: ConnectorDescription | undefined; reader: Reader }): Draft {
  if (draft.name) return draft;
  const kind = reader.text(found?.name);
  const host = URL.canParse(draft.url) ? new URL(draft.url).host : '';
  return { ...draft, name: host && kind ? `${kind} · ${host}` : kind };
}

/** What a form says of a source's name and schedule. Throws `ApiError`. */
function settingsOf(form: Form) {
  const { name, everyMinutes } = form;
  const read = z
    .object({
      name: z.string().trim().max(200),
      everyMinutes: z.coerce
        .number()
        .int()
        .positive()
        .max(DAY_MINUTES * 31),
    })
    .safeParse({ name, everyMinutes });
  if (!read.success) {
    const errors = read.error.issues.map(({ path, message }) => ({ path: `/${path.join('/')}`, message }));
    throw new ApiError(400, 'The form is not right.', errors);
  }
  return {
    ...(read.data.name && { name: read.data.name }),
    everyMinutes: read.data.everyMinutes,
  };
}

function isAddress(text: string): boolean {
  return z.url({ protocol: /^https?$/ }).safeParse(text).success;
}

/** People leave out what every address begins with. */
function withScheme(text: string): string {
  return text === '' || /^[a-z][a-z+.-]*:/i.test(text) ? text : `https://${text}`;
}

function isSame(config: Source['config'], former: Source['config'] | undefined): boolean {
  const sorted = (value: Source['config']) => JSON.stringify(Object.entries(value).sort());
  return former !== undefined && sorted(config) === sorted(former);
}

/** What to tell the reader of an error that is theirs to mend. Throws every other one. */
function problemOf(
  error: unknown,
  { connector, reader }: { connector: ConnectorDescription | undefined; reader: Reader },
): Problem {
  if (!(error instanceof ApiError) || error.status === 404) throw error;
  const { problems } = reader.words.reviewSources;
  const wrong = error.errors.map(({ path }) => path);
  if (error.status === 504) return { problem: problems.timeout, wrong };
  if (wrong.includes('/termsAccepted')) return { problem: problems.terms, wrong };
  if (wrong.includes('/everyMinutes')) {
    const interval = intervalOf(connector?.minimumMinutes ?? DAY_MINUTES, reader);
    return { problem: say(reader.words.reviewSources.everyHint, { interval }), wrong };
  }
  return { problem: problems.config, wrong };
}

function Sources({ sources, products, reader }: { sources: Source[]; products: Product[]; reader: Reader }) {
  const { words } = reader;
  const { facts } = words.reviewSources;
  const nameOf = (id: string) => products.find((product) => product.id === id)?.name ?? '';
  return (
    <>
      <h1>{words.places.sources}</h1>
      <p class="lead">{words.reviewSources.lead}</p>
      <p>
        <a class="button" href="/sources/new">
          {words.reviewSources.add}
        </a>
      </p>
      {sources.length === 0 ? (
        <p class="soft">{words.reviewSources.none}</p>
      ) : (
        <div data-live aria-live="polite">
          <Wide reader={reader}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{facts.source}</th>
                  <th scope="col">{words.imports.product}</th>
                  <th scope="col">{facts.health}</th>
                  <th scope="col">{facts.next}</th>
                  <th scope="col">{facts.last}</th>
                </tr>
              </thead>
              <tbody>
                {sources.map((source) => (
                  <tr>
                    <th scope="row">
                      <a href={`/sources/${source.id}`}>{source.name}</a>
                      <div class="soft small">{intervalOf(source.everyMinutes, reader)}</div>
                    </th>
                    <td>{nameOf(source.productId)}</td>
                    <td>
                      <HealthTag source={source} reader={reader} />
                      {['stopped', 'alerted'].includes(healthOf(source)) && (
                        <div class="small reason">
                          <SourceAlerts source={source} reader={reader} />
                        </div>
                      )}
                    </td>
                    <td class="when">{nextOf(source, reader)}</td>
                    <td class="when">
                      {source.lastRun ? (
                        <RunTag status={source.lastRun.status} reader={reader} />
                      ) : (
                        words.reviewSources.neverRan
                      )}{' '}
                      {source.lastRun?.finishedAt && reader.minute(source.lastRun.finishedAt)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </div>
      )}
    </>
  );
}
