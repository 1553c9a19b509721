import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a personal link says, and nobody else can say. */
export interface PersonalLink {
  customerId: string;
  /** Seconds since 1970. */
  expires: number;
  /** 128 random bits: one response per nonce. */
  nonce: string;
  fields: Record<string, string>;
}

/**
 * A token for `/s/{survey}?t=…` that names one customer. It is an HMAC-SHA256 over the survey, the customer, the expiry,
 * the nonce and the link fields, so it is no use for another survey and cannot be prolonged.
 */
export function signLink(
  {
    customerId,
    expires,
    nonce = randomBytes(16).toString('base64url'),
    fields = {},
  }: Pick<PersonalLink, 'customerId' | 'expires'> & Partial<PersonalLink>,
  { surveyId, secret }: { surveyId: string; secret: string },
): string {
  const body = Buffer.from(JSON.stringify([customerId, expires, nonce, fields])).toString('base64url');
  return `${body}.${seal('link', surveyId, body, secret)}`;
}

/** Reads a personal link's token: `invalid` if this secret did not sign it for this survey, `expired` if it is too late. */
export function verifyLink(
  token: string,
  { surveyId, secret, now = Date.now() }: { surveyId: string; secret: string; now?: number },
): PersonalLink | 'invalid' | 'expired' {
  const body = opened('link', surveyId, token, secret);
  if (body === null) return 'invalid';
  const [customerId, expires, nonce, fields] = JSON.parse(body) as [string, number, string, Record<string, string>];
  return now > expires * 1000 ? 'expired' : { customerId, expires, nonce, fields };
}

/** Seals what a page carries from one request to the next. It is readable by its holder and changeable by nobody. */
export function sealState(state: unknown, key: { surveyId: string; secret: string }): string {
  return sealText(JSON.stringify(state), key);
}

/** As `sealState`, of what is JSON already. */
export function sealText(json: string, { surveyId, secret }: { surveyId: string; secret: string }): string {
  const body = Buffer.from(json).toString('base64url');
  return `${body}.${seal('state', surveyId, body, secret)}`;
}

/** The JSON value that `sealState` sealed for this survey, or null. */
export function openState(token: string, { surveyId, secret }: { surveyId: string; secret: string }): unknown {
  const body = opened('state', surveyId, token, secret);
  return body === null ? null : JSON.parse(body);
}

/** A keyed pseudonym, the same for the same value: of an address, or of a link's nonce. */
export function pseudonym(kind: string, value: string, secret: string): string {
  return seal('pseudonym', kind, value, secret);
}

function seal(purpose: string, surveyId: string, body: string, secret: string): string {
  // The purpose comes first so that a token of one kind never passes as another.
  return createHmac('sha256', keyOf(secret)).update(`${purpose}\n${surveyId}\n${body}`).digest('base64url');
}

let prepared: { secret: string; key: KeyObject } | undefined;

/** The secret as a key that is ready for use: an installation has one, and every page is sealed with it. */
function keyOf(secret: string): KeyObject {
  if (prepared?.secret !== secret) prepared = { secret, key: createSecretKey(secret, 'utf8') };
  return prepared.key;
}

function opened(purpose: string, surveyId: string, token: string, secret: string): string | null {
  const dot = token.lastIndexOf('.');
  const body = token.slice(0, Math.max(dot, 0));
  const expected = Buffer.from(seal(purpose, surveyId, body, secret));
  const given = Buffer.from(token.slice(dot + 1));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return Buffer.from(body, 'base64url').toString();
}
