import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { json } from '../../testing/sample-reviews.ts';

/** Steam's interface: a cursor with signs that must be escaped, its last page empty and with the cursor of before. */
export const steamSite: ConnectorFixture = {
  connector: 'steam',
  config: { appId: '440' },
  origins: ['https://store.steampowered.com'],
  requests: { full: 4, unchanged: 1 },
  has: { rating: true, title: false },
  site:
    (reviews) =>
    ({ url }) => {
      const cursor = url.searchParams.get('cursor') ?? '';
      const start = cursor === '*' ? 0 : Number(/^AoJ4\+\/(\d+)==$/.exec(cursor)?.[1] ?? Number.NaN);
      if (Number.isNaN(start)) return json({ success: 2 });
      const found = reviews().slice(start, start + 100);
      const summary =
        cursor === '*' ? { num_reviews: found.length, total_reviews: reviews().length } : { num_reviews: found.length };
      return json({
        success: 1,
        query_summary: summary,
        cursor: found.length > 0 ? `AoJ4+/${start + found.length}==` : cursor,
        reviews: found.map(({ id, author, rating, text, at }) => ({
          recommendationid: String(id),
          author: { steamid: author, playtime_at_review: 90 },
          language: 'english',
          review: text,
          timestamp_created: at,
          timestamp_updated: at,
          voted_up: rating > 3,
          votes_up: 1,
          weighted_vote_score: '0.5',
          steam_purchase: true,
        })),
      });
    },
};
