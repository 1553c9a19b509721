import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { ConnectorDescription, SourcePreview } from '@soundings/contracts/review';
import { Run } from '@soundings/contracts/run';
import { NewSource, Source, SourceChange, SourcePlace } from '@soundings/contracts/source';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { lazyReviewSources } from '../lazy-review-sources.ts';
import { notFound } from '../problems.ts';

const tags = ['Sources'];
const params = z.object({ id: idOf('source') });

/** From where competitors' reviews are collected, and the ledger of the runs that do it. */
export function sourceRoutes(api: Api) {
  const { store } = api;
  const sources = lazyReviewSources(api);

  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/connectors',
        tags,
        summary: 'The kinds of sources there are',
        responses: { 200: json(listOf(ConnectorDescription), 'With the schema of each one’s configuration') },
      }),
      async (c) => c.json({ items: (await sources()).descriptions() }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/preview',
        tags,
        summary: 'What a source would bring: its connector and ten reviews',
        request: { body: requiredJson(SourcePlace) },
        responses: {
          200: json(SourcePreview, 'Nothing is kept'),
          400: problems('The body is not right'),
          504: problems('The site took too long'),
        },
      }),
      async (c) => c.json(await (await sources()).preview(c.req.valid('json')), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Collect reviews from an address, again and again',
        request: { headers: IdempotencyKey, body: requiredJson(NewSource) },
        responses: {
          201: json(Source, 'The source; its first run is due at once'),
          400: problems('The body is not right'),
          404: problems('No such product'),
          504: problems('The site took too long'),
        },
      }),
      async (c) => {
        const known = await sources();
        const id = await store.idempotency.id('source', c.req.valid('header')['idempotency-key']);
        return c.json(known.shown(await known.create(c.req.valid('json'), id)), 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All sources',
        request: { query: PageQuery },
        responses: { 200: json(listOf(Source), 'Oldest first, with what stands against each') },
      }),
      async (c) => {
        const { limit, cursor } = c.req.valid('query');
        const { shown } = await sources();
        const page = await store.sources.list({ limit, after: cursor });
        return c.json({ ...page, items: page.items.map(shown) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One source',
        request: { params },
        responses: { 200: json(Source, 'The source'), 404: problems('No such source') },
      }),
      async (c) => {
        const source = await store.sources.get(c.req.valid('param').id);
        if (!source) throw notFound('source');
        return c.json((await sources()).shown(source), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/{id}',
        tags,
        summary: 'Change a source: its schedule and configuration; pause and resume it',
        request: { params, body: requiredJson(SourceChange) },
        responses: {
          200: json(Source, 'The source as it is now'),
          400: problems('The body is not right'),
          404: problems('No such source'),
        },
      }),
      async (c) => {
        const known = await sources();
        const source = await known.change(c.req.valid('param').id, c.req.valid('json'));
        if (!source) throw notFound('source');
        return c.json(known.shown(source), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/{id}',
        tags,
        summary: 'Collect from it no more; the reviews that it brought stay',
        request: { params },
        responses: { 204: { description: 'It is gone' } },
      }),
      async (c) => {
        await store.sources.remove(c.req.valid('param').id);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/runs',
        tags,
        summary: 'Run it now',
        request: { params },
        responses: { 202: json(Source, 'It is due; the ledger shows the run'), 404: problems('No such source') },
      }),
      async (c) => {
        const known = await sources();
        const source = await known.runNow(c.req.valid('param').id);
        if (!source) throw notFound('source');
        return c.json(known.shown(source), 202);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/runs',
        tags,
        summary: 'The ledger of a source',
        request: { params, query: PageQuery },
        responses: { 200: json(listOf(Run), 'Newest first'), 404: problems('No such source') },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { limit, cursor } = c.req.valid('query');
        if (!(await store.sources.get(id))) throw notFound('source');
        return c.json(await store.runs.list(id, { limit, after: cursor }), 200);
      },
    );
}
