import type { OpenConnector } from '@soundings/reviews/connector';
import { cssSelectors } from '@soundings/reviews/connectors/css-selectors/connector';
import { schemaOrg } from '@soundings/reviews/connectors/schema-org/connector';
import type { RawPage } from '@soundings/reviews/fetching/page-request';
import { readReviews } from '@soundings/reviews/read-reviews';
import { escaped, isoTime, sampleReviews } from '@soundings/reviews/testing/sample-reviews';

const REVIEWS = 160;
const BYTES = 200_000;
const SECONDS = 2;

const reviews = sampleReviews(REVIEWS);
const item = (
  review: (typeof reviews)[number],
) => `<div class="review" itemprop="review" itemscope itemtype="https://schema.org/Review">
  <h3 itemprop="name">${escaped(review.title)}</h3><span itemprop="author" itemscope><b itemprop="name">${review.author}</b></span>
  <span itemprop="reviewRating" itemscope><meta itemprop="ratingValue" content="${review.rating}"></span>
  <time itemprop="datePublished" datetime="${isoTime(review)}"></time><p class="text" itemprop="reviewBody">${escaped(review.text)}</p></div>`;
const data = {
  '@type': 'Product',
  review: reviews.map((review) => ({
    '@type': 'Review',
    reviewBody: review.text,
    name: review.title,
    author: { name: review.author },
    datePublished: isoTime(review),
    reviewRating: { ratingValue: review.rating },
  })),
};

/** The rest of a shop's page: menus and the like. */
function filled(content: string): string {
  const filler = '<nav class="menu"><ul><li><a href="/kettles?colour=red&amp;size=2">Kettles</a></li></ul></nav>\n';
  const missing = Math.max(0, BYTES - Buffer.byteLength(content));
  return `<!doctype html><title>Kettle</title>${filler.repeat(Math.ceil(missing / filler.length))}${content}`;
}

function pageOf(html: string): RawPage {
  return {
    url: 'https://shop.example/kettle',
    contentType: 'text/html; charset=utf-8',
    link: null,
    body: Buffer.from(html),
    validators: { etag: null, lastModified: null },
  };
}

function perSecond(connector: OpenConnector, page: RawPage): number {
  const context = { partition: '', since: null, request: { url: page.url } };
  const read = () => readReviews(connector.parse(page, context).reviews, Date.now()).reviews.length;
  for (let i = 0; i < 20; i++) if (read() !== REVIEWS) throw new Error('not all reviews were read');
  const started = process.cpuUsage();
  let pages = 0;
  for (; secondsSince(started) < SECONDS; pages++) read();
  return pages / secondsSince(started);
}

/** Of processor time, which others at work on the machine do not stretch. */
function secondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

const marked = pageOf(filled(reviews.map(item).join('\n')));
const linked = pageOf(filled(`<script type="application/ld+json">${JSON.stringify(data)}</script>`));
const schema = schemaOrg.open({ urls: [marked.url] });
const selectors = cssSelectors.open({
  url: marked.url,
  review: '.review',
  text: '.text',
  title: 'h3',
  author: 'b',
  rating: 'meta@content',
  occurredAt: 'time@datetime',
});

const figures = {
  kilobytes: marked.body.length / 1000,
  reviews: REVIEWS,
  jsonLd: perSecond(schema, linked),
  microdata: perSecond(schema, marked),
  selectors: perSecond(selectors, marked),
  megabytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(figures));
