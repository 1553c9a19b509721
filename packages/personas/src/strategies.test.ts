import type { Persona } from '@soundings/contracts/persona';
import { StrategyRule } from '@soundings/contracts/strategy-rule';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPersonas } from './build-personas.ts';
import { resolvePointer } from './claims.ts';
import { proposeStrategies } from './strategies.ts';
import { STRATEGY_BOOK } from './strategy-book.ts';
import { openLake } from './testing/lake.ts';
import { SEGMENT_NAMES, SURVEYS, shopRows, storeLake, THEMES } from './testing/shop.ts';

let lake: Awaited<ReturnType<typeof openLake>>;
let champions: Persona;
beforeAll(async () => {
  lake = await openLake();
  const tables = await storeLake(lake.engine, 'strategies', shopRows({ customers: 800, seed: 4 }));
  const words = { themes: THEMES, surveys: SURVEYS, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };
  [champions] = (await buildPersonas({ engine: lake.engine, tables, ...words })) as [Persona];
});
afterAll(() => lake.close());

const words = (text: string) => ({ 'zh-CN': `${text}（中）`, en: text });
const rule = (when: StrategyRule['when'], message = 'Write to {segment}'): StrategyRule =>
  StrategyRule.parse({
    id: 'own',
    when,
    message: words(message),
    channel: words('{channel}'),
    timing: words('now'),
    offer: words('none'),
    measure: words('purchase'),
  });
const propose = (one: StrategyRule) => proposeStrategies(champions, [one], 365);

test('every rule of the book speaks both languages, and names only what strategies know', () => {
  const known = ['segment', 'pain', 'wish', 'channel', 'rhythm', 'category'];
  for (const { message, channel, timing, offer, measure } of STRATEGY_BOOK) {
    for (const { 'zh-CN': zh, en } of [message, channel, timing, offer, measure]) {
      const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      expect(names(zh)).toEqual(names(en));
      for (const name of names(en)) expect(known).toContain(name);
    }
  }
});

test('a rule of the team’s own is proposed where all of its conditions hold, and cites them', () => {
  const [strategy] = propose(rule({ segments: ['champions'], channels: ['app'], pains: ['*'], pNoneBelow: 0.5 }));
  expect(strategy?.action.en).toBe('Write to “Champions”');
  expect(strategy?.channel.en).toBe('app');
  expect(strategy?.basedOn).toEqual(['/behaviour/pNone', '/dimensions/channel', '/pains/0']);
  for (const pointer of strategy?.basedOn ?? []) expect(resolvePointer(champions, pointer)).toBeDefined();
  expect(propose(rule({ segments: ['champions'], channels: ['web'] }))).toEqual([]);
  expect(propose(rule({ pNoneAbove: 0.5 }))).toEqual([]);
});

test('a rule that names what is not known is not proposed', () => {
  expect(propose(rule({ segments: ['champions'] }, 'Fix {wish} for {segment}'))).toEqual([]);
});

test('a holdout is of the time in which the measure is taken', () => {
  const [short] = propose({ ...rule({ segments: ['champions'] }), days: 30 });
  const [long] = propose({ ...rule({ segments: ['champions'] }), days: 300 });
  expect(short?.holdout?.baseline).toBeLessThan(long?.holdout?.baseline ?? 0);
  expect(short?.holdout?.size).toBeGreaterThan(0);
});
