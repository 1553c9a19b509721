import * as z from 'zod';
import { defineConnector, UnreadablePage } from '../../connector.ts';
import { pageJson } from '../../page-text.ts';
import { at, present, requiredList, said, seconds } from '../../values.ts';

/** Steam's user reviews, by its documented interface. Its thumb up is five stars here, its thumb down one. */
export const steam = defineConnector({
  manifest: {
    id: 'steam',
    version: 1,
    name: { en: 'Steam', 'zh-CN': 'Steam' },
    access: 'official',
    minimumMinutes: 30,
    requiredFields: ['text', 'rating', 'occurredAt', 'author', 'externalId'],
  },
  config: z.strictObject({
    appId: z.string().regex(/^\d+$/),
    language: z
      .string()
      .regex(/^[a-z]+$/)
      .default('all'),
  }),
  plan: (config) => [{ url: addressOf(config, '*') }],
  parse(page, { config, request }) {
    const answer = pageJson(page);
    if (at(answer, 'success') !== 1)
      throw new UnreadablePage({ en: 'Steam says that it could not answer.', 'zh-CN': 'Steam 表示无法回答。' });
    const reviews = requiredList(at(answer, 'reviews'), 'list of reviews');
    const cursor = said(at(answer, 'cursor'));
    const isEnd = reviews.length === 0 || !cursor || cursor === new URL(request.url).searchParams.get('cursor');
    const total = at(answer, 'query_summary', 'total_reviews');
    return {
      reviews: reviews.map((review) =>
        present({
          externalId: said(at(review, 'recommendationid')),
          text: said(at(review, 'review')),
          rating: ratingOf(at(review, 'voted_up')),
          author: said(at(review, 'author', 'steamid')),
          occurredAt: seconds(at(review, 'timestamp_updated')) ?? seconds(at(review, 'timestamp_created')),
          channel: 'Steam',
        }),
      ),
      next: isEnd ? undefined : { url: addressOf(config, cursor) },
      declaredTotal: typeof total === 'number' ? total : undefined,
    };
  },
  guess(url) {
    const appId = /^\/app\/(\d+)/.exec(url.pathname)?.[1];
    return /^(store\.steampowered|steamcommunity)\.com$/.test(url.hostname) && appId ? { appId } : undefined;
  },
});

function addressOf({ appId, language }: { appId: string; language: string }, cursor: string): string {
  const query = { json: '1', filter: 'recent', language, purchase_type: 'all', num_per_page: '100', cursor };
  return `https://store.steampowered.com/appreviews/${appId}?${new URLSearchParams(query)}`;
}

function ratingOf(isUp: unknown): string | undefined {
  return typeof isUp === 'boolean' ? (isUp ? '5' : '1') : undefined;
}
