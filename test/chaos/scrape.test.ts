import type * as PoliteFetcher from '@soundings/reviews/fetching/polite-fetcher';
import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { serveSite } from '@soundings/reviews/testing/local-site';
import { sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { afterAll, vi } from 'vitest';
import { disturb, START, store } from './disturb.ts';

const fixture = connectorFixtures.find(({ connector }) => connector === 'judge-me');
if (!fixture) throw new Error('there is no such connector');
const reviews = sampleReviews(6);
const site = await serveSite(
  fixture.site(() => reviews),
  fixture.origins,
);
afterAll(() => site.close());
vi.doMock('@soundings/reviews/fetching/polite-fetcher', async (original) => {
  const real = await original<typeof PoliteFetcher>();
  const openFetcher: typeof real.openFetcher = (options) =>
    real.openFetcher({ ...options, standIns: site.standIns, floorMs: 0, now: () => Date.now() });
  return { ...real, openFetcher };
});
const { handler } = await import('../../functions/scrape/src/handler.ts');

const sweep = () => handler({ reason: 'sweep' }, { getRemainingTimeInMillis: () => 300_000 });

disturb('a run that collects reviews', {
  async prepare() {
    await store.sources.create({
      id: 'src_00000000000000000000000000',
      productId: 'prd_00000000000000000000000000',
      name: 'Kettle',
      connector: 'judge-me',
      config: { shopDomain: 'shop.myshopify.com', productId: '42' },
      everyMinutes: 1440,
      termsAccepted: true,
      status: 'active',
      stoppedBecause: null,
      createdAt: new Date(START).toISOString(),
      nextRunAt: null,
      lastRun: null,
      alerts: [],
    });
  },
  wake: sweep,
  sweep,
  written: reviews.slice(0, 3).map(({ text }) => text.slice(0, 20)),
});
