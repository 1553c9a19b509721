import type { Store } from '@soundings/store/store';
import { isUnreadable } from '@soundings/store/unreadable';
import type { TakenDelivery } from '@soundings/store/webhook-deliveries';
import { deliver } from '@soundings/webhooks/deliver';
import type { Sender } from '@soundings/webhooks/sender';

const BATCH = 50;
/** So many messages at once to one webhook: a slow receiver is not pressed, and holds no other up. */
const LANES = 2;
/** A webhook that refuses so often in a row is left alone for a minute, whatever else waits for it. */
const REFUSALS = 3;
const REST_MS = 60_000;
/** What is taken up is begun within this time, so that it ends before somebody else may take it up. */
const BEGUN_WITHIN_MS = 30_000;

type Work = { store: Pick<Store, 'webhooks' | 'responses'>; sender: Pick<Sender, 'send'>; signal: AbortSignal };

/**
 * Tells webhooks what waits for them until nothing is due, or until the signal says stop. Any number of these may run at
 * once and be killed anywhere: what was under way is due again after a minute, with the same id. Gives how many
 * attempts it made.
 */
export async function runDeliveries(work: Work): Promise<number> {
  for (let attempts = 0; ; ) {
    if (work.signal.aborted) return attempts;
    const taken = await work.store.webhooks.deliveries.take(BATCH);
    if (taken.length === 0) return attempts;
    const webhooks = new Set(taken.map(({ delivery }) => delivery.webhookId));
    const queues = [...webhooks].map((id) => taken.filter(({ delivery }) => delivery.webhookId === id));
    const made = await Promise.all(queues.map((queue) => deliverInTurn(queue, work)));
    attempts += made.reduce((sum, each) => sum + each, 0);
  }
}

async function deliverInTurn(queue: TakenDelivery[], work: Work): Promise<number> {
  const begun = Date.now();
  let [attempts, refusals] = [0, 0];
  async function lane(): Promise<void> {
    for (let taken = queue.shift(); taken; taken = queue.shift()) {
      if (refusals >= REFUSALS) await putBack(taken, { work, forMs: REST_MS });
      else if (work.signal.aborted || Date.now() - begun > BEGUN_WITHIN_MS) await putBack(taken, { work, forMs: 0 });
      else {
        attempts++;
        const status = await deliverOrPutOff(taken, work);
        refusals = status === 'delivered' ? 0 : refusals + 1;
      }
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane));
  return attempts;
}

/** One whose webhook or event cannot be read holds no other back. */
async function deliverOrPutOff(taken: TakenDelivery, work: Work): Promise<string> {
  try {
    return (await deliver(taken, work)).status;
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    await work.store.webhooks.deliveries.putOff(taken, error);
    return 'waiting';
  }
}

/** As if it had not been taken up, and due later. */
async function putBack({ delivery, version }: TakenDelivery, { work, forMs }: { work: Work; forMs: number }) {
  const nextAttemptAt = new Date(Date.now() + forMs).toISOString();
  await work.store.webhooks.deliveries.finish(
    { delivery, version },
    { attempts: delivery.attempts - 1, nextAttemptAt },
  );
}
