import { createRoute } from '@hono/zod-openapi';
import { AnalysisState, NewReanalysis, Reanalysis } from '@soundings/contracts/analysis';
import { idOf } from '@soundings/contracts/ids';
import * as z from 'zod';
import { analysisState, startReanalysis } from '../analysis-state.ts';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { notFound } from '../problems.ts';

const tags = ['Analysis'];

/** How the analysis of texts stands; analysing all of them again. */
export function analysisRoutes(api: Api) {
  const { store } = api;
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/analysis',
        tags,
        summary: 'Texts that wait or were given up, what was learnt from stars, what a paid analyzer took each month',
        responses: { 200: json(AnalysisState, 'The state') },
      }),
      async (c) => c.json(await analysisState(store), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/analyses',
        tags,
        summary: 'Analyse all texts again, or only those that were given up',
        request: { headers: IdempotencyKey, body: requiredJson(NewReanalysis) },
        responses: {
          202: json(Reanalysis, 'The job; when it is done, all texts wait for their analysis'),
          400: problems('The body is not right'),
        },
      }),
      async (c) =>
        c.json(await startReanalysis(api, c.req.valid('json'), c.req.valid('header')['idempotency-key']), 202),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/analyses',
        tags,
        summary: 'Every time that texts were analysed again',
        request: { query: PageQuery },
        responses: { 200: json(listOf(Reanalysis), 'Newest first') },
      }),
      async (c) => {
        const { limit, cursor } = c.req.valid('query');
        return c.json(await store.reanalyses.list({ limit, after: cursor }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/analyses/{id}',
        tags,
        summary: 'How far an analysis of all texts is',
        request: { params: z.object({ id: idOf('reanalysis') }) },
        responses: { 200: json(Reanalysis, 'The job'), 404: problems('No such job') },
      }),
      async (c) => {
        const job = await store.reanalyses.get(c.req.valid('param').id);
        if (!job) throw notFound('reanalysis');
        return c.json(job, 200);
      },
    );
}
