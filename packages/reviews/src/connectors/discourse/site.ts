import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { escaped, isoTime, json, pageOf } from '../../testing/sample-reviews.ts';

/** A forum: thirty topics a page, one old one pinned on top, ten posts a topic. */
export const discourseSite: ConnectorFixture = {
  connector: 'discourse',
  config: { url: 'https://forum.example' },
  origins: ['https://forum.example'],
  requests: { full: 24, unchanged: 1 },
  has: { rating: false, title: false },
  site: (reviews) => {
    const topics = () =>
      Array.from({ length: Math.ceil(reviews().length / 10) }, (_, i) => reviews().slice(i * 10, i * 10 + 10));
    return ({ url }) => {
      if (url.pathname === '/robots.txt') return { status: 404 };
      if (url.pathname === '/latest.json') {
        const page = Number(url.searchParams.get('page'));
        const listed = pageOf([...topics().entries()], { number: page + 1, size: 30 }).map(([i, [newest]]) => ({
          id: i + 1,
          title: `Topic ${i}`,
          pinned: i === 0,
          bumped_at: newest && isoTime(newest),
        }));
        const more = (page + 1) * 30 < topics().length ? { more_topics_url: `/latest?page=${page + 1}` } : {};
        return json({ topic_list: { topics: listed, ...more } });
      }
      const id = Number(/^\/t\/(\d+)\.json$/.exec(url.pathname)?.[1]);
      const posts = topics()[id - 1];
      if (!posts) return { status: 404 };
      const stream = posts.map((post, i) => ({
        id: post.id,
        username: post.author,
        cooked: `<p>${escaped(post.text)}</p>`,
        created_at: isoTime(post),
        post_number: i + 2,
      }));
      return json({ id, title: `Topic ${id}`, post_stream: { posts: stream } });
    };
  },
};
