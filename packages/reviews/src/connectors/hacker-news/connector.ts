import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { htmlText } from '../../markup.ts';
import { pageJson } from '../../page-text.ts';
import { at, present, requiredList, said, seconds } from '../../values.ts';

/** What Hacker News says of something, by Algolia's documented search. */
export const hackerNews = defineConnector({
  manifest: {
    id: 'hacker-news',
    version: 1,
    name: { en: 'Hacker News', 'zh-CN': 'Hacker News' },
    access: 'official',
    minimumMinutes: 30,
    requiredFields: ['text', 'author', 'occurredAt', 'externalId'],
    mayBeEmpty: true,
  },
  config: z.strictObject({ query: z.string().min(1).max(200), tags: z.string().max(100).default('(story,comment)') }),
  plan: (config, { since }) => [{ url: addressOf(config, { since, page: 0 }) }],
  parse(page, { config, since }) {
    const answer = pageJson(page);
    const hits = requiredList(at(answer, 'hits'), 'list of hits');
    const [number, pages] = [Number(at(answer, 'page')), Number(at(answer, 'nbPages'))];
    return {
      reviews: hits.map((hit) => {
        const id = said(at(hit, 'objectID'));
        return present({
          externalId: id,
          title: said(at(hit, 'title')),
          text: htmlText(said(at(hit, 'comment_text')) ?? said(at(hit, 'story_text')) ?? ''),
          author: said(at(hit, 'author')),
          occurredAt: seconds(at(hit, 'created_at_i')),
          url: id && `https://news.ycombinator.com/item?id=${id}`,
          channel: 'Hacker News',
        });
      }),
      next: number + 1 < pages ? { url: addressOf(config, { since, page: number + 1 }) } : undefined,
    };
  },
  guess(url) {
    const query = url.searchParams.get('q') ?? url.searchParams.get('query');
    return url.hostname === 'hn.algolia.com' && query ? { query } : undefined;
  },
});

function addressOf(
  { query, tags }: { query: string; tags: string },
  { since, page }: { since: string | null; page: number },
): string {
  const after = since && { numericFilters: `created_at_i>${Math.floor(Date.parse(since) / 1000)}` };
  return `https://hn.algolia.com/api/v1/search_by_date?${new URLSearchParams({ query, tags, hitsPerPage: '100', ...after, page: String(page) })}`;
}
