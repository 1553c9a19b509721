import { createHmac, randomBytes } from 'node:crypto';

/** A new key that signs a webhook's messages: `whsec_` and 256 random bits in base64. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/**
 * The headers of a message as Standard Webhooks 1.0 has them: an HMAC-SHA256 in base64 over id, time and body, with the
 * key that follows `whsec_`.
 */
export function webhookHeaders(
  { id, secret, body }: { id: string; secret: string; body: string },
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Soundings-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
