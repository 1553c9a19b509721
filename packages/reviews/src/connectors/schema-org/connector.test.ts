import { expect, test } from 'vitest';
import { schemaOrg } from './connector.ts';
import { parseLenient } from './lenient-json.ts';

const URL_OF = 'https://shop.example/kettle';

function read(html: string) {
  const page = {
    url: URL_OF,
    contentType: 'text/html',
    link: null,
    body: Buffer.from(html),
    validators: { etag: null, lastModified: null },
  };
  return schemaOrg.open({ urls: [URL_OF] }).parse(page, { partition: '', since: null, request: { url: URL_OF } })
    .reviews;
}
const script = (json: string, type = 'application/ld+json') => `<script type="${type}">${json}</script>`;
const linked = (data: unknown) => read(script(JSON.stringify(data)));
const review = (more = {}) => ({
  '@type': 'Review',
  reviewBody: '三天就坏了',
  author: 'Ann',
  reviewRating: { ratingValue: 2 },
  datePublished: '2026-02-01',
  ...more,
});
const expected = { text: '三天就坏了', author: 'Ann', rating: '2', occurredAt: '2026-02-01', channel: 'shop.example' };

test.each([
  ['one review as an object', { '@type': 'Product', review: review() }],
  ['reviews as a list', { '@type': 'Product', review: [review()] }],
  ['under the name reviews', { '@type': 'Product', reviews: [review()] }],
  ['a software application', { '@type': 'SoftwareApplication', review: review() }],
  [
    'a business with types as a list',
    { '@type': ['LocalBusiness', 'Restaurant'], review: review({ '@type': ['Review'] }) },
  ],
  [
    'types as addresses',
    { '@type': 'http://schema.org/Product', review: review({ '@type': 'https://schema.org/Review' }) },
  ],
  ['a graph', { '@graph': [{ '@type': 'WebPage' }, { '@type': 'Product', review: review() }] }],
  ['a review of its own', { ...review(), itemReviewed: { '@type': 'Product', name: 'Kettle' } }],
  ['a list of roots', [{ '@type': 'Organization' }, { '@type': 'Product', review: review() }]],
  [
    'references',
    {
      '@graph': [
        { '@type': 'Product', review: [{ '@id': '#r1' }] },
        { '@id': '#r1', ...review({ author: { '@id': '#ann' } }) },
        { '@id': '#ann', '@type': 'Person', name: 'Ann' },
      ],
    },
  ],
  ['a description for a body', { review: review({ reviewBody: undefined, description: '三天就坏了' }) }],
  ['an author as an object', { review: review({ author: { '@type': 'Person', name: 'Ann' } }) }],
  ['an author as a list', { review: review({ author: [{ '@type': 'Person', name: 'Ann' }] }) }],
  [
    'a rating of another scale',
    { review: review({ reviewRating: { ratingValue: '25', bestRating: 100, worstRating: 0 } }) },
  ],
  ['a rating with a comma', { review: review({ reviewRating: { ratingValue: '2,0' } }) }],
  ['a rating as a text', { review: review({ reviewRating: '2/5' }) }],
  ['entities in the text', { review: review({ reviewBody: '&#19977;天就坏了' }) }],
])('%s', (_, data) => {
  expect(linked(data)).toEqual([expected]);
});

const json = JSON.stringify({ '@type': 'Product', review: review() });
test.each([
  ['CDATA', script(`//<![CDATA[\n${json}\n//]]>`)],
  ['an HTML comment', script(`<!--\n${json}\n-->`)],
  ['a semicolon behind', script(`${json};`)],
  ['comments', script(`/* product */ ${json} // end`)],
  ['a comma too many', script(json.replace(/}$/, ',}'))],
  ['a line break in a text', script(json.replace('"Ann"', '"Ann\n"'))],
  ['control characters', script(json.replace('"Ann"', '"Ann\u0001"'))],
  ['an escape that is none', script(json.replace('"Ann"', '"\\Ann"'))],
  ['a charset in the type', script(json, 'application/ld+json; charset=utf-8')],
  ['an upper-case type', script(json, 'application/LD+JSON')],
  ['scripts without anything', `${script('null')}${script('')}${script('{')}${script(json)}`],
])('forgives %s', (_, page) => {
  expect(read(page)).toMatchObject([{ text: '三天就坏了', rating: '2' }]);
});

test('what stands in a text is left alone', () => {
  expect(parseLenient('{"a": "http://x.example/ // ,} <!-- \\" --> ",}')).toEqual({
    a: 'http://x.example/ // ,} <!-- " --> ',
  });
});

test('reads Microdata, the rating and the author each within their own item', () => {
  const html = `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Kettle</h1>
    <div itemprop="review" itemscope itemtype="https://schema.org/Review"><b itemprop="name">Bad</b>
    <span itemprop="author" itemscope><i itemprop="name">Ann</i></span>
    <div itemprop="reviewRating" itemscope><meta itemprop="worstRating" content="1"><span itemprop="ratingValue">4</span>/<span itemprop="bestRating">10</span></div>
    <time itemprop="datePublished" datetime="2026-02-01">1 Feb</time><p itemprop="reviewBody">三天<br>就坏了</p></div></div>`;
  expect(read(html)).toEqual([
    {
      title: 'Bad',
      text: '三天\n就坏了',
      author: 'Ann',
      rating: '2.33',
      occurredAt: '2026-02-01',
      channel: 'shop.example',
    },
  ]);
});

test('an id that only counts the reviews of a page up is none', () => {
  expect(
    linked({ review: [review({ '@id': '#review-1' }), review({ '@id': '#review-84512093', author: 'Bo' })] }),
  ).toMatchObject([{ author: 'Ann' }, { externalId: '#review-84512093' }]);
  expect(linked({ review: review({ '@id': '#review-1' }) })[0]).not.toHaveProperty('externalId');
});

test('the next page is the one that is named, and on the same site', () => {
  const next = (link: string) => {
    const page = {
      url: URL_OF,
      contentType: null,
      link: null,
      body: Buffer.from(link + script(json)),
      validators: { etag: null, lastModified: null },
    };
    return schemaOrg
      .open({ urls: [URL_OF] })
      .parse(page, { partition: '', since: null, request: { url: 'https://shop.example/' } }).next;
  };
  expect(next('')).toBeUndefined();
  expect(next('<link rel="next" href="?page=2">')).toEqual({ url: 'https://shop.example/kettle?page=2' });
  expect(next('<a rel="next" href="https://other.example/">')).toBeUndefined();
});

test('the same reviews in both are read once', () => {
  const micro = `<div itemscope itemtype="https://schema.org/Review"><p itemprop="reviewBody">三天就坏了</p></div>`;
  expect(read(script(json) + micro)).toHaveLength(1);
});

test('a page made to be slow is refused like any other that is no JSON', () => {
  for (const junk of ['/*a', '\t', '; ', ']', '<!--'])
    expect(parseLenient(`{${junk.repeat(1_000_000)}x`)).toBeUndefined();
  expect(parseLenient('{/* a */"b":/**/1}/* c')).toBeUndefined();
  expect(parseLenient('{/* a */"b":/**/1};')).toEqual({ b: 1 });
});
