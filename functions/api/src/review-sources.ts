import type { NewSource, Source, SourceChange, SourcePlace } from '@soundings/contracts/source';
import type { Connector } from '@soundings/reviews/connector';
import { connectors } from '@soundings/reviews/connectors';
import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { type Guess, guessSource } from '@soundings/reviews/guess-source';
import { previewSource } from '@soundings/reviews/preview-source';
import * as z from 'zod';
import type { Api } from './api.ts';
import { ApiError, notFound } from './problems.ts';

// Loaded at the first request for a source: parsers and connectors are nothing that a survey page should wait for.

const PREVIEW_MS = 20_000;
/** In the place of a key that was given. */
const HIDDEN = '••••••';
const DAY_MINUTES = 1440;

type Place = Pick<SourcePlace, 'url' | 'connector' | 'config'>;

/** What is done with sources beyond storing them: finding their connector, trying them, checking what they ask for. */
export function reviewSources(api: Api) {
  const { store } = api;
  const fetcher = api.fetcher ?? openFetcher({ contact: api.origin(), hosts: api.store.hosts });
  const time = () => ({ fetcher, signal: AbortSignal.timeout(PREVIEW_MS) });

  async function placeOf({ url, connector: id, config = {} }: Place): Promise<Guess> {
    const connector = id === undefined ? undefined : connectorOf(id);
    const place = connector ? { connector, config } : await inTime(() => guessSource(url ?? '', time()));
    checkConfig(place.connector, place.config);
    return place;
  }

  /** How often it may run, given what was asked for. Throws `ApiError` for more often than its connector bears. */
  function interval(id: string, asked = DAY_MINUTES): number {
    const { minimumMinutes } = connectorOf(id).manifest;
    if (asked < minimumMinutes)
      throw new ApiError(400, `This kind of source may run every ${minimumMinutes} minutes at most.`, [
        { path: '/everyMinutes', message: `at least ${minimumMinutes}` },
      ]);
    return asked;
  }

  /** A changed configuration, with the keys that were hidden in what was shown. */
  function completed(source: Source, config: Source['config']): Source['config'] {
    const connector = connectorOf(source.connector);
    const kept = Object.entries(config).map(([name, value]) => [name, value === HIDDEN ? source.config[name] : value]);
    const whole = Object.fromEntries(kept) as Source['config'];
    checkConfig(connector, whole);
    return whole;
  }

  return {
    async create(wanted: NewSource, id: string): Promise<Source> {
      const { productId, url, name, everyMinutes, termsAccepted = false } = wanted;
      if (!(await store.products.get(productId))) throw notFound('product');
      const { connector, config } = await placeOf(wanted);
      const { manifest } = connector;
      checkTerms(manifest.id, termsAccepted);
      const createdAt = now();
      return store.sources.create({
        id,
        productId,
        name: name ?? (url ? new URL(url).host : (manifest.name.en ?? manifest.id)),
        connector: manifest.id,
        config: config as Source['config'],
        everyMinutes: interval(manifest.id, everyMinutes),
        termsAccepted,
        status: 'active',
        stoppedBecause: null,
        createdAt,
        nextRunAt: createdAt,
        lastRun: null,
        alerts: [],
      });
    },

    /** Changes what is said, pauses and resumes. Undefined if there is no such source. */
    change(id: string, { paused, config, ...settings }: SourceChange): Promise<Source | undefined> {
      return store.sources.change(id, (source) => {
        const changed = { ...source, ...definedOf(settings) };
        checkTerms(source.connector, changed.termsAccepted);
        interval(source.connector, changed.everyMinutes);
        if (config) changed.config = completed(source, config);
        if (paused === true) return { ...changed, status: 'paused', nextRunAt: null };
        // What stopped by itself goes on when a person says so.
        if (paused === false) return { ...changed, status: 'active', stoppedBecause: null, nextRunAt: now() };
        if (changed.status !== 'active' || !changed.nextRunAt) return changed;
        const latest = config ? Date.now() : Date.now() + changed.everyMinutes * 60_000;
        const due = Math.min(Date.parse(changed.nextRunAt), latest);
        return { ...changed, nextRunAt: new Date(due).toISOString() };
      });
    },

    /** Makes a source due at once, even one that was paused or stopped. Undefined if there is none. */
    runNow: (id: string): Promise<Source | undefined> =>
      store.sources.change(id, (source) => ({
        ...source,
        status: 'active',
        stoppedBecause: null,
        nextRunAt: now(),
      })),

    preview: async ({ termsAccepted = false, ...place }: SourcePlace) => {
      const guess = await placeOf(place);
      const preview = await inTime(() => previewSource(guess, { ...time(), termsAccepted }));
      return { ...preview, config: withoutSecrets(preview.config, guess.connector) };
    },
    descriptions: () =>
      connectors.map(({ manifest: { id, version, name, access, minimumMinutes, secrets = [] }, configSchema }) => {
        const config = z.toJSONSchema(configSchema, { io: 'input' }) as Record<string, z.core.util.JSONType>;
        return { id, version, name, access, minimumMinutes, secrets: [...secrets], config };
      }),
    /** The source as it may be shown. */
    shown: (source: Source): Source => ({
      ...source,
      config: withoutSecrets(
        source.config,
        connectors.find(({ manifest }) => manifest.id === source.connector),
      ),
    }),
  };
}

/** Throws `ApiError` where a site's terms stand in the way and nobody has taken that on. */
function checkTerms(id: string, accepted: boolean): void {
  if (accepted || connectorOf(id).manifest.access !== 'terms') return;
  const message =
    'The site’s terms do not foresee collecting its reviews. Set termsAccepted if you have its agreement.';
  throw new ApiError(400, message, [{ path: '/termsAccepted', message: 'must be true for this connector' }]);
}

function now(): string {
  return new Date().toISOString();
}

/** Without what was not said. */
function definedOf<T extends object>(settings: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as never;
}

function connectorOf(id: string): Connector {
  const connector = connectors.find(({ manifest }) => manifest.id === id);
  if (connector) return connector;
  const known = connectors.map(({ manifest }) => manifest.id).join(', ');
  throw new ApiError(400, `There is no connector "${id}". There are: ${known}.`, [
    { path: '/connector', message: 'unknown' },
  ]);
}

function checkConfig({ configSchema }: Connector, config: unknown): void {
  const checked = configSchema.safeParse(config);
  if (checked.success) return;
  const errors = checked.error.issues.map(({ path, message }) => ({ path: `/config/${path.join('/')}`, message }));
  throw new ApiError(400, 'The configuration does not fit the connector.', errors);
}

/** Without the keys that stand in it; of a connector that is no more, nobody knows what is one. */
function withoutSecrets(config: Source['config'], connector: Connector | undefined): Source['config'] {
  const isSecret = (name: string) => !connector || connector.manifest.secrets?.includes(name);
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, isSecret(name) ? HIDDEN : value]));
}

async function inTime<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
      throw new ApiError(
        504,
        'The site took too long to answer. Try again, or name the connector and its configuration.',
      );
    throw error;
  }
}
