import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { NewProduct, Product } from '@soundings/contracts/product';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { notFound } from '../problems.ts';

const tags = ['Products'];

/** Our products and the competitors'. */
export function productRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Create a product of ours or a competitor’s',
        request: { headers: IdempotencyKey, body: requiredJson(NewProduct) },
        responses: { 201: json(Product, 'The product'), 400: problems('The body is not right') },
      }),
      async (c) => {
        const id = await store.idempotency.id('product', c.req.valid('header')['idempotency-key']);
        return c.json(await store.products.create(c.req.valid('json'), id), 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All products',
        responses: { 200: json(listOf(Product), 'Oldest first') },
      }),
      async (c) => c.json({ items: await store.products.all() }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One product',
        request: { params: z.object({ id: idOf('product') }) },
        responses: { 200: json(Product, 'The product'), 404: problems('No such product') },
      }),
      async (c) => {
        const product = await store.products.get(c.req.valid('param').id);
        if (!product) throw notFound('product');
        return c.json(product, 200);
      },
    );
}
