import { createRoute } from '@hono/zod-openapi';
import { ApiKey, NewApiKey } from '@soundings/contracts/access';
import { idOf } from '@soundings/contracts/ids';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { notFound } from '../problems.ts';

const tags = ['Access'];
const MadeKey = ApiKey.extend({ token: z.string() }).meta({ id: 'MadeApiKey' });
const MadeBefore = ApiKey.extend({
  /** It was told once, and only its hash is kept. */
  token: z.null(),
  detail: z.string(),
}).meta({ id: 'ApiKeyMadeBefore' });
const TOLD_BEFORE =
  'This key was made by an earlier request with the same Idempotency-Key. Its token was told then and cannot be told again: only its hash is kept. If that answer was lost, revoke this key and make another one with a new Idempotency-Key.';

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
        description:
          'Only a hash of the token is kept, so that it is told in one answer alone. The same request sent again with its `Idempotency-Key` makes no second key and is answered with 200, the key, and a `token` of null.',
        request: { headers: IdempotencyKey, body: requiredJson(NewApiKey) },
        responses: {
          200: json(MadeBefore, 'The key that an earlier request with this `Idempotency-Key` made, without its token'),
          201: json(MadeKey, 'The key; its `token` is what programs send, and is told this one time'),
          400: problems('Not a key'),
        },
      }),
      async (c) => {
        const id = await store.idempotency.id('key', c.req.valid('header')['idempotency-key']);
        const { key, token } = await store.apiKeys.createAs(id, c.req.valid('json'));
        return token === null ? c.json({ ...key, token, detail: TOLD_BEFORE }, 200) : c.json({ ...key, token }, 201);
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
