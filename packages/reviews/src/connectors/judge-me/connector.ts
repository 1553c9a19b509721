import * as z from 'zod';
import { defineConnector, UnreadablePage } from '../../connector.ts';
import { all, attribute, first, parseHtml, textOf } from '../../markup.ts';
import { pageJson } from '../../page-text.ts';
import { at, present, said } from '../../values.ts';

const SIZE = 20;

/** A product's reviews in Judge.me's widget, which is a piece of HTML within JSON. */
export const judgeMe = defineConnector({
  manifest: {
    id: 'judge-me',
    version: 1,
    name: { en: 'Judge.me', 'zh-CN': 'Judge.me' },
    access: 'public',
    minimumMinutes: 60,
    requiredFields: ['text', 'rating', 'author', 'occurredAt', 'externalId'],
  },
  config: z.strictObject({ shopDomain: z.string().regex(/^[\w.-]+$/), productId: z.string().regex(/^\d+$/) }),
  plan: (config) => [{ url: addressOf(config, 1) }],
  parse(page, { config, request }) {
    const answer = pageJson(page);
    const html = said(at(answer, 'html'));
    if (html === undefined) throw new UnreadablePage({ en: 'The widget has no HTML.', 'zh-CN': '评论组件没有 HTML。' });
    const reviews = all('.jdgm-rev', parseHtml(html));
    const number = Number(new URL(request.url).searchParams.get('page'));
    const total = Number(at(answer, 'total_count'));
    return {
      reviews: reviews.map((review) =>
        present({
          externalId: attribute(review, 'data-review-id'),
          title: textOf(first('.jdgm-rev__title', review)),
          text: textOf(first('.jdgm-rev__body', review)),
          rating: attribute(first('.jdgm-rev__rating', review), 'data-score'),
          author: textOf(first('.jdgm-rev__author', review)),
          occurredAt: attribute(first('.jdgm-rev__timestamp', review), 'data-content'),
          channel: 'Judge.me',
        }),
      ),
      next: number * SIZE < total && reviews.length > 0 ? { url: addressOf(config, number + 1) } : undefined,
      declaredTotal: Number.isFinite(total) ? total : undefined,
    };
  },
  recognize(document) {
    const productId = attribute(first('.jdgm-widget[data-id], .jdgm-review-widget[data-id]', document), 'data-id');
    const scripts = all('script:not([src])', document).flatMap(({ children }) => children);
    const shops = scripts.map((script) =>
      'data' in script ? /(?<![\w-])([\w-]{1,63}\.myshopify\.com)\b/.exec(script.data)?.[1] : undefined,
    );
    const shopDomain = shops.find((shop) => shop !== undefined);
    return productId && shopDomain ? { shopDomain, productId } : undefined;
  },
});

function addressOf({ shopDomain, productId }: { shopDomain: string; productId: string }, page: number): string {
  const query = {
    url: shopDomain,
    shop_domain: shopDomain,
    platform: 'shopify',
    page: String(page),
    per_page: String(SIZE),
    product_id: productId,
  };
  return `https://judge.me/reviews/reviews_for_widget?${new URLSearchParams(query)}`;
}
