import { describe, expect, it } from 'vitest';
import { deliverWebhook, isPublicAddress, nextAttempt, webhookHeaders, webhookUrl } from './webhook.ts';

describe('webhooks', () => {
  it('are signed as Standard Webhooks signs its example', () => {
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

  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    'nonsense',
  ])('never go to %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('may go to %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    'http://example.com/',
    'ftp://example.com',
    'https://user:word@example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:127.0.0.1]/',
    'javascript:alert(1)',
    'nonsense',
  ])('refuse the address %s', (url) => {
    expect(webhookUrl(url)).toBeNull();
  });

  it('do not follow a public name to a private address', async () => {
    const delivery = await deliverWebhook({ id: 'msg_1', url: 'https://localhost/', secret: 'whsec_AAAA', body: '{}' });
    expect(delivery).toEqual({ ok: false, status: null, reason: 'not a public address', again: false });
  });

  it('are given up after ten attempts over some four days', () => {
    let [now, attempts] = [0, 1];
    for (let next = nextAttempt(attempts, now); next; next = nextAttempt(attempts, now)) {
      now = next.getTime();
      attempts++;
    }
    expect(attempts).toBe(10);
    expect(now / 3_600_000).toBeCloseTo(75.6, 0);
  });
});
