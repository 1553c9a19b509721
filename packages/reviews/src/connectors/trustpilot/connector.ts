import * as z from 'zod';
import { defineConnector, UnreadablePage } from '../../connector.ts';
import { first, parseHtml } from '../../markup.ts';
import { pageText } from '../../page-text.ts';
import { at, present, requiredList, said } from '../../values.ts';

/** A company's reviews on Trustpilot's public page. Its terms do not allow this without agreement. */
export const trustpilot = defineConnector({
  manifest: {
    id: 'trustpilot',
    version: 1,
    name: { en: 'Trustpilot', 'zh-CN': 'Trustpilot' },
    access: 'terms',
    minimumMinutes: 360,
    requiredFields: ['text', 'rating', 'author', 'occurredAt', 'externalId'],
  },
  config: z.strictObject({ domain: z.string().regex(/^[\w.-]+$/) }),
  plan: ({ domain }) => [{ url: addressOf(domain, 1) }],
  parse(page, { config, request }) {
    const script = first('script#__NEXT_DATA__', parseHtml(pageText(page)));
    const [child] = script?.children ?? [];
    const props = at(parsed(child && 'data' in child ? child.data : ''), 'props', 'pageProps');
    const reviews = requiredList(at(props, 'reviews'), 'list of reviews');
    const number = Number(new URL(request.url).searchParams.get('page'));
    const pages = Number(at(props, 'filters', 'pagination', 'totalPages'));
    return {
      reviews: reviews.map((review) =>
        present({
          externalId: said(at(review, 'id')),
          title: said(at(review, 'title')),
          text: said(at(review, 'text')),
          rating: said(at(review, 'rating')),
          author: said(at(review, 'consumer', 'displayName')),
          occurredAt: said(at(review, 'dates', 'publishedDate')),
          channel: 'Trustpilot',
        }),
      ),
      next: number < pages && reviews.length > 0 ? { url: addressOf(config.domain, number + 1) } : undefined,
    };
  },
  guess(url) {
    const domain = /^\/review\/([\w.-]+)/.exec(url.pathname)?.[1];
    return /(^|\.)trustpilot\.com$/.test(url.hostname) && domain ? { domain } : undefined;
  },
});

function addressOf(domain: string, page: number): string {
  return `https://www.trustpilot.com/review/${domain}?${new URLSearchParams({ languages: 'all', sort: 'recency', page: String(page) })}`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UnreadablePage({ en: 'The page has lost its data.', 'zh-CN': '页面中的数据不见了。' }, { cause: error });
  }
}
