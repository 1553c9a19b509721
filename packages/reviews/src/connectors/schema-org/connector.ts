import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { pageText } from '../../page-text.ts';
import { addressIn } from '../../values.ts';
import { jsonLdReviews } from './json-ld.ts';
import { scanPage } from './page-scan.ts';

/** Any page that says its reviews in schema.org's words, as JSON-LD or as Microdata. */
export const schemaOrg = defineConnector({
  manifest: {
    id: 'schema-org',
    version: 1,
    name: { en: 'Page with schema.org reviews', 'zh-CN': '带 schema.org 评论标记的网页' },
    access: 'public',
    minimumMinutes: 360,
    requiredFields: ['text'],
  },
  config: z.strictObject({
    urls: z
      .array(z.url({ protocol: /^https?$/ }))
      .min(1)
      .max(50),
  }),
  plan: ({ urls }) => urls.map((url) => ({ url })),
  parse(page) {
    const scan = scanPage(pageText(page));
    const data = jsonLdReviews(scan.jsonLd);
    // Many a page says the same twice.
    const reviews = data.length >= scan.microdata.length ? data : scan.microdata;
    const { host } = new URL(page.url);
    const next = addressIn(page.url, scan.next);
    return {
      reviews: reviews.map((review) => ({ ...review, channel: host })),
      next: reviews.length > 0 && next?.host === host ? { url: next.href } : undefined,
    };
  },
});
