import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** One prefix a noun, so that an id says what it names wherever it is read. */
const PREFIXES = {
  answer: 'ans',
  audit: 'aud',
  build: 'bld',
  event: 'evt',
  experiment: 'exp',
  erasure: 'era',
  feedback: 'fbk',
  import: 'imp',
  key: 'key',
  link: 'lnk',
  member: 'mbr',
  mention: 'men',
  persona: 'per',
  product: 'prd',
  reanalysis: 'ran',
  run: 'run',
  source: 'src',
  survey: 'srv',
  surveyResponse: 'rsp',
  theme: 'thm',
  themeEdit: 'edt',
  webhook: 'whk',
} as const;

export type IdKind = keyof typeof PREFIXES;

// Crockford's base 32: sorts as its value does, has no I, L, O, U, survives being read aloud.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The schema of an id of one kind, for example `idOf('product')` for `prd_…`. */
export function idOf(kind: IdKind) {
  return z.string().regex(new RegExp(`^${PREFIXES[kind]}_[${ALPHABET}]{20,26}$`), `not the id of a ${kind}`);
}

/** A new id that sorts by its time of creation: 48 bits of milliseconds, then 80 random bits. */
export function newId(kind: IdKind, now = Date.now()): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  randomBytes(10).copy(bytes, 6);
  return `${PREFIXES[kind]}_${base32(bytes)}`;
}

/**
 * The id that a content has: equal parts give equal ids on every machine and at every time, which is what makes
 * a repeated import or a replayed event change nothing. Parts are length-prefixed: `('a','bc')` differs from `('ab','c')`.
 */
export function contentId(kind: IdKind, ...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return `${PREFIXES[kind]}_${base32(hash.digest().subarray(0, 16))}`;
}

/** 128 bits as 26 characters. */
function base32(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}
