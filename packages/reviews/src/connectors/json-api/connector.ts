import { compile, query } from 'json-p3';
import * as z from 'zod';
import { defineConnector, UnreadablePage } from '../../connector.ts';
import { htmlText } from '../../markup.ts';
import { pageJson } from '../../page-text.ts';
import { scaled } from '../../rating-scale.ts';
import { present, said } from '../../values.ts';

type JsonValue = Parameters<typeof query>[1];

/** A JSONPath (RFC 9535). */
const Path = z.string().max(300).refine(isPath, 'no JSONPath (RFC 9535)');

/** Any JSON interface, mapped by JSONPath: where the reviews are, and within each its fields. */
export const jsonApi = defineConnector({
  manifest: {
    id: 'json-api',
    version: 1,
    name: { en: 'JSON by JSONPath', 'zh-CN': 'JSON 接口（JSONPath）' },
    access: 'public',
    minimumMinutes: 60,
    requiredFields: ['text'],
  },
  config: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    reviews: Path,
    fields: z.strictObject({
      text: Path,
      title: Path.optional(),
      rating: Path.optional(),
      occurredAt: Path.optional(),
      author: Path.optional(),
      externalId: Path.optional(),
      productVersion: Path.optional(),
      url: Path.optional(),
    }),
    bestRating: z.number().positive().optional(),
    /** How many the source says that it has. */
    total: Path.optional(),
    /** The address of the page that follows, or a query parameter that counts the pages up from 1. */
    next: Path.optional(),
    pageParameter: z.string().max(50).optional(),
  }),
  plan: ({ url, pageParameter }) => [{ url: pageParameter ? numbered(url, { pageParameter, number: 1 }) : url }],
  parse(page, { config, request }) {
    const answer = pageJson(page) as JsonValue;
    const found = query(config.reviews, answer).values();
    if (found.length === 0 && query(parentOf(config.reviews), answer).empty())
      throw new UnreadablePage({ en: 'The page has no list of reviews.', 'zh-CN': '页面中没有评论列表。' });
    const { pageParameter, fields, bestRating } = config;
    const { host } = new URL(page.url);
    const number = Number(pageParameter && new URL(request.url).searchParams.get(pageParameter));
    const link = config.next && said(one(config.next, answer));
    const next =
      pageParameter && found.length > 0
        ? numbered(request.url, { pageParameter, number: number + 1 })
        : link && URL.parse(link, page.url)?.href;
    const total = config.total && one(config.total, answer);
    return {
      reviews: found.map((review) => {
        const values = Object.entries(fields).map(([field, path]) => [
          field,
          path && said(one(path, review as JsonValue)),
        ]);
        const { text, rating, ...rest } = Object.fromEntries(values) as {
          [K in keyof typeof fields]: string | undefined;
        };
        return present({
          ...rest,
          text: text && htmlText(text),
          rating: scaled(rating, { best: bestRating }) ?? rating,
          channel: host,
        });
      }),
      next: next ? { url: next } : undefined,
      declaredTotal: typeof total === 'number' ? total : undefined,
    };
  },
});

function one(path: string, value: JsonValue): unknown {
  return query(path, value).values()[0];
}

/** Where the list itself is, without what picks its members. */
function parentOf(path: string): string {
  return path.replace(/(\[[^\]]*\]|\.\*)$/, '');
}

function numbered(address: string, { pageParameter, number }: { pageParameter: string; number: number }): string {
  const url = new URL(address);
  url.searchParams.set(pageParameter, String(number));
  return url.href;
}

function isPath(path: string): boolean {
  try {
    compile(path);
    return true;
  } catch {
    return false;
  }
}
