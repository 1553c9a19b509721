import type { Element } from 'domhandler';
import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { all, attribute, first, isSelector, parseHtml, textOf } from '../../markup.ts';
import { pageText } from '../../page-text.ts';
import { scaled } from '../../rating-scale.ts';
import { addressIn, present } from '../../values.ts';

/** A CSS selector, within a review; `selector@name` reads an attribute instead of the text. */
const Place = z
  .string()
  .min(1)
  .max(300)
  .refine((place) => isSelector(partsOf(place).selector || '*'), 'no CSS selector');

/** Any page whose reviews can be pointed at by CSS selectors. */
export const cssSelectors = defineConnector({
  manifest: {
    id: 'css-selectors',
    version: 1,
    name: { en: 'Page by CSS selectors', 'zh-CN': '按 CSS 选择器读取的网页' },
    access: 'public',
    minimumMinutes: 360,
    requiredFields: ['text'],
  },
  config: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    review: Place,
    text: Place,
    title: Place.optional(),
    rating: Place.optional(),
    bestRating: z.number().positive().optional(),
    occurredAt: Place.optional(),
    author: Place.optional(),
    externalId: Place.optional(),
    /** The link to the page that follows. */
    next: Place.optional(),
  }),
  plan: ({ url }) => [{ url }],
  parse(page, { config }) {
    const document = parseHtml(pageText(page));
    const { host } = new URL(page.url);
    const next = config.next && addressIn(page.url, attribute(first(config.next, document), 'href'));
    return {
      reviews: all(config.review, document).map((review) =>
        present({
          text: read(review, config.text),
          title: read(review, config.title),
          rating: scaled(read(review, config.rating), { best: config.bestRating }) ?? read(review, config.rating),
          occurredAt: read(review, config.occurredAt),
          author: read(review, config.author),
          externalId: read(review, config.externalId),
          channel: host,
        }),
      ),
      next: next && next.host === host ? { url: next.href } : undefined,
    };
  },
});

function read(review: Element, place: string | undefined): string | undefined {
  if (!place) return undefined;
  const { selector, name } = partsOf(place);
  const element = selector ? first(selector, review) : review;
  return name ? attribute(element, name) : element && textOf(element);
}

function partsOf(place: string): { selector: string; name: string | undefined } {
  const [, selector = '', name] = /^(.*?)(?:@([\w-]+))?$/s.exec(place) ?? [];
  return { selector: selector.trim(), name };
}
