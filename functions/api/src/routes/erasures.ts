import { createRoute } from '@hono/zod-openapi';
import { Erasure, NewErasure } from '@soundings/contracts/erasure';
import { idOf } from '@soundings/contracts/ids';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { notFound } from '../problems.ts';
import { authorOfFeedback, startErasure } from '../start-erasure.ts';

const tags = ['Erasure'];
const begun = json(Erasure, 'A job that erases the person from every store; ask for it to see how far it is');

/** Persons who want to be forgotten. */
export function erasureRoutes(api: Api) {
  const { store } = api;

  return openApi()
    .openapi(
      createRoute({
        method: 'delete',
        path: '/customers/{id}',
        tags,
        summary: 'Erase a customer: purchases, survey responses, texts, quotes, lists',
        description:
          'Files as they came, in which the customer may stand, are removed as well. An old file that is imported again brings nothing of the customer back.',
        request: { params: z.object({ id: z.string().min(1).max(500) }), headers: IdempotencyKey },
        responses: { 202: begun },
      }),
      async (c) => {
        const customerId = c.req.valid('param').id;
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await startErasure(api, { kind: 'customer', customerId }, key), 202);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/feedback/{id}',
        tags,
        summary:
          'Erase the author of a text with all that they wrote of its product; the text alone where nobody is named',
        request: { params: z.object({ id: idOf('feedback') }), headers: IdempotencyKey },
        responses: { 202: begun, 404: problems('No such feedback') },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const subject = await authorOfFeedback(api, id);
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await startErasure(api, subject, key), 202);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/erasures',
        tags,
        summary: 'Erase a customer, or an author by pseudonym or by name; or the sample data with all that it brought',
        request: { headers: IdempotencyKey, body: requiredJson(NewErasure) },
        responses: {
          202: begun,
          400: problems('The body is not right'),
          404: problems('No such product, or no sample data'),
        },
      }),
      async (c) => {
        const key = c.req.valid('header')['idempotency-key'];
        return c.json(await startErasure(api, c.req.valid('json'), key), 202);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/erasures',
        tags,
        summary: 'All erasures',
        request: { query: PageQuery },
        responses: { 200: json(listOf(Erasure), 'Newest first; one that is done does not say whom it erased') },
      }),
      async (c) => {
        const { limit, cursor } = c.req.valid('query');
        return c.json(await store.erasures.jobs.list({ limit, after: cursor }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/erasures/{id}',
        tags,
        summary: 'One erasure',
        request: { params: z.object({ id: idOf('erasure') }) },
        responses: { 200: json(Erasure, 'How far it is'), 404: problems('No such erasure') },
      }),
      async (c) => {
        const erasure = await store.erasures.jobs.get(c.req.valid('param').id);
        if (!erasure) throw notFound('erasure');
        return c.json(erasure, 200);
      },
    );
}
