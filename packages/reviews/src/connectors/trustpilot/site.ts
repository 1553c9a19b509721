import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { html, isoTime, pageOf } from '../../testing/sample-reviews.ts';

/** Trustpilot's page with its data in a script. */
export const trustpilotSite: ConnectorFixture = {
  connector: 'trustpilot',
  config: { domain: 'shop.example' },
  origins: ['https://www.trustpilot.com'],
  requests: { full: 12, unchanged: 1 },
  has: { rating: true, title: true },
  site:
    (reviews) =>
    ({ url }) => {
      if (url.pathname === '/robots.txt') return { status: 404 };
      const listed = pageOf(reviews(), { number: Number(url.searchParams.get('page')), size: 20 }).map((review) => ({
        id: `tp${review.id}`,
        title: review.title,
        text: review.text,
        rating: review.rating,
        dates: { publishedDate: isoTime(review) },
        consumer: { displayName: review.author },
      }));
      const pageProps = { reviews: listed, filters: { pagination: { totalPages: Math.ceil(reviews().length / 20) } } };
      const data = JSON.stringify({ props: { pageProps } }).replaceAll('<', '\\u003c');
      return html(`<!doctype html><script id="__NEXT_DATA__" type="application/json">${data}</script>`);
    },
};
