import type { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { TrinoSQL } from 'dt-sql-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPersonas } from './build-personas.ts';
import { measureEffect } from './effect.ts';
import { openLake } from './testing/lake.ts';
import { SEGMENT_NAMES, SURVEYS, shopRows, storeLake, THEMES } from './testing/shop.ts';

let lake: Awaited<ReturnType<typeof openLake>>;
beforeAll(async () => {
  lake = await openLake();
});
afterAll(() => lake.close());

const RULES: PersonaGrouping = {
  id: 'rules',
  rules: [
    {
      id: 'young women who spend',
      name: { en: 'Young women who spend' },
      where: [
        { dimension: 'gender', anyOf: ['f'] },
        { dimension: 'age', atLeast: 18, below: 35 },
        { column: 'spending_power', anyOf: [4, 5] },
        { column: 'recency_days', below: 30.5 },
      ],
    },
  ],
};

test('every statement is one that Trino’s grammar takes as well, and none needs what only one engine has', async () => {
  const asked: string[] = [];
  const engine: SqlEngine = {
    ...lake.engine,
    query: (sql, tables) => {
      asked.push(sql);
      return lake.engine.query(sql, tables);
    },
  };
  const rows = shopRows({ customers: 200, seed: 9 });
  const earlier = rows.customers.map((row) => ({ ...row, snapshot: '2026-01-01' }));
  const tables = await storeLake(lake.engine, 'portable', { ...rows, customers: [...earlier, ...rows.customers] });
  const words = { themes: THEMES, surveys: SURVEYS, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };
  const previous = await buildPersonas({ engine, tables, ...words, snapshot: '2026-01-15' });
  await buildPersonas({ engine, tables, ...words, previous });
  await buildPersonas({ engine, tables, ...words, grouping: RULES });
  const { answers = [] } = tables;
  await buildPersonas({ engine, tables: { answers }, ...words, grouping: RULES });
  await lake.engine.stage('drawn', { customer_id: 'VARCHAR', arm: 'VARCHAR' }, [[['c1', 'reached']]]);
  await lake.engine.store('SELECT * FROM drawn', {}, 'arms.parquet');
  await measureEffect(
    { engine, tables: { arms: ['arms.parquet'], purchases: tables.purchases ?? [] }, k: 5 },
    {
      id: 'exp_1',
      personaId: previous[0]!.id,
      personaVersion: 1,
      strategy: 's',
      action: { 'zh-CN': '试', en: 'Try' },
      share: 0.1,
      from: '2026-01-16',
      to: '2026-02-16',
    },
  );

  const parser = new TrinoSQL();
  for (const sql of new Set(asked)) {
    expect(parser.validate(sql), sql).toEqual([]);
    expect(sql).not.toMatch(/::|\bQUALIFY\b|\bGROUP BY ALL\b|\bEXCLUDE\b|percentile|strftime|date_diff/i);
  }
  expect(new Set(asked).size).toBeGreaterThan(20);
}, 60_000);
