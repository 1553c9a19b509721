import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { pageJson } from '../../page-text.ts';
import { at, present, requiredList, said } from '../../values.ts';

/** The issues of a GitHub repository, by its documented interface, from the longest unchanged on. */
export const githubIssues = defineConnector({
  manifest: {
    id: 'github-issues',
    version: 1,
    name: { en: 'GitHub issues', 'zh-CN': 'GitHub 议题' },
    access: 'official',
    minimumMinutes: 15,
    requiredFields: ['text', 'author', 'occurredAt', 'externalId'],
    mayBeEmpty: true,
    secrets: ['token'],
  },
  config: z.strictObject({
    owner: z.string().regex(/^[\w.-]+$/),
    repository: z.string().regex(/^[\w.-]+$/),
    labels: z.string().max(200).optional(),
    token: z.string().max(200).optional(),
  }),
  // Lists that go by the last change move on while they are read; and their ETags change without cause.
  isNewestFirst: false,
  plan({ owner, repository, labels, token }, { since }) {
    const query = new URLSearchParams({
      state: 'all',
      sort: 'updated',
      direction: 'asc',
      per_page: '100',
      ...(labels && { labels }),
      ...(since && { since }),
    });
    return [{ url: `https://api.github.com/repos/${owner}/${repository}/issues?${query}`, headers: headersFor(token) }];
  },
  parse(page, { config }) {
    const issues = requiredList(pageJson(page), 'list of issues');
    const next = URL.parse(/<([^>]+)>;\s*rel="next"/.exec(page.link ?? '')?.[1] ?? '');
    return {
      reviews: issues
        .filter((issue) => at(issue, 'pull_request') === undefined)
        .map((issue) =>
          present({
            externalId: said(at(issue, 'id')),
            title: said(at(issue, 'title')),
            text: said(at(issue, 'body')) ?? '',
            author: said(at(issue, 'user', 'login')),
            occurredAt: said(at(issue, 'updated_at')),
            url: said(at(issue, 'html_url')),
            channel: 'GitHub',
          }),
        ),
      next: next?.host === 'api.github.com' ? { url: next.href, headers: headersFor(config.token) } : undefined,
    };
  },
  guess(url) {
    const [, owner, repository] = /^\/([\w.-]+)\/([\w.-]+?)(?:\.git|\/issues.*)?\/?$/.exec(url.pathname) ?? [];
    return url.hostname === 'github.com' && owner && repository ? { owner, repository } : undefined;
  },
});

function headersFor(token: string | undefined): Record<string, string> {
  return {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(token && { authorization: `Bearer ${token}` }),
  };
}
