import { expect, test } from 'vitest';
import { feed } from './connector.ts';

const URL_OF = 'https://blog.example/feed';

function read(xml: string) {
  const page = {
    url: URL_OF,
    contentType: 'application/xml',
    link: null,
    body: Buffer.from(xml),
    validators: { etag: null, lastModified: null },
  };
  return feed.open({ url: URL_OF }).parse(page, { partition: '', since: null, request: { url: URL_OF } });
}

test('Atom: HTML contents, the alternate link, the next page', () => {
  const xml = `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="self" href="/feed"/><link rel="next" href="/feed?page=2"/>
    <entry><id>tag:1</id><title type="html">It &amp;amp; me</title><author><name>Ann</name></author>
    <link rel="edit" href="https://blog.example/edit"/><link href="https://blog.example/1"/>
    <updated>2026-02-02T00:00:00Z</updated><published>2026-02-01T00:00:00Z</published>
    <content type="html">&lt;p&gt;三天&lt;/p&gt;&lt;p&gt;就坏了&lt;/p&gt;</content></entry></feed>`;
  expect(read(xml)).toEqual({
    reviews: [
      {
        externalId: 'tag:1',
        title: 'It & me',
        text: '三天\n\n就坏了',
        author: 'Ann',
        occurredAt: '2026-02-01T00:00:00Z',
        url: 'https://blog.example/1',
        channel: 'blog.example',
      },
    ],
    next: { url: 'https://blog.example/feed?page=2' },
  });
});

test('RDF: items beside the channel', () => {
  const xml = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title></channel>
    <item><title>Bad</title><link>https://blog.example/1</link><description>broke</description><dc:creator>Bo</dc:creator><dc:date>2026-02-01</dc:date></item></rdf:RDF>`;
  expect(read(xml).reviews).toEqual([
    {
      title: 'Bad',
      text: 'broke',
      author: 'Bo',
      occurredAt: '2026-02-01',
      url: 'https://blog.example/1',
      channel: 'blog.example',
    },
  ]);
});

test('a page that is no feed is unreadable', () => {
  expect(() => read('<html><body>Just a moment</body></html>')).toThrow('no feed');
});
