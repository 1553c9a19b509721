import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { escaped, pageOf } from '../../testing/sample-reviews.ts';

/** A blog's comments as RSS with the addresses of older pages (RFC 5005), and Last-Modified. */
export const feedSite: ConnectorFixture = {
  connector: 'feed',
  config: { url: 'https://blog.example/comments/feed' },
  origins: ['https://blog.example'],
  requests: { full: 5, unchanged: 1 },
  has: { rating: false, title: true },
  site:
    (reviews) =>
    ({ url, headers }) => {
      if (url.pathname === '/robots.txt') return { status: 404 };
      const modified = new Date((reviews()[0]?.at ?? 0) * 1000).toUTCString();
      if (headers['if-modified-since'] === modified) return { status: 304 };
      const number = Number(url.searchParams.get('paged') ?? 1);
      const items = pageOf(reviews(), { number, size: 50 }).map(
        (review) => `<item><title>${escaped(review.title)}</title><link>https://blog.example/?c=${review.id}</link>
          <guid isPermaLink="false">${review.id}</guid><dc:creator><![CDATA[${review.author}]]></dc:creator>
          <pubDate>${new Date(review.at * 1000).toUTCString()}</pubDate>
          <description><![CDATA[<p>${escaped(review.text)}</p>]]></description></item>`,
      );
      const next =
        number * 50 < reviews().length
          ? `<atom:link rel="next" href="https://blog.example/comments/feed?paged=${number + 1}"/>`
          : '';
      const channel = `<channel><title>Comments</title><link>https://blog.example</link>${next}${items.join('')}</channel>`;
      return {
        headers: { 'content-type': 'application/rss+xml', 'last-modified': modified },
        body: `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">${channel}</rss>`,
      };
    },
};
