import type { CustomerSettings, Scoring } from '@soundings/contracts/customer-settings';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { segmentSql } from './segments.ts';

type Cuts = readonly [number, number, number, number];
type CutOffs = Extract<Scoring, { method: 'cut-offs' }>;

export type RfmOptions = Pick<CustomerSettings, 'scoring' | 'monetary' | 'eight' | 'eightMonetary' | 'newWithinDays'>;

const measure = { total: 'net', 'average-order': 'average_order' } as const;

/** A value, as SQL, and what is better than it: each of four that a value is better than adds one to its score. */
type ScoreCuts = { better: '>' | '>=' | '<' | '<='; values: readonly string[] };

/** Cuts that the customers themselves decide, asked before the scores are. */
export type RfmCuts = {
  recencyDays: ScoreCuts;
  frequency: ScoreCuts;
  monetary: ScoreCuts;
  spendingPower: ScoreCuts;
  eight: { recencyDays: number; frequency: number; monetary: number };
};

/** Asks `summary` (see `summarySql`) for the cuts that these options need; null where it has no customer with an order. */
export async function rfmCuts(
  engine: SqlEngine,
  summary: readonly string[],
  options: RfmOptions,
): Promise<RfmCuts | null> {
  const eightMoney = measure[options.eightMonetary];
  // Sums of decimals are exact, so the means do not depend on the order of rows.
  const [means] = await engine.query(
    `SELECT count(*) AS n, avg(recency_days) AS recency, avg(frequency) AS frequency,
       CAST(sum(${eightMoney}) AS DOUBLE) / count(*) AS money FROM summary WHERE frequency > 0 HAVING count(*) > 0`,
    { summary },
  );
  if (means === undefined) return null;
  const ask = { engine, summary, n: Number(means.n) };
  const { eight, scoring } = options;
  const cuts = (column: string, own: (scoring: CutOffs) => Cuts) =>
    scoring.method === 'cut-offs'
      ? ownCuts(column, own(scoring))
      : scoring.method === 'quantiles'
        ? quintileCuts(ask, column)
        : rankCuts(ask, column);
  return {
    recencyDays: await cuts('recency_days', (own) => own.recencyDays),
    frequency: await cuts('frequency', (own) => own.frequency),
    monetary: await cuts(measure[options.monetary], (own) => own.monetary),
    spendingPower: await rankCuts(ask, 'average_order'),
    eight:
      eight.by === 'cut-offs'
        ? eight
        : { recencyDays: Number(means.recency), frequency: Number(means.frequency), monetary: Number(means.money) },
  };
}

type Ask = { engine: SqlEngine; summary: readonly string[]; n: number };

function ownCuts(column: string, values: Cuts): ScoreCuts {
  return { better: column === 'recency_days' ? '<' : '>=', values: values.map(literal) };
}

/**
 * Percent rank without ranking: the share that does worse reaches k fifths of the others just above the value at place
 * ⌈k(n−1)/5⌉ from the worst. A customer alone is better than nobody. Where all bought last on one day, nobody is more
 * recent than anybody: that is the best recency there is, not the worst.
 */
async function rankCuts(ask: Ask, column: string): Promise<ScoreCuts> {
  const { n } = ask;
  const places = n === 1 ? [] : [1, 2, 3, 4].map((k) => Math.ceil((k * (n - 1)) / 5));
  const smallIsGood = column === 'recency_days';
  if (smallIsGood) {
    const [least = '', most] = await valuesAt(ask, column, [1, n]);
    if (least === most) return { better: '<=', values: [1, 2, 3, 4].map(() => least) };
  }
  const values = await valuesAt(
    ask,
    column,
    places.map((place) => (smallIsGood ? n + 1 - place : place)),
  );
  return { better: smallIsGood ? '<' : '>', values: values.map((value) => `CAST('${value}' AS DECIMAL(18,4))`) };
}

