import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { escaped, isoTime, json, pageOf } from '../../testing/sample-reviews.ts';

/** Judge.me's widget: HTML within JSON. */
export const judgeMeSite: ConnectorFixture = {
  connector: 'judge-me',
  config: { shopDomain: 'shop.myshopify.com', productId: '42' },
  origins: ['https://judge.me'],
  requests: { full: 12, unchanged: 1 },
  has: { rating: true, title: true },
  site:
    (reviews) =>
    ({ url }) => {
      if (url.pathname === '/robots.txt') return { status: 404 };
      const [number, size] = [Number(url.searchParams.get('page')), Number(url.searchParams.get('per_page'))];
      const listed = pageOf(reviews(), { number, size }).map(
        (review) => `<div class='jdgm-rev jdgm-divider-top' data-review-id='${review.id}'>
          <span class='jdgm-rev__rating' data-score='${review.rating}'></span>
          <span class='jdgm-rev__timestamp jdgm-spinner' data-content='${isoTime(review).slice(0, 19).replace('T', ' ')} UTC'></span>
          <span class='jdgm-rev__author'>${review.author}</span><b class='jdgm-rev__title'>${escaped(review.title)}</b>
          <div class='jdgm-rev__body'><p>${escaped(review.text)}</p></div></div>`,
      );
      return json({ html: `<div class='jdgm-rev-widg'>${listed.join('')}</div>`, total_count: reviews().length });
    },
};
