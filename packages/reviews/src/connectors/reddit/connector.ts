import * as z from 'zod';
import { defineConnector, UnreadablePage } from '../../connector.ts';
import type { PageRequest } from '../../fetching/page-request.ts';
import { pageJson } from '../../page-text.ts';
import { at, present, requiredList, said, seconds } from '../../values.ts';

/** What a search on Reddit finds, by its documented interface, with the application keys of the one who looks. */
export const reddit = defineConnector({
  manifest: {
    id: 'reddit',
    version: 1,
    name: { en: 'Reddit', 'zh-CN': 'Reddit' },
    access: 'account',
    minimumMinutes: 60,
    requiredFields: ['text', 'author', 'occurredAt', 'externalId'],
    secrets: ['clientSecret'],
  },
  config: z.strictObject({
    clientId: z.string().min(1).max(100),
    clientSecret: z.string().min(1).max(200),
    query: z.string().min(1).max(200),
    subreddit: z.string().regex(/^\w+$/).optional(),
  }),
  // Its first page is a key, which is another one each time.
  isNewestFirst: false,
  plan: ({ clientId, clientSecret }) => [
    {
      url: 'https://www.reddit.com/api/v1/access_token',
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    },
  ],
  parse(page, { config, request, since }) {
    const answer = pageJson(page);
    if (request.method === 'POST') {
      const token = said(at(answer, 'access_token'));
      if (!token)
        throw new UnreadablePage({ en: 'Reddit gave no access token.', 'zh-CN': 'Reddit 没有给出访问令牌。' });
      return { reviews: [], next: search(config, { authorization: `Bearer ${token}`, after: null }), isSecret: true };
    }
    const posts = requiredList(at(answer, 'data', 'children'), 'list of posts').map((child) => at(child, 'data'));
    const after = said(at(answer, 'data', 'after'));
    const oldest = seconds(at(posts.at(-1), 'created_utc')) ?? '';
    return {
      reviews: posts
        // What its author or a moderator took back is not kept.
        .filter((post) => !['[removed]', '[deleted]'].includes(said(at(post, 'selftext')) ?? ''))
        .map((post) =>
          present({
            externalId: said(at(post, 'name')),
            title: said(at(post, 'title')),
            text: said(at(post, 'selftext')),
            author: said(at(post, 'author')),
            occurredAt: seconds(at(post, 'created_utc')),
            url: said(at(post, 'permalink')) && `https://www.reddit.com${at(post, 'permalink')}`,
            channel: 'Reddit',
          }),
        ),
      next:
        after && (since === null || oldest >= since)
          ? search(config, { authorization: request.headers?.authorization ?? '', after })
          : undefined,
    };
  },
});

type Search = { authorization: string; after: string | null };

function search(
  { query, subreddit }: { query: string; subreddit?: string | undefined },
  { authorization, after }: Search,
): PageRequest {
  const parameters = {
    q: query,
    sort: 'new',
    limit: '100',
    raw_json: '1',
    ...(subreddit && { restrict_sr: '1' }),
    ...(after && { after }),
  };
  return {
    url: `https://oauth.reddit.com/${subreddit ? `r/${subreddit}/` : ''}search?${new URLSearchParams(parameters)}`,
    headers: { authorization },
  };
}
