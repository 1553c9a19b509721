import { createRoute } from '@hono/zod-openapi';
import { ShownExperiment } from '@soundings/contracts/experiment';
import { idOf } from '@soundings/contracts/ids';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems } from '../documents.ts';
import { shownExperiments } from '../experiments.ts';
import { notFound } from '../problems.ts';

const tags = ['Strategies'];

/** Strategies that were tried on part of a persona's people, and what they did against the others. */
export function experimentRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'The strategies that were tried',
        request: { query: z.object({ personaId: idOf('persona').optional() }) },
        responses: { 200: json(listOf(ShownExperiment), 'Begun last first') },
      }),
      async (c) => c.json({ items: await shownExperiments(store, c.req.valid('query').personaId) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One strategy that was tried, and its effect once its days are over and their purchases known',
        request: { params: z.object({ id: idOf('experiment') }) },
        responses: { 200: json(ShownExperiment, 'The experiment'), 404: problems('No such experiment') },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const found = (await shownExperiments(store)).find((experiment) => experiment.id === id);
        if (!found) throw notFound('experiment');
        return c.json(found, 200);
      },
    );
}
