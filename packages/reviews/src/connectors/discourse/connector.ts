import * as z from 'zod';
import { defineConnector } from '../../connector.ts';
import { first, htmlText } from '../../markup.ts';
import { pageJson } from '../../page-text.ts';
import { at, present, requiredList, said } from '../../values.ts';

/** The posts of a Discourse forum: its latest topics, and each one's posts. */
export const discourse = defineConnector({
  manifest: {
    id: 'discourse',
    version: 1,
    name: { en: 'Discourse forum', 'zh-CN': 'Discourse 论坛' },
    access: 'public',
    minimumMinutes: 60,
    requiredFields: ['text', 'author', 'occurredAt', 'externalId'],
    mayBeEmpty: true,
  },
  config: z.strictObject({ url: z.url({ protocol: /^https?$/ }) }),
  plan: ({ url }) => [{ url: latest(url, 0) }],
  parse(page, { config, since, request }) {
    const answer = pageJson(page);
    if (!request.url.includes('/latest.json')) return { reviews: postsOf(answer, config.url) };
    const topics = requiredList(at(answer, 'topic_list', 'topics'), 'list of topics');
    // Pinned topics stand on top, however old.
    const isRecent = (topic: unknown) => since === null || (said(at(topic, 'bumped_at')) ?? '') >= since;
    const unpinned = topics.filter((topic) => at(topic, 'pinned') !== true);
    const isOver = topics.length === 0 || !unpinned.every(isRecent) || !at(answer, 'topic_list', 'more_topics_url');
    const number = Number(new URL(request.url).searchParams.get('page'));
    return {
      reviews: [],
      details: topics
        .filter(isRecent)
        .map((topic) => ({ url: new URL(`/t/${said(at(topic, 'id'))}.json`, config.url).href })),
      next: isOver ? undefined : { url: latest(config.url, number + 1) },
    };
  },
  recognize: (document, url) =>
    first('meta[name="generator"][content^="Discourse"]', document) ? { url: url.origin } : undefined,
});

function latest(base: string, page: number): string {
  return new URL(`/latest.json?order=activity&page=${page}`, base).href;
}

function postsOf(answer: unknown, base: string) {
  const { host } = new URL(base);
  return requiredList(at(answer, 'post_stream', 'posts'), 'list of posts').map((post) => {
    const number = said(at(post, 'post_number')) ?? '1';
    return present({
      externalId: said(at(post, 'id')),
      title: number === '1' ? said(at(answer, 'title')) : undefined,
      text: htmlText(said(at(post, 'cooked')) ?? ''),
      author: said(at(post, 'username')),
      occurredAt: said(at(post, 'created_at')),
      url: new URL(`/t/${said(at(answer, 'id'))}/${number}`, base).href,
      channel: host,
    });
  });
}
