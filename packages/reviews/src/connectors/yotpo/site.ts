import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { isoTime, json, pageOf } from '../../testing/sample-reviews.ts';

/** Yotpo's widget. */
export const yotpoSite: ConnectorFixture = {
  connector: 'yotpo',
  config: { appKey: 'k3y', productId: '42' },
  origins: ['https://api-cdn.yotpo.com'],
  requests: { full: 3, unchanged: 1 },
  has: { rating: true, title: true },
  site:
    (reviews) =>
    ({ url }) => {
      const [page, size] = [Number(url.searchParams.get('page')), Number(url.searchParams.get('per_page'))];
      const listed = pageOf(reviews(), { number: page, size }).map((review) => ({
        id: review.id,
        score: review.rating,
        votes_up: 0,
        votes_down: 0,
        content: review.text,
        title: review.title,
        created_at: isoTime(review),
        verified_buyer: true,
        user: { display_name: review.author },
      }));
      const pagination = { page, per_page: size, total: reviews().length };
      return json({ status: { code: 200, message: 'OK' }, response: { pagination, bottomline: {}, reviews: listed } });
    },
};
