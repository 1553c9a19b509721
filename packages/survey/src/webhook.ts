import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** One event for one address. */
export interface Webhook {
  /** Stays the same over all attempts, so that the receiver can tell a repetition. */
  id: string;
  url: string;
  /** `whsec_` and the key in base64. */
  secret: string;
  body: string;
}

/** How a delivery ended: whether to try again, and what the receiver said. */
export type Delivery =
  | { ok: true; status: number }
  | { ok: false; status: number | null; reason: string; again: boolean };

const TIMEOUT_MS = 10_000;

// 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: the schedule that Standard Webhooks suggests.
const WAITS_S = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** When to try again after this many attempts, or null: given up. */
export function nextAttempt(attempts: number, now: number): Date | null {
  const wait = WAITS_S[attempts - 1];
  return wait === undefined ? null : new Date(now + wait * 1000);
}

/**
 * The headers of an event as Standard Webhooks 1.0 has them: an HMAC-SHA256 in base64 over id, time and body, with the
 * key that follows `whsec_`.
 */
export function webhookHeaders(
  { id, secret, body }: Pick<Webhook, 'id' | 'secret' | 'body'>,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

/**
 * Sends an event once. Only `https:` on the public internet: the address is looked at after its name is resolved and on
 * the very connection that is used, so that a name cannot change its mind in between; redirects are not followed.
 */
export function deliverWebhook(webhook: Webhook, { now = Date.now() }: { now?: number } = {}): Promise<Delivery> {
  const url = webhookUrl(webhook.url);
  if (!url) return Promise.resolve({ ok: false, status: null, reason: 'not a public https address', again: false });
  return new Promise((resolve) => {
    const failed = (error: Error) =>
      resolve({ ok: false, status: null, reason: error.message, again: !(error instanceof PrivateAddress) });
    const sent = request(
      url,
      { method: 'POST', headers: webhookHeaders(webhook, now), lookup: publicLookup, timeout: TIMEOUT_MS },
      (answer) => {
        answer.resume();
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status < 300) resolve({ ok: true, status });
        // 410 Gone says "never again"; so does a redirect, which is not followed.
        else
          resolve({
            ok: false,
            status,
            reason: `answered ${status}`,
            again: status !== 410 && !(status >= 300 && status < 400),
          });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', failed);
    sent.end(webhook.body);
  });
}

/** The address of a webhook if it may be one: `https:`, no credentials, and no address of a private network as its host. */
export function webhookUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username || url.password) return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) && !isPublicAddress(host) ? null : url;
}

class PrivateAddress extends Error {
  override name = 'PrivateAddress';
}

const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '');
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return done(new PrivateAddress('not a public address'), '');
    const [first] = addresses;
    if (options.all) done(null, addresses);
    else done(null, first?.address ?? '', first?.family);
  });
};

const PRIVATE = new BlockList();
// IANA's special-purpose registries (RFC 6890): what is not a machine on the public internet.
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv6');
for (const address of ['::', '::1']) PRIVATE.addAddress(address, 'ipv6');

/** Is this the address of a machine on the public internet? IPv4 within IPv6 counts as the IPv4 address it is. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  if (family === 4) return !PRIVATE.check(address, 'ipv4');
  // The list checks ::ffff:a.b.c.d against its IPv4 networks by itself; ::a.b.c.d is deprecated and leads nowhere.
  return !PRIVATE.check(address, 'ipv6') && !/^::\d/.test(address);
}
