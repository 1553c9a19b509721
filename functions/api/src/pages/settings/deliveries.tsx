import type { Webhook, WebhookDelivery } from '@soundings/contracts/webhook';
import { type Reader, say } from '../reader.ts';
import { SettingsTitle } from './title.tsx';

type DeliveriesProps = { webhook: Webhook; deliveries: WebhookDelivery[]; cursor: string | undefined; reader: Reader };

/** What one webhook was told of late, and what it made of it. */
export function Deliveries({ webhook, deliveries, cursor, reader }: DeliveriesProps) {
  const { words } = reader;
  const here = `/settings/webhooks/${webhook.id}`;
  return (
    <>
      <SettingsTitle title={words.webhooks.deliveries} lead={webhook.url} reader={reader} />
      <p>
        <a href="/settings/webhooks">{words.webhooks.all}</a>
      </p>
      <form method="post" action={`${here}/test`}>
        <button type="submit" class="second">
          {words.webhooks.test}
        </button>
      </form>
      {deliveries.length === 0 ? (
        <p class="soft">{words.webhooks.nothingYet}</p>
      ) : (
        <ol class="cards">
          {deliveries.map((delivery) => (
            <li class="card">
              <p>
                <strong>{words.webhooks.types[delivery.type]}</strong>{' '}
                <span class="soft">{reader.minute(delivery.occurredAt)}</span>
              </p>
              <p>
                <DeliveryOutcome delivery={delivery} reader={reader} />
              </p>
              <p class="small soft">
                {say(words.webhooks.attempts, { n: reader.number(delivery.attempts) })} · <code>{delivery.id}</code>
              </p>
              <form method="post" action={`${here}/deliveries/${delivery.id}/resend`}>
                <button type="submit" class="link" aria-label={say(words.webhooks.resendOf, { id: delivery.id })}>
                  {words.webhooks.resend}
                </button>
              </form>
            </li>
          ))}
        </ol>
      )}
      {cursor && (
        <p>
          <a href={`${here}?${new URLSearchParams({ cursor })}`}>{words.frame.next}</a>
        </p>
      )}
    </>
  );
}

const TONES = { waiting: 'info', delivered: 'good', failed: 'bad' } as const;

/** How far a delivery is, what the receiver said last, and when it is tried again. */
export function DeliveryOutcome({ delivery, reader }: { delivery: WebhookDelivery; reader: Reader }) {
  const { webhooks } = reader.words;
  const { status, lastAttempt, nextAttemptAt } = delivery;
  const problem = lastAttempt?.problem;
  return (
    <>
      <span class={`tag ${TONES[status]}`}>{webhooks.statuses[status]}</span>
      {lastAttempt && (
        <>
          {' '}
          <span class="small">
            {lastAttempt.status ?? (problem && webhooks.problems[problem])}
            {problem === 'redirect' && ` ${webhooks.problems.redirect}`}
            {lastAttempt.milliseconds > 0 && ` · ${reader.number(lastAttempt.milliseconds)} ms`}
          </span>
        </>
      )}
      {status === 'waiting' && nextAttemptAt && delivery.attempts > 0 && (
        <span class="small soft"> {say(webhooks.next, { at: reader.minute(nextAttemptAt) })}</span>
      )}
    </>
  );
}
