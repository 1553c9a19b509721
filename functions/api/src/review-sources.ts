import type { Source } from '@soundings/contracts/source';
import type { Connector } from '@soundings/reviews/connector';
import { connectors } from '@soundings/reviews/connectors';
import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { type Guess, guessSource } from '@soundings/reviews/guess-source';
import { previewSource } from '@soundings/reviews/preview-source';
import * as z from 'zod';
import type { Api } from './api.ts';
import { ApiError } from './problems.ts';

// Loaded at the first request for a source: parsers and connectors are nothing that a survey page should wait for.

const PREVIEW_MS = 20_000;
/** In the place of a key that was given. */
const HIDDEN = '••••••';
const DAY_MINUTES = 1440;

type Place = { url?: string | undefined; connector?: string | undefined; config?: Record<string, unknown> | undefined };

/** What is done with sources beyond storing them: finding their connector, trying them, checking what they ask for. */
export function reviewSources(api: Api) {
  const fetcher = api.fetcher ?? openFetcher({ contact: api.origin(), hosts: api.store.hosts });
  const time = () => ({ fetcher, signal: AbortSignal.timeout(PREVIEW_MS) });

  async function placeOf({ url, connector: id, config = {} }: Place): Promise<Guess> {
    const connector = id === undefined ? undefined : connectorOf(id);
    const place = connector ? { connector, config } : await inTime(() => guessSource(url ?? '', time()));
    checkConfig(place.connector, place.config);
    return place;
  }

  return {
    placeOf,
    preview: async (place: Place) => {
      const guess = await placeOf(place);
      const preview = await inTime(() => previewSource(guess, time()));
      return { ...preview, config: withoutSecrets(preview.config, guess.connector) };
    },
    descriptions: () =>
      connectors.map(({ manifest: { id, version, name, access, minimumMinutes }, configSchema }) => {
        const config = z.toJSONSchema(configSchema, { io: 'input' }) as Record<string, z.core.util.JSONType>;
        return { id, version, name, access, minimumMinutes, config };
      }),
    /** The source as it may be shown. */
    shown: (source: Source): Source => ({
      ...source,
      config: withoutSecrets(source.config, connectorOf(source.connector)),
    }),
    /** A changed configuration, with the keys that were hidden in what was shown. */
    changed(source: Source, config: Source['config']): Source['config'] {
      const connector = connectorOf(source.connector);
      const kept = Object.entries(config).map(([name, value]) => [
        name,
        value === HIDDEN ? source.config[name] : value,
      ]);
      const whole = Object.fromEntries(kept) as Source['config'];
      checkConfig(connector, whole);
      return whole;
    },
    /** How often it may run, given what was asked for. Throws `ApiError` for more often than its connector bears. */
    interval(id: string, asked = DAY_MINUTES): number {
      const { minimumMinutes } = connectorOf(id).manifest;
      if (asked < minimumMinutes)
        throw new ApiError(400, `This kind of source may run every ${minimumMinutes} minutes at most.`, [
          { path: '/everyMinutes', message: `at least ${minimumMinutes}` },
        ]);
      return asked;
    },
    /** Throws `ApiError` where a site's terms stand in the way and nobody has taken that on. */
    checkTerms(id: string, accepted: boolean): void {
      if (accepted || connectorOf(id).manifest.access !== 'terms') return;
      const message =
        'The site’s terms do not foresee collecting its reviews. Set termsAccepted if you have its agreement.';
      throw new ApiError(400, message, [{ path: '/termsAccepted', message: 'must be true for this connector' }]);
    },
  };
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

function withoutSecrets(config: Source['config'], { manifest: { secrets = [] } }: Connector): Source['config'] {
  return Object.fromEntries(
    Object.entries(config).map(([name, value]) => [name, secrets.includes(name) ? HIDDEN : value]),
  );
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
