import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { isoTime, type SampleReview, sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { removeOldPages } from '@soundings/store/raw-pages';
import { afterEach, expect, test } from 'vitest';
import { Killed, killAt } from './testing/killing.ts';
import { openRig } from './testing/scrape-rig.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

let rig: Awaited<ReturnType<typeof openRig>>;
afterEach(() => rig.close());

const fixtureOf = (connector: string) => {
  const fixture = connectorFixtures.find((each) => each.connector === connector);
  if (!fixture) throw new Error(connector);
  return fixture;
};
const [steam, apple, judgeMe, schemaOrg] = ['steam', 'apple-app-store', 'judge-me', 'schema-org'].map(fixtureOf);

const RELATIVE_PAGE = `<script type="application/ld+json">${JSON.stringify({
  '@type': 'Product',
  review: { '@type': 'Review', reviewBody: '三天就坏了', datePublished: '两周前' },
})}</script>`;

/** Works on, killed at one boundary after another, until the run has ended. Gives how many kills there were. */
async function workWithKills(moment: 'before' | 'after'): Promise<number> {
  for (let kills = 0; kills < 500; kills++) {
    // Each worker lives a little longer than the last one, so that every boundary is met at some time.
    const process = killAt(1 + (kills % 25), moment);
    await rig
      .work({ table: process.table(rig.table), bucket: process.bucket(rig.bucket), request: process.request })
      .catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    const { lastRun } = await rig.present();
    if (lastRun?.finishedAt && lastRun.status !== 'running') return kills;
    // Its lease must end before another takes over.
    rig.state.time += 6 * MINUTE_MS;
  }
  throw new Error('the run never ended');
}

test.each(['before', 'after'] as const)(
  'killed %s one request or write after another, a run loses no review and stores none twice',
  async (moment) => {
    rig = await openRig(steam!, { reviews: sampleReviews(250) });
    expect(await workWithKills(moment)).toBeGreaterThan(10);
    const feedback = await rig.feedback();
    expect(feedback).toHaveLength(250);
    expect(new Set(feedback.map(({ text }) => text)).size).toBe(250);
  },
);

test('a run that has no time left goes on in the next invocation', async () => {
  let asked = 0;
  rig = await openRig(judgeMe!, {
    reviews: sampleReviews(200),
    // Each page takes a minute of the clock.
    around: (site) => (request, response) => {
      asked++;
      rig.state.time += MINUTE_MS;
      return site(request, response);
    },
  });
  await rig.work({ until: rig.state.time + 4 * MINUTE_MS });
  expect(asked).toBeLessThan(6);
  expect((await rig.present()).lastRun?.status).toBe('running');
  await rig.work();
  expect((await rig.present()).lastRun?.status).toBe('ok');
  expect(asked).toBe(11);
  expect(await rig.feedback()).toHaveLength(200);
});

test('two workers never have a source at the same time', async () => {
  rig = await openRig(judgeMe!, { reviews: sampleReviews(200) });
  await Promise.all([rig.work(), rig.work(), rig.work()]);
  expect(rig.server.requests.filter(({ url }) => url.pathname !== '/robots.txt')).toHaveLength(10);
});

test('whatever fails on the way, every review comes in the end, once', async () => {
  let asked = 0;
  rig = await openRig(fixtureOf('discourse'), {
    reviews: sampleReviews(100),
    around: (site) => (request, response) => {
      const turn = asked++ % 7;
      if (turn === 1) return { status: 500 };
      if (turn === 3) return void response.destroy();
      if (turn === 4) return { status: 429, headers: { 'retry-after': '30' } };
      if (turn === 6) return { body: '<html>' };
      return site(request, response);
    },
  });
  for (let runs = 0; runs < 5 && (await rig.feedback()).length < 100; runs++) {
    await rig.run();
    await rig.wait();
  }
  const texts = (await rig.feedback()).map(({ text }) => text);
  expect(texts).toHaveLength(100);
  expect(new Set(texts).size).toBe(100);
});

test('a source whose configuration fits no more is stopped and says so', async () => {
  rig = await openRig({ ...steam!, config: { appId: 'not a number' } }, { reviews: sampleReviews(3) });
  await rig.work();
  expect(await rig.present()).toMatchObject({
    status: 'stopped',
    stoppedBecause: { en: expect.stringContaining('configuration'), 'zh-CN': expect.stringContaining('配置') },
  });
  expect(await rig.told()).toMatchObject([{ type: 'source.stopped', data: { kind: 'unusable' } }]);
  expect(rig.server.requests).toEqual([]);
});

test('what lies behind the first thousand of a search is found as well', async () => {
  rig = await openRig(fixtureOf('hacker-news'), { reviews: sampleReviews(1030) });
  expect(await rig.run()).toMatchObject({ status: 'ok', new: 1030 });
});

test('an edited review is a revision', async () => {
  rig = await openRig(schemaOrg!, { reviews: sampleReviews(3) });
  await rig.run();
  const [first, ...rest] = rig.state.reviews as [SampleReview, ...SampleReview[]];
  rig.state.reviews = [{ ...first, text: 'After a month: it broke again.' }, ...rest];
  await rig.wait();
  expect(await rig.run()).toMatchObject({ new: 0, revised: 1, seen: 3 });
  const feedback = await rig.feedback();
  expect(feedback).toHaveLength(3);
  expect(feedback.some(({ text }) => text.endsWith('it broke again.'))).toBe(true);
});

test('a review whose rating alone has changed is a revision, and one that lost it is not', async () => {
  rig = await openRig(steam!, { reviews: sampleReviews(3) });
  await rig.run();
  const [first, ...rest] = rig.state.reviews as [SampleReview, ...SampleReview[]];
  const rating = first.rating > 3 ? 1 : 5;
  rig.state.reviews = [{ ...first, rating }, ...rest];
  await rig.wait();
  expect(await rig.run()).toMatchObject({ new: 0, revised: 1 });
  const changed = (await rig.feedback()).find(({ text }) => text.includes(`(${first.id})`));
  expect(changed).toMatchObject({ rating, status: 'pending' });
  await rig.wait();
  expect(await rig.run()).toMatchObject({ new: 0, revised: 0 });
});

test('what was erased does not come back, nor is a page kept that still shows it', async () => {
  rig = await openRig(schemaOrg!, { reviews: sampleReviews(3) });
  await rig.run();
  const [first] = await rig.feedback();
  await rig.store.feedback.erase(first?.id ?? '', first?.productId ?? '');
  for await (const key of rig.bucket.list('raw/')) await rig.bucket.remove(key);
  rig.state.reviews = sampleReviews(4);
  await rig.wait();
  expect(await rig.run()).toMatchObject({ status: 'ok', seen: 4, new: 1, revised: 0 });
  const texts = (await rig.feedback()).map(({ text }) => text);
  expect(texts).toHaveLength(3);
  expect(texts).not.toContain(first?.text);
  for await (const key of rig.bucket.list('raw/')) expect(key).toBeUndefined();
});

test('the date stays as it was written beside the time that it means', async () => {
  rig = await openRig(
    { ...schemaOrg!, site: () => () => ({ body: RELATIVE_PAGE, headers: { 'content-type': 'text/html' } }) },
    { reviews: [] },
  );
  expect(await rig.run()).toMatchObject({ new: 1 });
  expect(await rig.feedback()).toMatchObject([{ occurredAtSaid: '两周前', occurredAtPrecision: 'week' }]);
});

test('countries are looked through each for itself, and one that fails holds no other back', async () => {
  const both = { ...apple!, config: { appId: '1234567890', countries: ['us', 'cn'] } };
  rig = await openRig(both, {
    reviews: sampleReviews(60),
    around: (site) => (request, response) =>
      request.url.pathname.startsWith('/us/') ? { status: 500 } : site(request, response),
  });
  const run = await rig.run();
  expect(run).toMatchObject({ status: 'partial', new: 60, reason: { en: 'The site answered with an error. (500)' } });
  expect(run.cursors).toEqual({ cn: isoTime(rig.state.reviews[0]!) });
});

test.each([401, 403])('a %i stops the source, and the team is told once', async (status) => {
  rig = await openRig(schemaOrg!, {
    reviews: sampleReviews(3),
    around: (site) => (request, response) =>
      request.url.pathname === '/robots.txt' ? site(request, response) : { status },
  });
  expect(await rig.run()).toMatchObject({ status: 'blocked' });
  expect(await rig.present()).toMatchObject({ status: 'stopped', alerts: [{ kind: 'blocked' }], nextRunAt: null });
  rig.state.time += 30 * DAY_MS;
  await rig.work();
  expect(await rig.told()).toMatchObject([
    {
      type: 'source.stopped',
      data: { kind: 'blocked', message: { 'zh-CN': expect.stringContaining(`（${status}）`) } },
    },
  ]);
});

test('what robots.txt forbids is not fetched, and asked for again in the next run', async () => {
  let forbidden = true;
  rig = await openRig(schemaOrg!, {
    reviews: sampleReviews(3),
    around: (site) => (request, response) =>
      request.url.pathname === '/robots.txt'
        ? { body: forbidden ? 'user-agent: *\ndisallow: /' : '' }
        : site(request, response),
  });
  expect(await rig.run()).toMatchObject({ status: 'blocked', robots: 'disallowed', new: 0 });
  forbidden = false;
  await rig.wait();
  expect(await rig.run()).toMatchObject({ status: 'ok', robots: 'allowed', new: 3 });
  expect((await rig.present()).alerts).toEqual([]);
});

test('a source that falls empty is drift in its first such run, told once, and well again later', async () => {
  rig = await openRig(apple!, { reviews: sampleReviews(40) });
  const reviews = rig.state.reviews;
  await rig.run();
  for (const empty of [[], []]) {
    rig.state.reviews = empty;
    await rig.wait();
    expect(await rig.run()).toMatchObject({ status: 'drift', reason: { 'zh-CN': '没有找到评论，而通常有 40 条。' } });
  }
  expect(await rig.told()).toMatchObject([{ type: 'source.drift', data: { kind: 'nothing-found' } }]);
  rig.state.reviews = reviews;
  await rig.wait();
  await rig.run();
  rig.state.reviews = [...sampleReviews(1, { newest: rig.state.time / 1000 }), ...reviews];
  await rig.wait();
  expect(await rig.run()).toMatchObject({ status: 'ok' });
  expect((await rig.present()).alerts).toEqual([]);
});

test.each(['before', 'after'] as const)(
  'killed %s one request or write after another, a source that drifts tells the team once',
  async (moment) => {
    rig = await openRig(steam!, { reviews: sampleReviews(30) });
    await rig.run();
    rig.state.reviews = [];
    await rig.wait();
    await workWithKills(moment);
    for (let i = 0; i < 3; i++) {
      rig.state.time += 6 * MINUTE_MS;
      await rig.work();
    }
    expect(await rig.told()).toMatchObject([{ type: 'source.drift', data: { kind: 'nothing-found' } }]);
  },
);

test('a first run that finds nothing is an error', async () => {
  rig = await openRig(apple!, { reviews: [] });
  expect(await rig.run()).toMatchObject({ status: 'drift', reason: { en: 'No review was found at all.' } });
});

test('a paused source is left alone, and goes on when it is resumed', async () => {
  rig = await openRig(judgeMe!, { reviews: sampleReviews(30) });
  await rig.store.sources.change(rig.source.id, (source) => ({ ...source, status: 'paused' }));
  await rig.work();
  expect(rig.server.requests).toEqual([]);
  const nextRunAt = new Date(rig.state.time).toISOString();
  await rig.store.sources.change(rig.source.id, (source) => ({ ...source, status: 'active', nextRunAt }));
  expect(await rig.run()).toMatchObject({ status: 'ok', new: 30 });
});

test('pages as they came are kept for so many days', async () => {
  rig = await openRig(schemaOrg!, { reviews: sampleReviews(3) });
  const pages = async () => {
    const keys: string[] = [];
    for await (const key of rig.bucket.list('raw/')) keys.push(key);
    return keys;
  };
  await rig.run();
  rig.state.time += 20 * DAY_MS;
  rig.state.reviews = sampleReviews(4);
  await rig.run();
  const [first, second] = await pages();
  expect([first, second]).not.toContain(undefined);
  await rig.store.sources.remove(rig.source.id);
  await removeOldPages(rig.bucket, { days: 30, now: rig.state.time + 5 * DAY_MS });
  expect(await pages()).toEqual([first, second]);
  await removeOldPages(rig.bucket, { days: 30, now: rig.state.time + 15 * DAY_MS });
  expect(await pages()).toEqual([second]);
});
