import { createRoute } from '@hono/zod-openapi';
import { Retention, RetentionEdition, RetentionPreview } from '@soundings/contracts/retention';
import type { Edition } from '@soundings/store/editions';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { changeRetention, retentionPreview } from '../retention.ts';

const tags = ['Retention'];
const NewRetention = z.strictObject({
  /** The edition that was read before it was changed; another one by now refuses the change. */
  basedOn: z.int().nonnegative(),
  retention: Retention,
  /** Needed where the change deletes something at once. */
  confirmed: z.boolean().default(false),
});
const shown = ({ edition, value, changedAt }: Edition<Retention>) => ({ edition, retention: value, changedAt });

/** How long what is kept. */
export function retentionRoutes(api: Api) {
  const { store } = api;
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'How many days each kind of data is kept',
        responses: { 200: json(RetentionEdition, 'The newest edition; null keeps until a person is erased') },
      }),
      async (c) => c.json(shown(await store.retention.current()), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/preview',
        tags,
        summary: 'What a change would delete at once',
        request: { body: requiredJson(Retention) },
        responses: { 200: json(RetentionPreview, 'How much of each kind'), 400: problems('A number is not right') },
      }),
      async (c) => c.json(await retentionPreview(store, c.req.valid('json')), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/',
        tags,
        summary: 'Change how long what is kept; what is older is erased from everywhere, as a person is',
        description: 'It begins at once and goes on every day. GET /v1/erasures tells how far it is.',
        request: { body: requiredJson(NewRetention) },
        responses: {
          200: json(RetentionEdition, 'The new edition'),
          400: problems('A number is not right'),
          409: problems('It would delete something and is not confirmed, or somebody else has changed it since'),
        },
      }),
      async (c) => {
        const { basedOn, retention, confirmed } = c.req.valid('json');
        return c.json(shown(await changeRetention(api, { basedOn, retention, isConfirmed: confirmed })), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/editions',
        tags,
        summary: 'The editions of it',
        responses: { 200: json(listOf(RetentionEdition), 'Newest first, fifty at most') },
      }),
      async (c) => c.json({ items: (await store.retention.newest()).map(shown) }, 200),
    );
}
