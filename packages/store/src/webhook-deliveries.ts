import { WebhookDelivery, WebhookEvent } from '@soundings/contracts/webhook';
import type { ZodError } from 'zod';
import { listPage } from './partition.ts';
import type { PageQuery } from './sharding.ts';
import type { Item, Key, NewItem, Table } from './table.ts';
import { ifReadable, putOff, readWaiting } from './unreadable.ts';

/** Longer than any attempt takes. */
const LEASE_MS = 60_000;
const KEPT_SECONDS = 30 * 86_400;
/** How many items the table gives at once. */
const TOGETHER = 100;

/** A delivery taken up by this worker, with the version that a write must still find. */
export type TakenDelivery = { delivery: WebhookDelivery; version: number };

type Addressed = { event: WebhookEvent; to: string };

/** Events, each stored once, and one delivery for each webhook that is told of it. All of it expires after 30 days. */
export function openWebhookDeliveries(table: Table) {
  const eventKey = (id: string): Key => ({ pk: `event#${id}`, sk: 'event' });
  const read = ({ value }: Item) => WebhookDelivery.parse(value);
  const queued = (item: Item): TakenDelivery => ({ delivery: read(item), version: item.version });
  const expires = () => Math.floor(Date.now() / 1000) + KEPT_SECONDS;

  async function event(id: string): Promise<WebhookEvent | undefined> {
    const item = await table.get(eventKey(id));
    return item && WebhookEvent.parse(item.value);
  }

  async function find(webhookId: string, id: string): Promise<Item | undefined> {
    const told = await event(id);
    return told && table.get(keyOf({ webhookId, ...told }));
  }

  function stored(delivery: WebhookDelivery): NewItem {
    const due = delivery.nextAttemptAt;
    const waits = due !== null && { waits: { queue: 'webhook' as const, due } };
    return { ...keyOf(delivery), value: delivery, expires: expires(), ...waits };
  }

  return {
    event,

    /** Stores events and gives each as it was first told. */
    async keep(events: readonly WebhookEvent[]): Promise<WebhookEvent[]> {
      const created = await table.create(
        events.map((each) => ({ ...eventKey(each.id), value: each, expires: expires() })),
      );
      const known = new Map<string, WebhookEvent>();
      const repeated = events.filter((_, i) => !created[i]);
      for (let i = 0; i < repeated.length; i += TOGETHER) {
        const keys = repeated.slice(i, i + TOGETHER).map(({ id }) => eventKey(id));
        for (const { value } of await table.getMany(keys)) known.set(String(value.id), WebhookEvent.parse(value));
      }
      return events.map((each) => known.get(each.id) ?? each);
    },

    /** Puts deliveries into the queue, or only stores them; one that is there already stays as it is. */
    async add(addressed: readonly Addressed[], { isQueued = true } = {}): Promise<number> {
      const due = new Date().toISOString();
      const created = await table.create(
        addressed.map(({ event: { id, type, occurredAt }, to }) =>
          stored({
            id,
            webhookId: to,
            type,
            occurredAt,
            status: 'waiting',
            attempts: 0,
            lastAttempt: null,
            nextAttemptAt: isQueued ? due : null,
          }),
        ),
      );
      return created.filter(Boolean).length;
    },

    /** Those to one webhook, by their events, newest first. */
    list: (webhookId: string, page: PageQuery) =>
      listPage(table, { pk: partitionOf(webhookId), ...page, newestFirst: true }, (item) =>
        ifReadable(item, WebhookDelivery),
      ),

    async get(webhookId: string, id: string): Promise<WebhookDelivery | undefined> {
      const item = await find(webhookId, id);
      return item && read(item);
    },

    /** Takes up what is due, longest due first: nobody else has it for a minute, after which it is due again. */
    async take(limit: number): Promise<TakenDelivery[]> {
      return this.claim(await readWaiting(table, { queue: 'webhook', limit, read: queued }));
    },

    /** Takes up one delivery, due or not, unless somebody else is at it in this very moment. */
    async takeOne(webhookId: string, id: string): Promise<TakenDelivery | undefined> {
      const item = await find(webhookId, id);
      return item && (await this.claim([queued(item)]))[0];
    },

    async claim(queued: readonly TakenDelivery[]): Promise<TakenDelivery[]> {
      const nextAttemptAt = new Date(Date.now() + LEASE_MS).toISOString();
      const claimed = queued.map(
        ({ delivery, version }): TakenDelivery => ({
          delivery: { ...delivery, status: 'waiting', attempts: delivery.attempts + 1, nextAttemptAt },
          version,
        }),
      );
      const taken = await table.replaceMany(
        claimed.map(({ delivery, version }) => ({ item: stored(delivery), was: version })),
      );
      return claimed.filter((_, i) => taken[i]).map(({ delivery, version }) => ({ delivery, version: version + 1 }));
    },

    /** Stores what came of it. False where it was taken up by somebody else meanwhile, because this took too long. */
    finish: ({ delivery, version }: TakenDelivery, outcome: Partial<WebhookDelivery>): Promise<boolean> =>
      table.replace(stored({ ...delivery, ...outcome }), version),

    /** Puts one back that was taken up, and whose webhook or event cannot be read; it is looked at again after an hour. */
    putOff: ({ delivery, version: was }: TakenDelivery, error: ZodError): Promise<boolean> =>
      putOff(table, {
        item: stored({ ...delivery, attempts: delivery.attempts - 1 }),
        was,
        queue: 'webhook',
        error,
      }),

    /** Makes everything due now that a worker had: for a machine on which nobody else can be working, when it starts. */
    async resume(): Promise<void> {
      const soon = new Date(Date.now() + LEASE_MS).toISOString();
      for (const item of await table.waiting('webhook', { now: soon, limit: 1000 })) {
        const delivery = ifReadable(item, WebhookDelivery);
        if (delivery)
          await table.replace(stored({ ...delivery, nextAttemptAt: new Date().toISOString() }), item.version);
      }
    },
  };
}

function partitionOf(webhookId: string): string {
  return `deliveries#${webhookId}`;
}

function keyOf({ webhookId, occurredAt, id }: { webhookId: string; occurredAt: string; id: string }): Key {
  return { pk: partitionOf(webhookId), sk: `${occurredAt}#${id}` };
}
