import { contentId, newId } from '@soundings/contracts/ids';
import { type NewWebhook, type NewWebhookEvent, Webhook, type WebhookEvent } from '@soundings/contracts/webhook';
import * as z from 'zod';
import { itemsOf } from './partition.ts';
import type { Item, Table } from './table.ts';
import { ifReadable } from './unreadable.ts';
import { openWebhookDeliveries } from './webhook-deliveries.ts';

const pk = 'webhooks';
const Stored = z.object({ webhook: Webhook, secret: z.string() });

/** The addresses that a team wants told what happens, and what is on its way to them. */
export function openWebhooks(table: Table) {
  const deliveries = openWebhookDeliveries(table);
  const read = (item: Item | undefined) => item && Stored.parse(item.value);

  return {
    deliveries,

    /** Stores a new one with its signing key and gives both, or the one that has this id already. */
    async create({ url, events }: NewWebhook, { id = newId('webhook'), secret }: { id?: string; secret: string }) {
      const webhook: Webhook = {
        id,
        url,
        events,
        enabled: true,
        disabledBecause: null,
        failingSince: null,
        createdAt: new Date().toISOString(),
      };
      await table.create([{ pk, sk: id, value: { webhook, secret } }]);
      return read(await table.get({ pk, sk: id })) ?? { webhook, secret };
    },

    async get(id: string): Promise<Webhook | undefined> {
      return read(await table.get({ pk, sk: id }))?.webhook;
    },

    /** With the key that signs its messages. */
    withSecret: async (id: string) => read(await table.get({ pk, sk: id })),

    /** All of them, oldest first; a team has few. */
    async all(): Promise<Webhook[]> {
      const webhooks: Webhook[] = [];
      for await (const item of itemsOf(table, { pk })) {
        const stored = ifReadable(item, Stored);
        if (stored) webhooks.push(stored.webhook);
      }
      return webhooks;
    },

    /** Changes one; `make` gives undefined to leave it as it stands. */
    async change(id: string, make: (webhook: Webhook) => Webhook | undefined): Promise<Webhook | undefined> {
      const item = await table.get({ pk, sk: id });
      const stored = read(item);
      if (!item || !stored) return undefined;
      const webhook = make(stored.webhook);
      if (!webhook) return stored.webhook;
      const isWritten = await table.replace({ pk, sk: id, value: { ...stored, webhook } }, item.version);
      return isWritten ? webhook : this.change(id, make);
    },

    /** Removes it; what was on its way to it is dropped when its turn comes. */
    remove: (id: string) => table.remove({ pk, sk: id }),

    /**
     * Puts events into the queue of every webhook that wants them, each once however often it is told: what is there
     * already stays as it is, so whoever was killed on the way tells it all again. Gives how many deliveries are new.
     */
    async emit(events: readonly NewWebhookEvent[]): Promise<number> {
      if (events.length === 0) return 0;
      const open = (await this.all()).filter(({ enabled }) => enabled);
      const wants = (webhook: Webhook, { type }: { type: string }) => webhook.events.some((topic) => topic === type);
      const wanted = events.filter((event) => open.some((webhook) => wants(webhook, event)));
      const told = await deliveries.keep(wanted.map(eventOf));
      return deliveries.add(
        told.flatMap((event) => open.filter((webhook) => wants(webhook, event)).map(({ id }) => ({ event, to: id }))),
      );
    },

    /** An event for one webhook alone, whatever it wants; it is not put into the queue. */
    async emitTo(id: string, event: NewWebhookEvent) {
      const told = eventOf(event);
      await deliveries.keep([told]);
      await deliveries.add([{ event: told, to: id }], { isQueued: false });
      return told;
    },
  };
}

function eventOf({ type, about, occurredAt, data }: NewWebhookEvent): WebhookEvent {
  return { id: contentId('event', type, ...about), type, occurredAt, data };
}
