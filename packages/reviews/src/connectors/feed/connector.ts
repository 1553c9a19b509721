import { type Element, isTag } from 'domhandler';
import * as z from 'zod';
import { defineConnector, UnreadablePage } from '../../connector.ts';
import { all, attribute, first, htmlText, parseXml, textOf } from '../../markup.ts';
import { pageText } from '../../page-text.ts';
import { addressIn, present } from '../../values.ts';

const XML = { xmlMode: true };

/** Any RSS 2.0, RDF or Atom feed, each entry a review. */
export const feed = defineConnector({
  manifest: {
    id: 'feed',
    version: 1,
    name: { en: 'RSS or Atom feed', 'zh-CN': 'RSS / Atom 订阅' },
    access: 'public',
    minimumMinutes: 30,
    requiredFields: ['text'],
  },
  config: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }),
  plan: ({ url }) => [{ url }],
  parse(page) {
    const document = parseXml(pageText(page));
    if (!first('rss, feed, RDF, rdf\\:RDF', document, XML))
      throw new UnreadablePage({ en: 'The page is no feed.', 'zh-CN': '页面不是订阅源。' });
    const { host } = new URL(page.url);
    const links = all('feed > link, channel > atom\\:link', document, XML);
    const next = links.find((link) => attribute(link, 'rel') === 'next');
    const target = addressIn(page.url, attribute(next, 'href'));
    return {
      reviews: all('item, entry', document, XML).map((entry) =>
        present({
          externalId: inside(entry, ['guid', 'id']),
          title: html(inside(entry, ['title'])),
          text: html(inside(entry, ['content:encoded', 'content', 'description', 'summary'])),
          author: authorOf(entry),
          occurredAt: inside(entry, ['pubDate', 'published', 'dc:date', 'updated']),
          url: linkOf(entry),
          channel: host,
        }),
      ),
      next: target?.host === host ? { url: target.href } : undefined,
    };
  },
  recognize(document, url) {
    const link = first(
      'link[rel~="alternate"][type="application/rss+xml"], link[rel~="alternate"][type="application/atom+xml"]',
      document,
    );
    const target = addressIn(url.href, attribute(link, 'href'));
    return target ? { url: target.href } : undefined;
  },
  guess: (url) => (/(\/(feed|rss|atom)\b|\.(rss|atom|xml)$)/i.test(url.pathname) ? { url: url.href } : undefined),
});

/** The text of the first of these that the entry has. */
function inside(entry: Element, names: readonly string[]): string | undefined {
  for (const name of names) {
    const [element] = childrenNamed(entry, name);
    if (element) return textOf(element);
  }
  return undefined;
}

function authorOf(entry: Element): string | undefined {
  const [author] = childrenNamed(entry, 'author');
  return inside(entry, ['dc:creator']) ?? (author && (inside(author, ['name']) ?? textOf(author)));
}

function linkOf(entry: Element): string | undefined {
  const link = childrenNamed(entry, 'link').find((each) => [undefined, 'alternate'].includes(attribute(each, 'rel')));
  return attribute(link, 'href') ?? (link && textOf(link));
}

function childrenNamed({ children }: Element, name: string): Element[] {
  return children.filter(isTag).filter((child) => child.name === name);
}

function html(written: string | undefined): string | undefined {
  return written === undefined ? undefined : htmlText(written);
}
