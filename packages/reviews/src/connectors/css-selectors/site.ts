import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { escaped, html, isoTime, pageOf } from '../../testing/sample-reviews.ts';

/** A shop of one's own making, forty reviews a page, in GBK. */
export const cssSite: ConnectorFixture = {
  connector: 'css-selectors',
  config: {
    url: 'https://old-shop.example/reviews?p=1',
    review: 'li.review',
    text: '.text',
    title: 'h3',
    rating: '.stars@data-stars',
    occurredAt: 'time@datetime',
    author: '.by',
    externalId: '@id',
    next: 'a.next',
  },
  origins: ['https://old-shop.example'],
  requests: { full: 6, unchanged: 1 },
  has: { rating: true, title: true },
  site:
    (reviews) =>
    ({ url }) => {
      const number = Number(url.searchParams.get('p'));
      const items = pageOf(reviews(), { number, size: 40 }).map(
        (review) =>
          `<li class="review" id="r${review.id}"><h3>${escaped(review.title)}</h3><span class=stars data-stars=${review.rating}></span>
          <p class="text">${escaped(review.text)}</p> by <b class=by>${review.author}</b> <time datetime="${isoTime(review)}">then</time>`,
      );
      const next = number * 40 < reviews().length ? `<a class="next" href="?p=${number + 1}">more</a>` : '';
      return html(`<ul>${items.join('\n')}</ul>${next}`);
    },
};
