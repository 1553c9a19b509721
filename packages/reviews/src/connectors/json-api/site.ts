import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { isoTime, json, pageOf } from '../../testing/sample-reviews.ts';

/** Some shop's interface with page numbers and ratings out of ten. */
export const jsonApiSite: ConnectorFixture = {
  connector: 'json-api',
  config: {
    url: 'https://api.shop.example/reviews?size=50',
    reviews: '$.data.list[*]',
    fields: {
      text: '$.body',
      title: '$.head',
      rating: '$.score',
      occurredAt: '$.when',
      author: '$.who.name',
      externalId: '$.key',
    },
    bestRating: 9,
    total: '$.data.total',
    pageParameter: 'page',
  },
  origins: ['https://api.shop.example'],
  // It is over when a page is empty.
  requests: { full: 6, unchanged: 1 },
  has: { rating: true, title: true },
  site:
    (reviews) =>
    ({ url }) => {
      if (url.pathname === '/robots.txt') return { status: 404 };
      const list = pageOf(reviews(), { number: Number(url.searchParams.get('page')), size: 50 });
      const data = list.map((review) => ({
        key: review.id,
        head: review.title,
        body: review.text,
        score: review.rating * 2 - 1,
        when: isoTime(review),
        who: { name: review.author },
      }));
      return json({ data: { total: reviews().length, list: data } });
    },
};
