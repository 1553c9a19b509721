import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { attribute, first, htmlText } from '../../markup.ts';
import { pageJson } from '../../page-text.ts';
import { at, present, requiredList, said } from '../../values.ts';

/** A product's reviews in Yotpo's widget, by its documented interface. */
export const yotpo = defineConnector({
  manifest: {
    id: 'yotpo',
    version: 1,
    name: { en: 'Yotpo', 'zh-CN': 'Yotpo' },
    access: 'official',
    minimumMinutes: 60,
    requiredFields: ['text', 'rating', 'author', 'occurredAt', 'externalId'],
  },
  config: z.strictObject({ appKey: z.string().regex(/^\w+$/), productId: z.string().regex(/^[\w-]+$/) }),
  plan: (config) => [{ url: addressOf(config, 1) }],
  parse(page, { config }) {
    const answer = at(pageJson(page), 'response');
    const reviews = requiredList(at(answer, 'reviews'), 'list of reviews');
    const [number, size, total] = ['page', 'per_page', 'total'].map((name) => Number(at(answer, 'pagination', name)));
    return {
      reviews: reviews.map((review) =>
        present({
          externalId: said(at(review, 'id')),
          title: said(at(review, 'title')),
          text: htmlText(said(at(review, 'content')) ?? ''),
          rating: said(at(review, 'score')),
          author: said(at(review, 'user', 'display_name')),
          occurredAt: said(at(review, 'created_at')),
          channel: 'Yotpo',
        }),
      ),
      next: number && size && total && number * size < total ? { url: addressOf(config, number + 1) } : undefined,
      declaredTotal: total,
    };
  },
  recognize(document) {
    const widget = first('.yotpo[data-product-id]', document);
    const script = first('script[src*="staticw2.yotpo.com/"]', document);
    const appKey = attribute(widget, 'data-appkey') ?? /yotpo\.com\/(\w+)\//.exec(attribute(script, 'src') ?? '')?.[1];
    const productId = attribute(widget, 'data-product-id');
    return appKey && productId ? { appKey, productId } : undefined;
  },
});

function addressOf({ appKey, productId }: { appKey: string; productId: string }, page: number): string {
  return `https://api-cdn.yotpo.com/v1/widget/${appKey}/products/${productId}/reviews.json?per_page=100&page=${page}&sort=date`;
}
