import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openState, pseudonym, sealState, signLink, verifyLink } from './links.ts';

const surveyId = 'srv_00000000000000000000000001';
const key = { surveyId, secret: 'the secret of the tests, long enough' };
const now = Date.parse('2026-03-01T00:00:00Z');
const expires = now / 1000 + 3600;

describe('personal links', () => {
  it('name the customer and the link fields, for this survey and until they expire', () => {
    const token = signLink({ customerId: '顾客 7', expires, fields: { order: 'A-1' } }, key);
    expect(verifyLink(token, { ...key, now })).toMatchObject({ customerId: '顾客 7', fields: { order: 'A-1' } });
    expect(verifyLink(token, { ...key, now: now + 3_601_000 })).toBe('expired');
    expect(verifyLink(token, { ...key, surveyId: 'srv_00000000000000000000000002', now })).toBe('invalid');
    expect(verifyLink(token, { ...key, secret: 'another', now })).toBe('invalid');
  });

  it('are all different, with 128 bits of their own', () => {
    const links = Array.from({ length: 50 }, () =>
      verifyLink(signLink({ customerId: 'c', expires }, key), { ...key, now }),
    );
    const nonces = links.map((link) => (typeof link === 'string' ? link : link.nonce));
    expect(new Set(nonces).size).toBe(50);
    expect(Buffer.from(nonces[0] ?? '', 'base64url')).toHaveLength(16);
  });

  it('do not survive any change', () => {
    const token = signLink({ customerId: 'c', expires }, key);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(...'AZaz09_-.'), (at, character) => {
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        return changed === token || verifyLink(changed, { ...key, now }) === 'invalid';
      }),
    );
    for (const nonsense of ['', '.', 'a.b', `${token}=`, token.slice(1), `${token}.${token}`])
      expect(verifyLink(nonsense, { ...key, now })).toBe('invalid');
  });

  it('are no sealed state, nor the other way round', () => {
    expect(openState(signLink({ customerId: 'c', expires }, key), key)).toBeNull();
    expect(verifyLink(sealState(['c', expires, 'n', {}], key), { ...key, now })).toBe('invalid');
    expect(openState(sealState({ a: ['好'] }, key), key)).toEqual({ a: ['好'] });
  });

  it('have pseudonyms that tell neither kind nor value', () => {
    expect(pseudonym('a', 'x', 's')).toBe(pseudonym('a', 'x', 's'));
    expect(
      new Set([pseudonym('a', 'x', 's'), pseudonym('b', 'x', 's'), pseudonym('a', 'y', 's'), pseudonym('a', 'x', 't')])
        .size,
    ).toBe(4);
  });
});
