import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { htmlText } from '../../markup.ts';
import { pageJson } from '../../page-text.ts';
import { at, listOf, present, requiredList, said, seconds } from '../../values.ts';

const SIZE = 100;

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
  plan: (config, { since }) => [{ url: addressOf(config, { since, before: null, page: 0 }) }],
  parse(page, { config, since, request }) {
    const answer = pageJson(page);
    const hits = requiredList(at(answer, 'hits'), 'list of hits');
    const before =
      /created_at_i<=(\d+)/.exec(new URL(request.url).searchParams.get('numericFilters') ?? '')?.[1] ?? null;
    const next = nextOf(answer, before);
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
      next: next && { url: addressOf(config, { since, ...next }) },
    };
  },
  guess(url) {
    const query = url.searchParams.get('q') ?? url.searchParams.get('query');
    return url.hostname === 'hn.algolia.com' && query ? { query } : undefined;
  },
});

/** The search shows the first thousand hits; what is older is asked for by its time. */
function nextOf(answer: unknown, before: string | null): Omit<Window, 'since'> | undefined {
  const [page = 0, pages = 0, total = 0] = ['page', 'nbPages', 'nbHits'].map((name) => Number(at(answer, name)));
  if (page + 1 < pages) return { before, page: page + 1 };
  const oldest = said(at(listOf(at(answer, 'hits')).at(-1), 'created_at_i'));
  return total > pages * SIZE && oldest && oldest !== before ? { before: oldest, page: 0 } : undefined;
}

type Window = { since: string | null; before: string | null; page: number };

function addressOf({ query, tags }: { query: string; tags: string }, { since, before, page }: Window): string {
  const after = since && `created_at_i>${Math.floor(Date.parse(since) / 1000)}`;
  const numericFilters = [after, before && `created_at_i<=${before}`].filter(Boolean).join(',');
  const parameters = {
    query,
    tags,
    hitsPerPage: String(SIZE),
    ...(numericFilters && { numericFilters }),
    page: String(page),
  };
  return `https://hn.algolia.com/api/v1/search_by_date?${new URLSearchParams(parameters)}`;
}
