import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { html, isoTime, type SampleReview } from '../../testing/sample-reviews.ts';

/** A shop's product page with all its reviews as JSON-LD in a graph, and an ETag. */
export const schemaOrgSite: ConnectorFixture = {
  connector: 'schema-org',
  config: { urls: ['https://shop.example/kettle'] },
  origins: ['https://shop.example'],
  requests: { full: 1, unchanged: 1 },
  has: { rating: true, title: true },
  site: (reviews) => (request) => {
    const etag = `"${reviews().length}-${reviews()[0]?.text.length}"`;
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    const product = { '@type': 'Product', '@id': '#kettle', name: 'Kettle', review: reviews().map(reviewOf) };
    const data = JSON.stringify({ '@context': 'https://schema.org', '@graph': [{ '@type': 'WebPage' }, product] });
    return html(
      `<!doctype html><title>Kettle</title><script type="application/ld+json">${data.replaceAll('<', '\\u003c')}</script>`,
      { etag },
    );
  },
};

function reviewOf(review: SampleReview) {
  return {
    '@type': 'Review',
    '@id': `#review-${review.id}`,
    name: review.title,
    reviewBody: review.text,
    datePublished: isoTime(review),
    author: { '@type': 'Person', name: review.author },
    reviewRating: { '@type': 'Rating', ratingValue: review.rating * 2 - 1, worstRating: 1, bestRating: 9 },
  };
}
