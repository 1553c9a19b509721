import type { Webhook, WebhookDelivery } from '@soundings/contracts/webhook';
import type { Store } from '@soundings/store/store';
import type { TakenDelivery } from '@soundings/store/webhook-deliveries';
import { nextAttempt } from './attempts.ts';
import { messageBody } from './message-body.ts';
import type { Sender } from './sender.ts';

/** A webhook that took nothing for so long, while one delivery was tried again and again, is told nothing more. */
const GIVEN_UP_MS = 20 * 3_600_000;

type Work = {
  store: Pick<Store, 'webhooks' | 'responses'>;
  sender: Pick<Sender, 'send'>;
  signal: AbortSignal;
  /** Somebody asked for this attempt and waits for it: it is made even if the webhook is disabled. */
  isAskedFor?: boolean;
};

/** Makes one attempt at a delivery that was taken up, stores what came of it and gives that. */
export async function deliver(taken: TakenDelivery, work: Work): Promise<WebhookDelivery> {
  const change = await attempt(taken.delivery, work);
  await work.store.webhooks.deliveries.finish(taken, change);
  return { ...taken.delivery, ...change };
}

async function attempt(
  delivery: WebhookDelivery,
  { store, sender, signal, isAskedFor = false }: Work,
): Promise<Partial<WebhookDelivery>> {
  const found = await store.webhooks.withSecret(delivery.webhookId);
  if (!found || (!found.webhook.enabled && !isAskedFor)) return dropped(delivery, 'disabled');
  const event = await store.webhooks.deliveries.event(delivery.id);
  const body = event && (await messageBody(event, store));
  if (!body) return dropped(delivery, 'erased');

  const { url } = found.webhook;
  const { status, problem, milliseconds } = await sender.send(
    { id: delivery.id, url, secret: found.secret, body },
    signal,
  );
  const now = Date.now();
  // The machine stops: nobody knows what the receiver made of it.
  if (problem === 'interrupted') return { attempts: delivery.attempts - 1, nextAttemptAt: new Date(now).toISOString() };
  const next = problem === null || status === 410 ? null : nextAttempt(delivery.attempts, { now });
  const isTest = delivery.type === 'webhook.test';
  if (!isTest) {
    await store.webhooks.change(delivery.webhookId, (webhook) => judged(webhook, { status, problem, next, now }));
  }
  return {
    status: problem === null ? 'delivered' : next === null || isTest ? 'failed' : 'waiting',
    nextAttemptAt: isTest ? null : next,
    lastAttempt: { at: new Date(now).toISOString(), status, problem, milliseconds },
  };
}

/** What an attempt says of the webhook itself; undefined where nothing new. */
function judged(
  webhook: Webhook,
  { status, problem, next, now }: { status: number | null; problem: string | null; next: string | null; now: number },
): Webhook | undefined {
  if (problem === null) return webhook.failingSince === null ? undefined : { ...webhook, failingSince: null };
  const failingSince = webhook.failingSince ?? new Date(now).toISOString();
  if (status === 410) return { ...webhook, failingSince, enabled: false, disabledBecause: 'gone' };
  if (next === null && now - Date.parse(failingSince) >= GIVEN_UP_MS)
    return { ...webhook, failingSince, enabled: false, disabledBecause: 'failing' };
  return webhook.failingSince === null ? { ...webhook, failingSince } : undefined;
}

function dropped(delivery: WebhookDelivery, problem: 'disabled' | 'erased'): Partial<WebhookDelivery> {
  const lastAttempt = { at: new Date().toISOString(), status: null, problem, milliseconds: 0 };
  return { status: 'failed', nextAttemptAt: null, attempts: delivery.attempts - 1, lastAttempt };
}
