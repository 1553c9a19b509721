import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { NewProduct, Product } from '@soundings/contracts/product';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { notFound } from '../problems.ts';
import { removeProduct } from '../remove-product.ts';

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
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/{id}',
        tags,
        summary: 'Give a product another name or role',
        request: { params: z.object({ id: idOf('product') }), body: requiredJson(NewProduct) },
        responses: {
          200: json(Product, 'As it is now; reports follow with the next build'),
          400: problems('The body is not right'),
          404: problems('No such product'),
        },
      }),
      async (c) => {
        const product = await store.products.change(c.req.valid('param').id, c.req.valid('json'));
        if (!product) throw notFound('product');
        return c.json(product, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/{id}',
        tags,
        summary: 'Remove a product that nothing belongs to',
        request: { params: z.object({ id: idOf('product') }) },
        responses: {
          204: { description: 'It is gone' },
          404: problems('No such product'),
          409: problems('Texts, surveys or sources belong to it'),
        },
      }),
      async (c) => {
        await removeProduct({ store }, c.req.valid('param').id);
        return c.body(null, 204);
      },
    );
}
