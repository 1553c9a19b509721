import * as z from 'zod';
import { idOf } from './ids.ts';
import { Time } from './time.ts';

/** What a team's programs can be told of. */
export const WebhookTopic = z
  .enum(['response.received', 'alarm.raised', 'source.drift', 'source.stopped'])
  .meta({ id: 'WebhookTopic' });
export type WebhookTopic = z.infer<typeof WebhookTopic>;

/** What a message may say: a topic, or that it is only a test. */
export const WebhookMessageType = z.enum([...WebhookTopic.options, 'webhook.test']).meta({ id: 'WebhookMessageType' });
export type WebhookMessageType = z.infer<typeof WebhookMessageType>;

const Details = z.record(z.string(), z.json());

/**
 * Something that happened. `about` is what makes it this event and no other, its ids for example: telling it again,
 * after a crash or from two machines, is telling it once.
 */
export type NewWebhookEvent = {
  type: WebhookMessageType;
  about: readonly string[];
  occurredAt: string;
  /** What the message says of it. Of a response: its `surveyId` and `responseId`; the answers are added when it is sent. */
  data: z.infer<typeof Details>;
};

/** Something that happened, as it waits to be told. */
export const WebhookEvent = z.object({
  id: idOf('event'),
  type: WebhookMessageType,
  occurredAt: Time,
  data: Details,
});
export type WebhookEvent = z.infer<typeof WebhookEvent>;

const Url = z.url({ protocol: /^https$/ }).max(2000);
const Topics = z
  .array(WebhookTopic)
  .min(1)
  .transform((topics) => [...new Set(topics)]);

export const NewWebhook = z.strictObject({ url: Url, events: Topics }).meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof NewWebhook>;

/** Enabling one that was disabled because it failed gives it another chance. */
export const WebhookChange = z
  .strictObject({ url: Url.optional(), events: Topics.optional(), enabled: z.boolean().optional() })
  .meta({ id: 'WebhookChange' });
export type WebhookChange = z.infer<typeof WebhookChange>;

/** An address of the team's that is told what happens. */
export const Webhook = z
  .object({
    id: idOf('webhook'),
    url: z.string(),
    events: z.array(WebhookTopic),
    enabled: z.boolean(),
    /** `gone`: it answered 410. `failing`: it took nothing for a day. */
    disabledBecause: z.enum(['gone', 'failing']).nullable(),
    /** Since when it has taken nothing, or null where its last answer was good. */
    failingSince: Time.nullable(),
    createdAt: Time,
  })
  .meta({ id: 'Webhook' });
export type Webhook = z.infer<typeof Webhook>;

/** Why an attempt brought no good answer. */
export const DeliveryProblem = z
  .enum(['status', 'redirect', 'network', 'timeout', 'unsafe-address', 'interrupted', 'disabled', 'erased'])
  .meta({ id: 'DeliveryProblem' });
export type DeliveryProblem = z.infer<typeof DeliveryProblem>;

/** One event on its way to one webhook. `id` is the event's and the message's `webhook-id`, the same at every attempt. */
export const WebhookDelivery = z
  .object({
    id: idOf('event'),
    webhookId: idOf('webhook'),
    type: WebhookMessageType,
    occurredAt: Time,
    status: z.enum(['waiting', 'delivered', 'failed']),
    attempts: z.int().nonnegative(),
    lastAttempt: z
      .object({
        at: Time,
        /** What the receiver answered, or null where it did not. */
        status: z.int().nullable(),
        problem: DeliveryProblem.nullable(),
        milliseconds: z.int().nonnegative(),
      })
      .nullable(),
    /** When it is tried again, where it is. */
    nextAttemptAt: Time.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
