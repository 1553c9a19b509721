import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { pageJson } from '../../page-text.ts';
import { at, isRecord, listOf, present, requiredRecord, said } from '../../values.ts';

const PAGES = 10;

/** The reviews feed of Apple's App Store: a country's newest 500, fifty a page. Undocumented, public. */
export const appleAppStore = defineConnector({
  manifest: {
    id: 'apple-app-store',
    version: 1,
    name: { en: 'Apple App Store', 'zh-CN': '苹果应用商店' },
    access: 'public',
    minimumMinutes: 60,
    requiredFields: ['text', 'rating', 'occurredAt', 'author'],
  },
  config: z.strictObject({
    appId: z.string().regex(/^\d+$/),
    countries: z
      .array(z.string().regex(/^[a-z]{2}$/))
      .min(1)
      .max(60)
      .default(['us']),
  }),
  partitions: ({ countries }) => countries,
  plan: ({ appId }, { partition }) => [{ url: addressOf(appId, { country: partition, page: 1 }) }],
  parse(page, { config, partition, request }) {
    const feed = requiredRecord(at(pageJson(page), 'feed'), 'feed');
    // One review comes as an object, and none as nothing at all. The first entry of old feeds is the app itself.
    const entries = listOf(feed.entry).filter((entry) => isRecord(entry) && at(entry, 'im:rating') !== undefined);
    const number = Number(/\/page=(\d+)\//.exec(request.url)?.[1]);
    const last = listOf(feed.link).find((link) => at(link, 'attributes', 'rel') === 'last');
    const lastPage = Number(/\/page=(\d+)\//i.exec(said(at(last, 'attributes', 'href')) ?? '')?.[1] ?? PAGES);
    return {
      reviews: entries.map((entry) => {
        const label = (...path: string[]) => said(at(entry, ...path, 'label'));
        return present({
          externalId: label('id'),
          title: label('title'),
          text: label('content'),
          rating: label('im:rating'),
          author: label('author', 'name'),
          productVersion: label('im:version'),
          occurredAt: label('updated'),
          channel: 'App Store',
        });
      }),
      // Pages in the middle come empty now and then: only the feed's own last page is its end.
      next:
        number < Math.min(lastPage, PAGES)
          ? { url: addressOf(config.appId, { country: partition, page: number + 1 }) }
          : undefined,
    };
  },
  guess(url) {
    const [, country = 'us', appId] = /^(?:\/([a-z]{2}))?\/app\/(?:[^/]+\/)?id(\d+)/.exec(url.pathname) ?? [];
    return url.hostname === 'apps.apple.com' && appId ? { appId, countries: [country] } : undefined;
  },
});

function addressOf(appId: string, { country, page }: { country: string; page: number }): string {
  return `https://itunes.apple.com/${country}/rss/customerreviews/page=${page}/id=${appId}/sortby=mostrecent/json`;
}
