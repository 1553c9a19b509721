import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { NewWebhook, Webhook, WebhookChange, WebhookDelivery } from '@soundings/contracts/webhook';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { addWebhook, changeWebhook } from '../change-webhook.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { notFound } from '../problems.ts';
import { sendNow, sendTest } from '../send-message.ts';

const tags = ['Webhooks'];
const params = z.object({ id: idOf('webhook') });
const WebhookWithSecret = Webhook.extend({ secret: z.string() }).meta({ id: 'WebhookWithSecret' });
const WebhookWithDelivery = Webhook.extend({ lastDelivery: WebhookDelivery.nullable() }).meta({
  id: 'WebhookWithDelivery',
});

/** Addresses of the team's that are told what happens, and what became of the messages to them. */
export function webhookRoutes(api: Api) {
  const { store } = api;

  async function withLastDelivery(webhook: Webhook) {
    const { items } = await store.webhooks.deliveries.list(webhook.id, { limit: 1 });
    return { ...webhook, lastDelivery: items[0] ?? null };
  }

  return openApi()
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Have an address told what happens',
        description:
          'Messages are POSTed as JSON (`{type, timestamp, data}`) and signed as Standard Webhooks 1.0 has it. The key is shown in this answer and never again. Each message is sent until it is answered with 2xx, nine times over a day; the same event has the same `webhook-id` each time.',
        request: { headers: IdempotencyKey, body: requiredJson(NewWebhook) },
        responses: {
          201: json(WebhookWithSecret, 'The webhook, with the key that signs its messages'),
          400: problems('The body is not right, or the address is not a public one'),
          409: problems('There are too many'),
        },
      }),
      async (c) => {
        const id = await store.idempotency.id('webhook', c.req.valid('header')['idempotency-key']);
        return c.json(await addWebhook(api, c.req.valid('json'), id), 201);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All webhooks',
        responses: { 200: json(listOf(WebhookWithDelivery), 'Oldest first, each with its last delivery') },
      }),
      async (c) => c.json({ items: await Promise.all((await store.webhooks.all()).map(withLastDelivery)) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One webhook',
        request: { params },
        responses: { 200: json(WebhookWithDelivery, 'With its last delivery'), 404: problems('No such webhook') },
      }),
      async (c) => {
        const webhook = await store.webhooks.get(c.req.valid('param').id);
        if (!webhook) throw notFound('webhook');
        return c.json(await withLastDelivery(webhook), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/{id}',
        tags,
        summary: 'Change a webhook: its address and events; disable and enable it',
        request: { params, body: requiredJson(WebhookChange) },
        responses: {
          200: json(Webhook, 'The webhook as it is now'),
          400: problems('The body is not right, or the address is not a public one'),
          404: problems('No such webhook'),
        },
      }),
      async (c) => c.json(await changeWebhook(api, c.req.valid('param').id, c.req.valid('json')), 200),
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/{id}',
        tags,
        summary: 'Tell it nothing more',
        request: { params },
        responses: { 204: { description: 'It is gone, and what waited for it with it' } },
      }),
      async (c) => {
        await store.webhooks.remove(c.req.valid('param').id);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/test',
        tags,
        summary: 'Send it a message of the type `webhook.test` now',
        request: { params },
        responses: { 200: json(WebhookDelivery, 'What came of it'), 404: problems('No such webhook') },
      }),
      async (c) => c.json(await sendTest(c.req.valid('param').id, api), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/deliveries',
        tags,
        summary: 'The messages of the last 30 days',
        request: { params, query: PageQuery },
        responses: { 200: json(listOf(WebhookDelivery), 'Newest event first'), 404: problems('No such webhook') },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { limit, cursor } = c.req.valid('query');
        if (!(await store.webhooks.get(id))) throw notFound('webhook');
        return c.json(await store.webhooks.deliveries.list(id, { limit, after: cursor }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/deliveries/{deliveryId}/resend',
        tags,
        summary: 'Send a message again now',
        request: { params: params.extend({ deliveryId: idOf('event') }) },
        responses: {
          200: json(WebhookDelivery, 'What came of it'),
          404: problems('No such webhook or delivery'),
          409: problems('It is being sent at this very moment'),
        },
      }),
      async (c) => {
        const { id, deliveryId } = c.req.valid('param');
        return c.json(await sendNow({ webhookId: id, id: deliveryId }, api), 200);
      },
    );
}
