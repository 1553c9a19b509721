import { type Ask, count, text } from './lake-counts.ts';
import { hasCustomers, peopleSql, peopleTables, type Scope, today } from './people.ts';

/** Sums over the customers of one group and stratum. Sums are exact decimals, so that their order changes nothing. */
export type Sums = { n: number; sum: number; squares: number; most: number };
export type GroupSums = {
  grp: string | null;
  stratum: string | null;
  currency: string | null;
  n: number;
  repeat: number;
  multiItem: number;
  measures: Record<Measure, Sums>;
};
export type Measure = keyof typeof MEASURES;

const MEASURES = {
  recency: 'r',
  frequency: 'f',
  monetary: 'm',
  orders: 'frequency',
  spend: 'monetary',
  clv: 'clv',
  pNone: 'p_none',
} as const;

/** What the customers' own rows say of them, by the dimension that a persona shows it under. */
export type RecordedDimension = 'region' | 'spendingPower' | 'buyerLevel' | 'channel' | 'priceBand';

/** Size and sums of each group: from the customers where there are any, else how many answered. */
export async function askGroups(ask: Ask, scope: Scope): Promise<GroupSums[]> {
  const columns = Object.entries(MEASURES).flatMap(([name, column]) => [
    `COUNT(p.${column}) AS ${name}_n`,
    `SUM(CAST(p.${column} AS DECIMAL(18,4))) AS ${name}_sum`,
    `SUM(CAST(CAST(p.${column} AS DOUBLE) * p.${column} AS DECIMAL(30,6))) AS ${name}_squares`,
    `MAX(CAST(p.${column} AS DOUBLE)) AS ${name}_most`,
  ]);
  const rows = await ask(
    'people',
    peopleTables(scope),
    hasCustomers(scope)
      ? `WITH ${peopleSql(scope)}
SELECT p.grp, p.stratum, MIN(p.currency) AS currency, COUNT(DISTINCT p.currency) AS currencies, COUNT(*) AS n,
  SUM(CASE WHEN p.frequency >= 2 THEN 1 ELSE 0 END) AS repeat_n, SUM(CASE WHEN p.multi_item THEN 1 ELSE 0 END) AS multi_n,
  ${columns.join(',\n  ')}
FROM people p WHERE ${today(scope)} GROUP BY p.grp, p.stratum ORDER BY p.grp, p.stratum`
      : `WITH ${peopleSql(scope)}
SELECT p.grp, p.stratum, COUNT(*) AS n FROM people p GROUP BY p.grp, p.stratum ORDER BY p.grp, p.stratum`,
  );
  return rows.map((row) => ({
    grp: text(row, 'grp'),
    stratum: text(row, 'stratum'),
    currency: count(row, 'currencies') === 1 ? text(row, 'currency') : null,
    n: count(row, 'n'),
    repeat: count(row, 'repeat_n'),
    multiItem: count(row, 'multi_n'),
    measures: Object.fromEntries(
      Object.keys(MEASURES).map((name) => [
        name,
        {
          n: count(row, `${name}_n`),
          sum: count(row, `${name}_sum`),
          squares: count(row, `${name}_squares`),
          most: count(row, `${name}_most`),
        },
      ]),
    ) as Record<Measure, Sums>,
  }));
}

/** How many customers of each group have each value of a recorded column, or fall into each bin of a measured one. */
export type ValueCount = { grp: string | null; field: string; value: string; people: number };

/** Amounts are binned by 2.5 %, days one by one: enough for a median told to two digits. */
export const AMOUNT_BINS = 40;

/** Counts the snapshot’s customers by recorded values and bins. */
export async function askRecorded(ask: Ask, scope: Scope): Promise<ValueCount[]> {
  const fields = {
    region: 'p.region',
    // Levels are whole numbers, whatever type a file keeps them in.
    spendingPower: 'CAST(CAST(p.spending_power AS BIGINT) AS VARCHAR)',
    buyerLevel: 'CAST(CAST(p.buyer_level AS BIGINT) AS VARCHAR)',
    channel: 'p.top_channel',
    priceBand: 'p.price_band',
    rhythmDays: 'CAST(CAST(ROUND(CAST(p.interval_days AS DOUBLE)) AS BIGINT) AS VARCHAR)',
    recencyDays: 'CAST(CAST(ROUND(CAST(p.recency_days AS DOUBLE)) AS BIGINT) AS VARCHAR)',
    averageOrder: `CASE WHEN CAST(p.average_order AS DOUBLE) > 0
    THEN CAST(CAST(ROUND(LN(CAST(p.average_order AS DOUBLE)) * ${AMOUNT_BINS}) AS BIGINT) AS VARCHAR) END`,
  };
  const selects = Object.entries(fields).map(
    ([name, expression]) => `SELECT grp, '${name}' AS field, value, COUNT(*) AS people
FROM (SELECT p.grp, ${expression} AS value FROM people p WHERE ${today(scope)}) x
WHERE value IS NOT NULL AND value <> '' GROUP BY grp, value`,
  );
  const rows = await ask(
    'recorded',
    peopleTables(scope),
    `WITH ${peopleSql(scope)}\n${selects.join('\nUNION ALL ')}\nORDER BY field, grp, value`,
  );
  return rows.map((row) => ({
    grp: text(row, 'grp'),
    field: text(row, 'field') ?? '',
    value: text(row, 'value') ?? '',
    people: count(row, 'people'),
  }));
}
