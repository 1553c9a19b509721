import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { json } from '../../testing/sample-reviews.ts';

/** Reddit: a token for the application's keys, then a listing; what was taken back stays in it as a husk. */
export const redditSite: ConnectorFixture = {
  connector: 'reddit',
  config: { clientId: 'id', clientSecret: 'secret', query: 'kettle', subreddit: 'tea' },
  origins: ['https://www.reddit.com', 'https://oauth.reddit.com'],
  requests: { full: 4, unchanged: 2 },
  has: { rating: false, title: true },
  site:
    (reviews) =>
    ({ url, method, headers }) => {
      if (method === 'POST') {
        const known = headers.authorization === `Basic ${Buffer.from('id:secret').toString('base64')}`;
        return known ? json({ access_token: 't0ken', token_type: 'bearer', expires_in: 86400 }) : { status: 401 };
      }
      if (headers.authorization !== 'Bearer t0ken') return { status: 401 };
      const start = Number(url.searchParams.get('after')?.slice(3) ?? 0);
      const found = reviews().slice(start, start + 100);
      const children = found.map(({ id, author, title, text, at }) => ({
        kind: 't3',
        data: { name: `t3_${id}`, title, selftext: text, author, created_utc: at, permalink: `/r/tea/comments/${id}/` },
      }));
      const husk = {
        kind: 't3',
        data: {
          name: `t3_gone${start}`,
          title: 'gone',
          selftext: '[removed]',
          author: '[deleted]',
          created_utc: found.at(-1)?.at,
        },
      };
      const after = start + 100 < reviews().length ? `t3_${start + 100}` : null;
      return json({ kind: 'Listing', data: { after, children: [husk, ...children] } });
    },
};
