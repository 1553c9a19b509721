import { createRoute } from '@hono/zod-openapi';
import { AskedBuild, Build, NewBuild } from '@soundings/contracts/build';
import { BuildSchedule, BuildScheduleEdition } from '@soundings/contracts/build-schedule';
import { idOf } from '@soundings/contracts/ids';
import type { Edition } from '@soundings/store/editions';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { changed } from '../editing.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { notFound } from '../problems.ts';
import { startBuild } from '../start-build.ts';

const tags = ['Insights'];

const NewSchedule = z.strictObject({
  /** The edition that was read before it was changed; another one by now refuses the change. */
  basedOn: z.int().nonnegative(),
  schedule: BuildSchedule,
});
const shown = ({ edition, value, changedAt }: Edition<BuildSchedule>) => ({ edition, schedule: value, changedAt });

/** Builds of the reports and personas, and when they begin by themselves. */
export function buildRoutes(api: Api) {
  const { store } = api;
  return openApi()
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Build segments, pain points and personas from what is known now',
        description:
          'A build takes in what is there when it begins. While the one that was asked for last waits to begin, a further request with the same options joins it, whoever asks, and is answered with it and `joined: true`; one that has begun is followed by another.',
        request: { headers: IdempotencyKey, body: requiredJson(NewBuild) },
        responses: {
          202: json(AskedBuild, 'The build, which reports its progress, and whether this request joined it'),
          400: problems('The body is not right'),
        },
      }),
      async (c) => {
        const { 'idempotency-key': key } = c.req.valid('header');
        const { job, joined } = await startBuild(api, { options: c.req.valid('json'), key });
        return c.json({ ...job, joined }, 202);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All builds',
        request: { query: PageQuery },
        responses: { 200: json(listOf(Build), 'Newest first') },
      }),
      async (c) => {
        const { limit, cursor } = c.req.valid('query');
        return c.json(await store.builds.list({ limit, after: cursor }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/schedule',
        tags,
        summary: 'When builds begin by themselves',
        responses: { 200: json(BuildScheduleEdition, 'The schedule') },
      }),
      async (c) => c.json(shown(await store.buildSchedule.current()), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/schedule',
        tags,
        summary: 'Change when builds begin by themselves',
        request: { body: requiredJson(NewSchedule) },
        responses: {
          200: json(BuildScheduleEdition, 'The new schedule'),
          400: problems('The schedule is not right'),
          409: problems('Somebody else has changed it since'),
        },
      }),
      async (c) => {
        const { schedule, basedOn } = c.req.valid('json');
        return c.json(shown(changed(await store.buildSchedule.add(schedule, basedOn))), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One build and how far it is',
        request: { params: z.object({ id: idOf('build') }) },
        responses: { 200: json(Build, 'The build'), 404: problems('No such build') },
      }),
      async (c) => {
        const job = await store.builds.get(c.req.valid('param').id);
        if (!job) throw notFound('build');
        return c.json(job, 200);
      },
    );
}
