import { createRoute } from '@hono/zod-openapi';
import { Feedback } from '@soundings/contracts/feedback';
import { idOf } from '@soundings/contracts/ids';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery, problems } from '../documents.ts';
import { notFound } from '../problems.ts';

const tags = ['Feedback'];

/** Single texts with what was found in them. */
export function feedbackRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'The texts about a product',
        request: { query: PageQuery.extend({ productId: idOf('product') }) },
        responses: { 200: json(listOf(Feedback), 'In the order of their ids') },
      }),
      async (c) => {
        const { productId, limit, cursor } = c.req.valid('query');
        return c.json(await store.feedback.list(productId, { limit, after: cursor }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One text with its mentions',
        request: { params: z.object({ id: idOf('feedback') }) },
        responses: { 200: json(Feedback, 'The feedback'), 404: problems('No such feedback') },
      }),
      async (c) => {
        const products = await store.products.all();
        const productIds = products.map((product) => product.id);
        const feedback = await store.feedback.get(c.req.valid('param').id, productIds);
        if (!feedback) throw notFound('feedback');
        return c.json(feedback, 200);
      },
    );
}
