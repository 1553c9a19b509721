import { randomUUID } from 'node:crypto';
import type { WebhookDelivery } from '@soundings/contracts/webhook';
import type { Store } from '@soundings/store/store';
import { deliver } from '@soundings/webhooks/deliver';
import { openSender, type Sender } from '@soundings/webhooks/sender';
import { ApiError, notFound } from './problems.ts';

type Work = { store: Store; sender?: Pick<Sender, 'send'> | undefined };

/** Sends a test to a webhook, enabled or not, and gives what came of it. Throws `ApiError` 404. */
export async function sendTest(id: string, { store, sender }: Work): Promise<WebhookDelivery> {
  if (!(await store.webhooks.get(id))) throw notFound('webhook');
  const occurredAt = new Date().toISOString();
  const event = await store.webhooks.emitTo(id, { type: 'webhook.test', about: [randomUUID()], occurredAt, data: {} });
  return sendNow({ webhookId: id, id: event.id }, { store, sender });
}

/** Makes an attempt at a delivery now, whatever became of it before. Throws `ApiError` 404, or 409 while it is under way. */
export async function sendNow(
  { webhookId, id }: Pick<WebhookDelivery, 'webhookId' | 'id'>,
  { store, sender }: Work,
): Promise<WebhookDelivery> {
  if (!(await store.webhooks.deliveries.get(webhookId, id))) throw notFound('delivery');
  const taken = await store.webhooks.deliveries.takeOne(webhookId, id);
  if (!taken) throw new ApiError(409, 'It is being sent at this very moment.');
  const own = openSender();
  try {
    const { signal } = new AbortController();
    return await deliver(taken, { store, sender: sender ?? own, signal, isAskedFor: true });
  } finally {
    own.close();
  }
}
