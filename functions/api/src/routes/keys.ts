import { createRoute } from '@hono/zod-openapi';
import { ApiKey, NewApiKey } from '@soundings/contracts/access';
import { idOf } from '@soundings/contracts/ids';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { notFound } from '../problems.ts';

const tags = ['Access'];
const MadeKey = ApiKey.extend({ token: z.string() }).meta({ id: 'MadeApiKey' });

/** Keys for programs: held to a role and to scopes, expiring, revocable. */
export function keyRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All keys',
        responses: { 200: json(listOf(ApiKey), 'Oldest first, those that are expired or revoked too') },
      }),
      async (c) => c.json({ items: await store.apiKeys.all() }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Make a key',
        request: { body: requiredJson(NewApiKey) },
        responses: {
          201: json(MadeKey, 'The key; its `token` is what programs send, and is told this one time'),
          400: problems('Not a key'),
        },
      }),
      async (c) => {
        const { key, token } = await store.apiKeys.create(c.req.valid('json'));
        return c.json({ ...key, token }, 201);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/{id}',
        tags,
        summary: 'Revoke a key',
        request: { params: z.object({ id: idOf('key') }) },
        responses: { 200: json(ApiKey, 'The key, which opens nothing any more'), 404: problems('No such key') },
      }),
      async (c) => {
        const key = await store.apiKeys.revoke(c.req.valid('param').id);
        if (!key) throw notFound('key');
        return c.json(key, 200);
      },
    );
}
