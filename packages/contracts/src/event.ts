import * as z from 'zod';
import { Time } from './time.ts';

/** What a visitor did on the way to an order, in the order of the funnel. */
export const EventKind = z.enum(['visit', 'view', 'cart', 'order']).meta({ id: 'EventKind' });
export type EventKind = z.infer<typeof EventKind>;

/** Why a line of a file is not an event. */
export const EventReject = z.enum(['missing_customer', 'unreadable_date', 'unknown_event', 'erased_customer']);
export type EventReject = z.infer<typeof EventReject>;

/** A step on a purchase path, as the lake keeps it (`events/`, columns are these names in snake_case). */
export const BehaviourEvent = z
  .object({
    id: z.string(),
    customerId: z.string(),
    occurredAt: Time,
    kind: EventKind,
    channel: z.string().nullable(),
    campaign: z.string().nullable(),
    sku: z.string().nullable(),
    importId: z.string(),
  })
  .meta({ id: 'BehaviourEvent' });
export type BehaviourEvent = z.infer<typeof BehaviourEvent>;
