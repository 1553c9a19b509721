import { expect, test } from 'vitest';
import { nextAttempt } from './attempts.ts';
import { newWebhookSecret, webhookHeaders } from './signature.ts';

test('messages are signed as Standard Webhooks signs its example', () => {
  // The example of the specification's reference libraries.
  const headers = webhookHeaders(
    {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      body: '{"test": 2432232314}',
    },
    1_614_265_330_000,
  );
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  expect(headers['webhook-timestamp']).toBe('1614265330');
});

test('a key is 256 random bits', () => {
  expect(newWebhookSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newWebhookSecret()).not.toBe(newWebhookSecret());
});

test('nine attempts are made over a day, never at the same times', () => {
  for (const random of [0, 0.5, 0.999]) {
    let [now, attempts] = [0, 1];
    for (let next = nextAttempt(attempts, { now, random }); next; next = nextAttempt(attempts, { now, random })) {
      now = Date.parse(next);
      attempts++;
    }
    expect(attempts).toBe(9);
    expect(Math.abs(now / 3_600_000 - 24)).toBeLessThan(2.6);
  }
});
