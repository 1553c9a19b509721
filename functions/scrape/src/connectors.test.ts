import type { ConnectorFixture } from '@soundings/reviews/testing/connector-fixture';
import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { isoTime, type SampleReview, sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { afterEach, describe, expect, test } from 'vitest';
import { openRig } from './testing/scrape-rig.ts';

let rig: Awaited<ReturnType<typeof openRig>>;
afterEach(() => rig.close());

const asked = () => rig.server.requests.filter(({ url }) => url.pathname !== '/robots.txt').length;

describe.each(connectorFixtures)('$connector', (fixture) => {
  test('collects every review once, then only what is new, and says when a page is none', async () => {
    let broken = false;
    rig = await openRig(fixture, {
      reviews: sampleReviews(230),
      around: (site) => (request, response) =>
        broken && request.url.pathname !== '/robots.txt'
          ? { body: '<html><h1>Just a moment…' }
          : site(request, response),
    });
    const run = await rig.run();
    expect(run).toMatchObject({ status: 'ok', reason: null, seen: 230, new: 230, revised: 0, rejected: {} });
    expect(asked()).toBe(fixture.requests.full);
    const stored = await rig.feedback();
    const byNumber = new Map(stored.map((each) => [/\((\d+)\)/.exec(each.text)?.[1], each]));
    for (const review of rig.state.reviews)
      expect(byNumber.get(String(review.id))).toMatchObject(expected(review, fixture));

    let before = asked();
    await rig.wait();
    expect(await rig.run()).toMatchObject({ new: 0, revised: 0 });
    expect(asked() - before).toBeLessThanOrEqual(fixture.requests.unchanged);
    expect(await rig.feedback()).toEqual(stored);

    const newest = (rig.state.reviews[0]?.at ?? 0) + 3 * 21_600;
    rig.state.reviews = [...sampleReviews(233, { newest }).slice(0, 3), ...rig.state.reviews];
    before = asked();
    await rig.wait();
    expect(await rig.run()).toMatchObject({ status: 'ok', new: 3, revised: 0 });
    expect(asked() - before).toBeLessThanOrEqual(fixture.requests.full);

    broken = true;
    await rig.wait();
    expect(await rig.run()).toMatchObject({ status: 'drift', seen: 0 });
    expect((await rig.present()).alerts).toHaveLength(1);
    expect(await rig.feedback()).toHaveLength(233);
  });

  test('gives a host that asks for patience its time', async () => {
    let answers = 0;
    const reviews = sampleReviews(130);
    rig = await openRig(fixture, {
      reviews,
      around: (site) => (request, response) =>
        request.url.pathname !== '/robots.txt' && answers++ === 0
          ? { status: 429, headers: { 'retry-after': '1200' } }
          : site(request, response),
    });
    const started = rig.state.time;
    expect(await rig.run()).toMatchObject({ status: 'ok', new: 130 });
    expect(rig.state.time - started).toBeGreaterThanOrEqual(1_200_000);
  });
});

function expected(review: SampleReview, { has, connector }: ConnectorFixture) {
  const thumb = review.rating > 3 ? 5 : 1;
  return {
    text: has.title ? `${review.title}\n${review.text}` : review.text,
    occurredAt: isoTime(review),
    author: expect.stringMatching(/^[\w-]{22}$/),
    rating: has.rating ? (connector === 'steam' ? thumb : review.rating) : null,
  };
}