/** The type-7 quintiles plus one, from the two order statistics around each. */
async function quintileCuts(ask: Ask, column: string): Promise<ScoreCuts> {
  const { n } = ask;
  const places = [1, 2, 3, 4].map((k) => 1 + ((n - 1) * k) / 5);
  const low = await valuesAt(ask, column, places.map(Math.floor));
  const high = await valuesAt(
    ask,
    column,
    places.map((h) => Math.min(n, Math.floor(h) + 1)),
  );
  const values = places.map((h, i) => Number(low[i]) + (h - Math.floor(h)) * (Number(high[i]) - Number(low[i])) + 1);
  return { better: column === 'recency_days' ? '<' : '>=', values: values.map(literal) };
}

/** The values at these places (1 is the smallest) of the customers with an order, as decimal text. */
async function valuesAt({ engine, summary }: Ask, column: string, places: readonly number[]): Promise<string[]> {
  if (places.length === 0) return [];
  const unit = `CAST(${column} AS BIGINT)`;
  const wanted = (ask: (place: number, i: number) => string) => places.map(ask).join(', ');
  const [units] = await engine.query(
    `SELECT ${wanted((place, i) => `min(unit) FILTER (WHERE upto >= ${place}) AS u${i}, sum(n) FILTER (WHERE upto < ${place}) AS below${i}`)}
     FROM (SELECT unit, n, sum(n) OVER (ORDER BY unit) AS upto FROM (
       SELECT ${unit} AS unit, count(*) AS n FROM summary WHERE frequency > 0 GROUP BY ${unit}) AS counted) AS summed`,
    { summary },
  );
  if (column === 'recency_days' || column === 'frequency') return places.map((_, i) => String(units?.[`u${i}`]));
  // Hardly two customers spend the same: to the cent, money is counted only in the units where a place lies.
  const found = [...new Set(places.map((_, i) => String(units?.[`u${i}`])))];
  const [values] = await engine.query(
    `SELECT ${wanted((place, i) => `min(v) FILTER (WHERE unit = ${units?.[`u${i}`]} AND upto >= ${place - Number(units?.[`below${i}`] ?? 0)}) AS v${i}`)}
     FROM (SELECT unit, v, sum(n) OVER (PARTITION BY unit ORDER BY v) AS upto FROM (
       SELECT ${unit} AS unit, ${column} AS v, count(*) AS n FROM summary
       WHERE frequency > 0 AND ${unit} IN (${found.join(', ')}) GROUP BY ${unit}, ${column}) AS counted) AS summed`,
    { summary },
  );
  return places.map((_, i) => String(values?.[`v${i}`]));
}

/**
 * Scores and segments of the customers of `summary` who have an order, as one SELECT: the summary's columns with `r`, `f`,
 * `m`, `segment`, `eight`.
 */
export function rfmSql(options: RfmOptions, cuts: RfmCuts): string {
  const { recencyDays, frequency, monetary } = cuts.eight;
  return `SELECT scored.*, ${segmentSql(`tenure_days <= ${options.newWithinDays}`)} AS segment,
      concat(CASE WHEN recency_days <= ${literal(recencyDays)} THEN 'h' ELSE 'l' END,
        CASE WHEN frequency >= ${literal(frequency)} THEN 'h' ELSE 'l' END,
        CASE WHEN ${measure[options.eightMonetary]} >= ${literal(monetary)} THEN 'h' ELSE 'l' END) AS eight
    FROM (SELECT s.*, ${scoreSql('recency_days', cuts.recencyDays)} AS r, ${scoreSql('frequency', cuts.frequency)} AS f,
        ${scoreSql(measure[options.monetary], cuts.monetary)} AS m
      FROM summary s WHERE frequency > 0) AS scored`;
}

/** The score of a column as SQL. */
export function scoreSql(column: string, { better, values }: ScoreCuts): string {
  return ['1', ...values.map((value) => `CASE WHEN ${column} ${better} ${value} THEN 1 ELSE 0 END`)].join(' + ');
}

/** A number as DOUBLE in both engines: without the exponent it would be a DECIMAL of few digits. */
function literal(value: number): string {
  return value.toExponential();
}
