import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { isoTime, json, pageOf, type SampleReview } from '../../testing/sample-reviews.ts';

const label = (value: string) => ({ label: value });

/** iTunes' feed: fifty a page up to ten pages, an entry alone when there is one, the third page empty now and then. */
export const appleSite: ConnectorFixture = {
  connector: 'apple-app-store',
  config: { appId: '1234567890', countries: ['us'] },
  origins: ['https://itunes.apple.com'],
  requests: { full: 6, unchanged: 1 },
  has: { rating: true, title: true },
  site:
    (reviews) =>
    ({ url }) => {
      const number = Number(/page=(\d+)/.exec(url.pathname)?.[1]);
      // An empty page stands in the middle, as it does in real feeds.
      const entries =
        number === 3 ? [] : pageOf(reviews(), { number: number > 3 ? number - 1 : number, size: 50 }).map(entryOf);
      const last = Math.ceil(reviews().length / 50) + (reviews().length > 100 ? 1 : 0);
      const link = [
        { attributes: { rel: 'self', href: url.href } },
        {
          attributes: {
            rel: 'last',
            href: `https://itunes.apple.com/us/rss/customerreviews/page=${last}/id=1234567890/sortby=mostrecent/xml`,
          },
        },
      ];
      const entry = entries.length === 0 ? {} : { entry: entries.length === 1 ? entries[0] : entries };
      return json({ feed: { author: { name: label('iTunes Store') }, link, ...entry } });
    },
};

function entryOf(review: SampleReview) {
  return {
    id: label(String(review.id)),
    author: { name: label(review.author), uri: label('https://itunes.apple.com/us/reviews/id1') },
    'im:version': label(review.version),
    'im:rating': label(String(review.rating)),
    title: label(review.title),
    content: { ...label(review.text), attributes: { type: 'text' } },
    updated: label(isoTime(review).replace('.000Z', '-00:00')),
  };
}
