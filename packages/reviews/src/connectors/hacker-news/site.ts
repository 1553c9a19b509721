import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { escaped, json, pageOf } from '../../testing/sample-reviews.ts';

/** Algolia's search: newest first, texts as HTML, filtered by time, a thousand hits at most. */
export const hackerNewsSite: ConnectorFixture = {
  connector: 'hacker-news',
  config: { query: 'kettle' },
  origins: ['https://hn.algolia.com'],
  requests: { full: 3, unchanged: 1 },
  has: { rating: false, title: false },
  site:
    (reviews) =>
    ({ url }) => {
      const filters = url.searchParams.get('numericFilters') ?? '';
      const after = Number(/created_at_i>(\d+)/.exec(filters)?.[1] ?? 0);
      const until = Number(/created_at_i<=(\d+)/.exec(filters)?.[1] ?? Number.POSITIVE_INFINITY);
      const page = Number(url.searchParams.get('page'));
      const found = reviews().filter(({ at }) => at > after && at <= until);
      const hits = pageOf(found, { number: page + 1, size: 100 }).map(({ id, author, text, at }) => ({
        objectID: String(id),
        author,
        title: null,
        story_text: null,
        comment_text: `<p>${escaped(text)}`,
        created_at_i: at,
      }));
      return json({ hits, page, nbPages: Math.min(10, Math.ceil(found.length / 100)), nbHits: found.length });
    },
};
