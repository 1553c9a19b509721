import { SegmentId } from '@soundings/contracts/segment';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { PersonaTables } from '@soundings/personas/persona-input';

/** A number from 0 to 1 that belongs to a row: the same at every run. */
const chance = (row: string, salt: number) => `(hash(${row} * 1000 + ${salt}) % 1000003) / 1000003.0`;
const oneOf = (values: readonly string[], at: string) =>
  `CASE ${values.map((value, i) => `WHEN ${at} < ${(i + 1) / values.length} THEN '${value}'`).join(' ')} ELSE '${values.at(-1)}' END`;
const list = (name: string, many: number) => Array.from({ length: many }, (_, i) => `${name}${i}`);

/** The customers' own, and those of the twelve months before, as builds make them. */
const SNAPSHOTS = [
  ...Array.from({ length: 12 }, (_, i) => new Date(Date.UTC(2025, 2 + i, 1)).toISOString().slice(0, 10)),
  '2026-03-01',
];

/** Writes a lake of the given size as Parquet; ids and values are made by the engine, so that nothing passes through here. */
export async function generateLake(
  engine: DuckDb,
  { customers, responses, mentions }: { customers: number; responses: number; mentions: number },
): Promise<PersonaTables> {
  const keys = SNAPSHOTS.map((day) => `million-customers-${day}.parquet`);
  for (const [month, day] of SNAPSHOTS.entries()) {
    await engine.store(
      `SELECT 'c' || i AS customer_id, ${oneOf(SegmentId.options, chance('i', 100 + Math.floor(month / 3)))} AS segment, 'hhh' AS eight,
  CAST(1 + floor(5 * ${chance('i', 2)}) AS INTEGER) AS r, CAST(1 + floor(5 * ${chance('i', 3)}) AS INTEGER) AS f,
  CAST(1 + floor(5 * ${chance('i', 4)}) AS INTEGER) AS m, CAST(floor(400 * ${chance('i', 5)}) AS INTEGER) AS recency_days,
  CAST(1 + floor(9 * ${chance('i', 6)}) AS INTEGER) AS frequency, 2000 * ${chance('i', 7)} AS monetary, 'CNY' AS currency,
  10 + 300 * ${chance('i', 8)} AS average_order, 400 AS tenure_days, 90 * ${chance('i', 9)} AS interval_days,
  CAST(1 + floor(5 * ${chance('i', 10)}) AS INTEGER) AS buyer_level,
  CAST(1 + floor(5 * ${chance('i', 11)}) AS INTEGER) AS spending_power, '20–50' AS price_band,
  ${chance('i', 12)} < 0.3 AS multi_item, ${oneOf(list('category', 20), chance('i', 13))} AS top_category,
  ${oneOf(['app', 'web', 'shop'], chance('i', 14))} AS top_channel, ${oneOf(list('province', 31), chance('i', 15))} AS region,
  ${chance('i', 16)} AS p_none, 500 * ${chance('i', 17)} AS clv, DATE '${day}' AS snapshot
FROM range(${Math.round(customers * (0.7 + (0.3 * month) / (SNAPSHOTS.length - 1)))}) t(i)`,
      {},
      keys[month] ?? '',
    );
  }
  await engine.store(
    `SELECT 'o' || i AS order_id, 'c' || (hash(i) % ${customers}) AS customer_id, 'sale' AS kind,
  TIMESTAMP '2025-01-01' + INTERVAL (CAST(400 * ${chance('i', 18)} AS INTEGER)) DAY AS local_at,
  ${oneOf(list('category', 20), chance('i', 19))} AS category
FROM range(${3 * customers}) t(i)`,
    {},
    'million-purchases.parquet',
  );
  const asked = [
    ['gender', 'single', 'gender', oneOf(['f', 'm'], chance('i', 21))],
    ['age', 'number', 'age', `CAST(CAST(18 + floor(60 * ${chance('i', 22)}) AS INTEGER) AS VARCHAR)`],
    ['job', 'single', 'occupation', oneOf(list('job', 12), chance('i', 23))],
    ['income', 'single', 'income', oneOf(list('band', 8), chance('i', 24))],
    ['nps', 'nps', null, `CAST(CAST(floor(11 * ${chance('i', 25)}) AS INTEGER) AS VARCHAR)`],
    ['why', 'multiple', 'motivation', oneOf(list('why', 6), chance('i', 26))],
  ];
  await engine.store(
    asked
      .map(
        ([question, type, dimension, value]) => `SELECT 'r' || i AS response_id, 's1' AS survey_id, 1 AS survey_version,
  '${question}' AS question_id, '${type}' AS question_type, ${dimension === null ? 'NULL' : `'${dimension}'`} AS dimension,
  'c' || (hash(i * 7) % ${customers}) AS customer_id, ${value} AS value, CAST(NULL AS DOUBLE) AS number,
  TIMESTAMP '2026-01-01' + INTERVAL (i % 50) DAY AS answered_at, 'zh-CN' AS language, true AS consent
FROM range(${responses}) t(i)`,
      )
      .join('\nUNION ALL '),
    {},
    'million-answers.parquet',
  );
  const themes = list('theme', 30);
  const mention = (columns: string) => `SELECT ${columns}, 'f' || i AS feedback_id, 'prd' AS product_id, 'ours' AS role,
  ${oneOf(['complaint', 'praise', 'wish', 'complaint'], chance('i', 31))} AS intent, 'negative' AS polarity, -0.5 AS score,
  CASE WHEN ${chance('i', 32)} < 0.7 THEN 'c' || (hash(i * 13) % ${customers}) END AS customer_id,
  TIMESTAMP '2025-06-01' + INTERVAL (i % 250) DAY AS occurred_at
FROM range(${mentions}) t(i)`;
  await engine.store(
    mention(`'m' || i AS id, 'What was said of it, in some words, number ' || i AS quote, ${chance('i', 33)} AS confidence,
  'en' AS language, true AS consent, 'review' AS kind`),
    {},
    'million-mentions.parquet',
  );
  await engine.store(
    mention(`'m' || i AS mention_id, ${oneOf(themes, chance('i', 34))} AS theme_id, 1.0 AS weight`),
    {},
    'million-theme_mentions.parquet',
  );
  const others = ['purchases', 'answers', 'mentions', 'theme_mentions'];
  return {
    customers: keys,
    ...Object.fromEntries(others.map((table) => [table, [`million-${table}.parquet`]])),
  };
}

export const MILLION_THEMES = list('theme', 30).map((id) => ({ id, name: { en: id } }));
