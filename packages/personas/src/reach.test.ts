import { createHash } from 'node:crypto';
import type { Persona } from '@soundings/contracts/persona';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawAudience, inHoldout, normalEmail, normalPhone, SmallAudienceError } from './audience.ts';
import { buildPersonas } from './build-personas.ts';
import { unsupportedClaims } from './claims.ts';
import { judgeEffect, measureEffect } from './effect.ts';
import { openLake } from './testing/lake.ts';
import { customer, SEGMENT_NAMES, storeLake } from './testing/shop.ts';
import { publishPersona } from './versions.ts';

const holdout = { personaId: 'per_x', version: 1, strategy: 'win-back', share: 0.2 };

describe('the holdout', () => {
  test('is the share asked for, and the same whenever it is asked', () => {
    const ids = Array.from({ length: 5000 }, (_, i) => `c${i}`);
    const held = ids.filter((id) => inHoldout(id, holdout));
    expect(held.length / ids.length).toBeCloseTo(0.2, 1);
    expect(ids.filter((id) => inHoldout(id, holdout))).toEqual(held);
    expect(ids.filter((id) => inHoldout(id, { ...holdout, version: 2 }))).not.toEqual(held);
  });

  test('an effect is one only where its interval leaves out none at all', () => {
    expect(judgeEffect({ n: 2000, bought: 300 }, { n: 500, bought: 40 }, 5)).toMatchObject({
      verdict: 'worked',
      difference: 0.07,
    });
    expect(judgeEffect({ n: 400, bought: 44 }, { n: 100, bought: 10 }, 5)).toMatchObject({ verdict: 'not-shown' });
    expect(judgeEffect({ n: 2000, bought: 100 }, { n: 500, bought: 60 }, 5)).toMatchObject({ verdict: 'harmed' });
    expect(judgeEffect({ n: 90, bought: 60 }, { n: 10, bought: 0 }, 5)).toMatchObject({ verdict: 'too-few' });
  });
});

describe('an audience', () => {
  const members = Array.from({ length: 20 }, (_, i) => `c${i}`);
  const contacts = members.map((customerId, i) => ({
    customerId,
    consent: i % 2 === 0,
    email: `  Person.${i}@Example.com `,
    phone: `1380000${String(i).padStart(4, '0')}`,
  }));

  test('holds only those who agreed, without the holdout', () => {
    expect(drawAudience(members, contacts, { as: 'customer-id' }).list).toHaveLength(10);
    const half = { ...holdout, share: 0.5 };
    const { list, reached, heldOut } = drawAudience(members, contacts, { as: 'customer-id', holdout: half, k: 3 });
    expect(list.some((id) => inHoldout(id, half))).toBe(false);
    expect(heldOut.every((id) => inHoldout(id, half))).toBe(true);
    expect([...reached, ...heldOut]).toHaveLength(10);
  });

  test('with nobody left untouched to compare with is refused', () => {
    const tiny = { ...holdout, share: 0.001 };
    expect(() => drawAudience(members, contacts, { as: 'customer-id', holdout: tiny })).toThrow(/compare/);
  });

  test('leaves as SHA-256 of the normal form', () => {
    const hash = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(drawAudience(members, contacts, { as: 'sha256-email' }).list).toContain(hash('person.4@example.com'));
    const phones = drawAudience(members, contacts, { as: 'sha256-phone', country: '86' });
    expect(phones.list).toContain(hash('+8613800000004'));
  });

  test('of fewer than k people is refused', () => {
    expect(() => drawAudience(members.slice(0, 6), contacts, { as: 'customer-id' })).toThrow(SmallAudienceError);
  });

  test('knows the ways that one address is written', () => {
    expect(normalEmail('Some.One+tag@GMail.com')).toBe('someone@gmail.com');
    expect(normalEmail('no address')).toBeNull();
    expect(normalPhone('＋86 138-0000-0000', { country: '', plus: true })).toBe('+8613800000000');
    expect(normalPhone('(0)20 7946 0000', { country: '44', plus: false })).toBe('442079460000');
    expect(normalPhone('12', { country: '86', plus: true })).toBeNull();
  });
});

describe('a strategy’s effect', () => {
  let lake: Awaited<ReturnType<typeof openLake>>;
  beforeAll(async () => {
    lake = await openLake();
  });
  afterAll(() => lake.close());

  test('is measured against its holdout and stands in the next version', async () => {
    const customers = Array.from({ length: 1000 }, (_, i) => customer(`c${i}`, { segment: 'hibernating' }));
    const input = { engine: lake.engine, themes: [], surveys: [], segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };
    const [first] = await buildPersonas({ ...input, tables: await storeLake(lake.engine, 'effect1', { customers }) });
    const published: Persona = publishPersona(first!);
    const run = { personaId: published.id, version: 1, strategy: 'win-back', share: 0.3 };
    const purchases = customers.flatMap(({ customer_id }, i) => {
      const reached = !inHoldout(String(customer_id), run);
      const buys = i % 10 < (reached ? 4 : 1);
      return buys
        ? [{ customer_id: customer_id ?? null, kind: 'sale', local_at: '2026-03-20 10:00:00', category: null }]
        : [];
    });
    const tables = await storeLake(lake.engine, 'effect2', { customers, purchases });
    await lake.engine.stage('drawn', { customer_id: 'VARCHAR', arm: 'VARCHAR' }, [
      customers.map(({ customer_id }) => {
        const id = String(customer_id);
        return [id, inHoldout(id, run) ? 'held-out' : 'reached'];
      }),
    ]);
    await lake.engine.store('SELECT * FROM drawn', {}, 'arms.parquet');
    const measured = await measureEffect(
      { engine: lake.engine, tables: { arms: ['arms.parquet'], purchases: tables.purchases ?? [] }, k: 5 },
      {
        id: 'exp_1',
        personaId: published.id,
        personaVersion: 1,
        strategy: 'win-back',
        action: { 'zh-CN': '唤回', en: 'Win back' },
        share: 0.3,
        from: '2026-03-02',
        to: '2026-04-30',
      },
    );
    expect(measured.effect).toMatchObject({ verdict: 'worked', personaVersion: 1 });
    const [next] = await buildPersonas({ ...input, tables, previous: [published], effects: [measured] });
    expect(next!.effects).toEqual([measured.effect]);
    expect(unsupportedClaims(next!)).toEqual([]);
    const [third] = await buildPersonas({ ...input, tables, previous: [publishPersona(next!)] });
    expect(third!.effects).toEqual([measured.effect]);
    const [again] = await buildPersonas({ ...input, tables, previous: [next!], effects: [measured] });
    expect(again!.effects).toEqual([measured.effect]);
  });

  test('is not told of arms too small to tell of', () => {
    expect(judgeEffect({ n: 40, bought: 3 }, { n: 0, bought: 0 }, 5)).toMatchObject({ verdict: 'too-few', n: 40 });
  });
});
