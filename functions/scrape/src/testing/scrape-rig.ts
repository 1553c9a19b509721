import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feedback } from '@soundings/contracts/feedback';
import { newId } from '@soundings/contracts/ids';
import type { Run } from '@soundings/contracts/run';
import type { Source } from '@soundings/contracts/source';
import type { WebhookEvent } from '@soundings/contracts/webhook';
import { connectors } from '@soundings/reviews/connectors';
import { type Fetcher, openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import type { ConnectorFixture } from '@soundings/reviews/testing/connector-fixture';
import { type Site, serveSite } from '@soundings/reviews/testing/local-site';
import type { SampleReview } from '@soundings/reviews/testing/sample-reviews';
import type { Bucket } from '@soundings/store/bucket';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import type { Table } from '@soundings/store/table';
import { runScrapes } from '../run-scrapes.ts';

const MINUTE_MS = 60_000;

type Options = {
  reviews: SampleReview[];
  everyMinutes?: number;
  /** Stands between the fixture's site and whoever asks. */
  around?: (site: Site) => Site;
};

/** A source of one connector over a site on this machine, a store in a folder of its own, and a clock that is set by hand. */
export async function openRig(
  { connector, config, origins, site }: ConnectorFixture,
  { reviews, everyMinutes = 1440, around = (inner) => inner }: Options,
) {
  const folder = await mkdtemp(join(tmpdir(), 'scrape-'));
  const table = openSqliteTable(join(folder, 'table.sqlite'));
  const bucket = await openFolderBucket(join(folder, 'bucket'));
  const state = { reviews, time: Date.parse('2026-03-02T00:00:00Z') };
  const now = () => state.time;
  const server = await serveSite(around(site(() => state.reviews)), [...origins]);
  const store = openStore(table, bucket);
  const product = await store.products.create({ name: 'Kettle', role: 'competitor' });
  const source: Source = {
    id: newId('source'),
    productId: product.id,
    name: 'test',
    connector,
    config: config as Source['config'],
    everyMinutes,
    termsAccepted: true,
    status: 'active',
    stoppedBecause: null,
    createdAt: new Date(state.time).toISOString(),
    nextRunAt: null,
    lastRun: null,
    alerts: [],
  };
  await store.sources.create(source);
  const hook = await store.webhooks.create(
    { url: 'https://team.example/hook', events: ['source.drift', 'source.stopped'] },
    { secret: 'whsec_AAAA' },
  );

  type Through = {
    table?: Table;
    bucket?: Bucket;
    request?: <T>(act: () => Promise<T>) => Promise<T>;
    until?: number;
  };
  async function work(through: Through = {}): Promise<void> {
    const inner = openStore(through.table ?? table, through.bucket ?? bucket);
    const { request = (act) => act(), until } = through;
    const { standIns } = server;
    const real = openFetcher({ contact: 'test', hosts: inner.hosts, floorMs: 0, standIns, now });
    const fetcher: Fetcher = { ...real, fetch: (page, options) => request(() => real.fetch(page, options)) };
    const { signal } = new AbortController();
    await runScrapes({ store: inner, fetcher, signal, now, connectors, ...(until && { until }) }).finally(() =>
      real.close(),
    );
  }

  const present = async () => (await store.sources.get(source.id)) ?? source;
  return {
    state,
    store,
    table,
    bucket,
    server,
    source,
    work,
    present,
    /** Works on until the run that is due has ended, setting the clock forward where it waits. */
    async run(): Promise<Run> {
      const before = (await present()).lastRun?.id;
      for (let i = 0; i < 100; i++) {
        await work();
        const { lastRun } = await present();
        const run =
          lastRun && lastRun.id !== before && lastRun.finishedAt
            ? await store.runs.get(source.id, lastRun.id)
            : undefined;
        if (run) return run;
        state.time += 10 * MINUTE_MS;
      }
      throw new Error('the run never ended');
    },
    /** Sets the clock to when the source is due next. */
    async wait(): Promise<void> {
      const { nextRunAt } = await present();
      state.time = Math.max(state.time, Date.parse(nextRunAt ?? ''));
    },
    /** What the team's webhook is told, oldest first. */
    async told(): Promise<WebhookEvent[]> {
      const { items } = await store.webhooks.deliveries.list(hook.webhook.id, { limit: 100 });
      const events = await Promise.all(items.map(({ id }) => store.webhooks.deliveries.event(id)));
      return events.filter((event) => event !== undefined).reverse();
    },
    async feedback(): Promise<Feedback[]> {
      return (await store.feedback.list(product.id, { limit: 10_000 })).items;
    },
    async close() {
      await server.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
