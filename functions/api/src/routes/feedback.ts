import { createRoute } from '@hono/zod-openapi';
import { Feedback } from '@soundings/contracts/feedback';
import { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import { idOf } from '@soundings/contracts/ids';
import { InterfaceLanguage } from '@soundings/contracts/language';
import { MentionOverride, NewMentionOverride } from '@soundings/contracts/mention-override';
import { withOverrides } from '@soundings/store/overridden-mentions';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { download } from '../download.ts';
import { feedbackCsv, feedbackJsonl } from '../feedback-files.ts';
import { allFeedback, FoundCount, searchFeedback } from '../feedback-search.ts';
import { feedbackOf, overrideMention, removeOverride } from '../override-mention.ts';

const tags = ['Feedback'];

/** `mention` is its place among the text's mentions, from 0. */
const MentionPlace = z.object({ id: idOf('feedback'), mention: z.coerce.number().int().min(0).max(100_000) });
const CorrectedFeedback = Feedback.extend({ overrides: z.array(MentionOverride) });

function file(format: 'csv' | 'jsonl', type: string, name: string) {
  return createRoute({
    method: 'get',
    path: `/texts.${format}`,
    tags,
    summary: `All texts that a filter finds as ${name}, newest first`,
    request: { query: FeedbackFilter.extend({ lang: InterfaceLanguage.default('en') }) },
    responses: {
      200: { description: 'The file', content: { [type]: { schema: z.string() } } },
      400: problems('Not a filter'),
    },
  });
}

/** Single texts with what was found in them. */
export function feedbackRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'The texts that a filter finds, or all about a product',
        description:
          'Newest first, with how many there are. By `productId` alone: all of them, waiting ones too, in the order of their ids and uncounted, which is what a program that copies them wants; `order=newest` gives them newest first as well.',
        request: { query: PageQuery.extend({ ...FeedbackFilter.shape, order: z.literal('newest').optional() }) },
        responses: {
          200: json(listOf(Feedback).extend({ found: FoundCount.optional() }), 'The texts'),
          400: problems('Not a filter'),
        },
      }),
      async (c) => {
        const { limit, cursor, order, ...filter } = c.req.valid('query');
        const { productId, ...more } = filter;
        if (!productId || order || Object.keys(more).length > 0)
          return c.json(await searchFeedback(store, filter, { limit, after: cursor }), 200);
        const page = await store.feedback.list(productId, { limit, after: cursor });
        const overrides = await store.overrides.of(page.items.map(({ id }) => id));
        return c.json({ ...page, items: page.items.map((item) => withOverrides(item, overrides.get(item.id))) }, 200);
      },
    )
    .openapi(file('csv', 'text/csv', 'CSV'), async (c) => {
      const { lang, ...filter } = c.req.valid('query');
      const asked = { products: await store.products.all(), language: lang };
      return download(feedbackCsv(allFeedback(store, filter), asked), {
        name: 'texts.csv',
        type: 'text/csv; charset=utf-8',
      });
    })
    .openapi(file('jsonl', 'application/jsonl', 'JSON lines'), async (c) => {
      const { lang: _, ...filter } = c.req.valid('query');
      return download(feedbackJsonl(allFeedback(store, filter)), { name: 'texts.jsonl', type: 'application/jsonl' });
    })
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One text with its mentions',
        request: { params: z.object({ id: idOf('feedback') }) },
        responses: { 200: json(CorrectedFeedback, 'The feedback'), 404: problems('No such feedback') },
      }),
      async (c) => {
        const feedback = await feedbackOf(store, c.req.valid('param').id);
        const overrides = (await store.overrides.of([feedback.id])).get(feedback.id) ?? [];
        return c.json({ ...withOverrides(feedback, overrides), overrides }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/{id}/mentions/{mention}/override',
        tags,
        summary: 'Say what a mention is; it stands against every later analysis, and builds count it so',
        request: { params: MentionPlace, body: requiredJson(NewMentionOverride) },
        responses: {
          200: json(MentionOverride, 'The correction'),
          400: problems('The body is not right'),
          404: problems('No such feedback or mention'),
          409: problems('The text was analysed again meanwhile'),
        },
      }),
      async (c) => c.json(await overrideMention(store, c.req.valid('param'), c.req.valid('json')), 200),
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/{id}/mentions/{mention}/override',
        tags,
        summary: 'Let the analyzer’s word stand again',
        request: { params: MentionPlace },
        responses: { 204: { description: 'It is taken back' }, 404: problems('No such feedback or mention') },
      }),
      async (c) => {
        await removeOverride(store, c.req.valid('param'));
        return c.body(null, 204);
      },
    );
}
