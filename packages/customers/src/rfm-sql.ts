import type { SqlEngine, SqlRow } from '@soundings/lake/sql-engine';
import { segmentSql } from './segments.ts';

type Cuts = readonly [number, number, number, number];

/**
 * How values become scores from 1 to 5. Equal values have equal scores in all three.
 * - `percent-rank`: fifths of the customers by the share that does worse;
 * - `quantiles`: as R's package rfm has it, cuts at the type-7 quintiles plus one, intervals open on the right;
 * - `cut-offs`: the team's own, ascending; a value at a cut is above it.
 */
export type Scoring =
  | { method: 'percent-rank' }
  | { method: 'quantiles' }
  | { method: 'cut-offs'; recencyDays: Cuts; frequency: Cuts; monetary: Cuts };

/** What is high for the eight segments: better than the customers' mean, or than values of the team's own. */
export type EightRule = { by: 'mean' } | { by: 'cut-offs'; recencyDays: number; frequency: number; monetary: number };

export type RfmOptions = {
  scoring: Scoring;
  /** What M is, for the scores and for the eight segments. */
  monetary: 'total' | 'average-order';
  eightMonetary: 'total' | 'average-order';
  eight: EightRule;
  /** Who bought first longer ago than this many days is not new. */
  newWithinDays: number;
};

export const rfmDefaults: RfmOptions = {
  scoring: { method: 'percent-rank' },
  monetary: 'total',
  eightMonetary: 'average-order',
  eight: { by: 'mean' },
  newWithinDays: 90,
};

/** Cuts that the customers themselves decide, asked before the scores are. */
export type RfmCuts = {
  scores: { recencyDays: Cuts; frequency: Cuts; monetary: Cuts } | null;
  eight: { recencyDays: number; frequency: number; monetary: number };
};

const measure = { total: 'net', 'average-order': 'average_order' } as const;

/** Asks `summary` (see `summarySql`) for the cuts that these options need; null where it has no customer with an order. */
export async function rfmCuts(
  engine: SqlEngine,
  summary: readonly string[],
  options: RfmOptions,
): Promise<RfmCuts | null> {
  const tables = { summary };
  const eightMoney = measure[options.eightMonetary];
  // Sums of decimals are exact, so the means do not depend on the order of rows.
  const [means] = await engine.query(
    `SELECT count(*) AS n, avg(recency_days) AS recency, avg(frequency) AS frequency,
       CAST(sum(${eightMoney}) AS DOUBLE) / count(*) AS money FROM summary WHERE frequency > 0 HAVING count(*) > 0`,
    tables,
  );
  if (means === undefined) return null;
  const n = Number(means.n);
  const { eight, scoring } = options;
  return {
    eight:
      eight.by === 'cut-offs'
        ? eight
        : { recencyDays: Number(means.recency), frequency: Number(means.frequency), monetary: Number(means.money) },
    scores:
      scoring.method === 'percent-rank'
        ? null
        : scoring.method === 'cut-offs'
          ? scoring
          : {
              recencyDays: await quintileCuts(engine, tables, 'recency_days', n),
              frequency: await quintileCuts(engine, tables, 'frequency', n),
              monetary: await quintileCuts(engine, tables, measure[options.monetary], n),
            },
  };
}

/** The type-7 quintiles plus one, from the two order statistics around each. */
async function quintileCuts(
  engine: SqlEngine,
  tables: { summary: readonly string[] },
  column: string,
  n: number,
): Promise<Cuts> {
  const places = [1, 2, 3, 4].map((k) => 1 + ((n - 1) * k) / 5);
  const wanted = [...new Set(places.flatMap((h) => [Math.floor(h), Math.min(n, Math.floor(h) + 1)]))];
  const rows = await engine.query(
    `SELECT place, CAST(v AS DOUBLE) AS v FROM (
       SELECT ${column} AS v, row_number() OVER (ORDER BY ${column}) AS place FROM summary WHERE frequency > 0) AS ordered
     WHERE place IN (${wanted.join(', ')})`,
    tables,
  );
  const at = new Map(rows.map((row: SqlRow) => [Number(row.place), Number(row.v)]));
  const cut = (h: number) => {
    const low = at.get(Math.floor(h)) ?? Number.NaN;
    const high = at.get(Math.min(n, Math.floor(h) + 1)) ?? Number.NaN;
    return low + (h - Math.floor(h)) * (high - low) + 1;
  };
  const [a = 0, b = 0, c = 0, d = 0] = places.map(cut);
  return [a, b, c, d];
}

/**
 * Scores and segments of the customers of `summary` who have an order, as one SELECT: the summary's columns with `r`, `f`,
 * `m`, `segment`, `eight`.
 */
export function rfmSql(options: RfmOptions, cuts: RfmCuts): string {
  const money = measure[options.monetary];
  const { recencyDays, frequency, monetary } = cuts.eight;
  return `WITH scored AS (
      SELECT s.*, ${scoreSql('recency_days', true, cuts.scores?.recencyDays)} AS r,
        ${scoreSql('frequency', false, cuts.scores?.frequency)} AS f, ${scoreSql(money, false, cuts.scores?.monetary)} AS m
      FROM summary s WHERE frequency > 0)
    SELECT scored.*, ${segmentSql(`tenure_days <= ${options.newWithinDays}`)} AS segment,
      concat(CASE WHEN recency_days <= ${literal(recencyDays)} THEN 'h' ELSE 'l' END,
        CASE WHEN frequency >= ${literal(frequency)} THEN 'h' ELSE 'l' END,
        CASE WHEN ${measure[options.eightMonetary]} >= ${literal(monetary)} THEN 'h' ELSE 'l' END) AS eight
    FROM scored`;
}

function scoreSql(column: string, smallIsGood: boolean, cuts: Cuts | undefined): string {
  if (cuts === undefined) {
    const order = `${column}${smallIsGood ? ' DESC' : ''}`;
    // least, not a sixth class: the best value alone has rank 1.
    return `CAST(least(5, 1 + floor(5 * percent_rank() OVER (ORDER BY ${order}))) AS INTEGER)`;
  }
  const above = cuts.map((cut) => `CASE WHEN ${column} >= ${literal(cut)} THEN 1 ELSE 0 END`).join(' + ');
  return smallIsGood ? `5 - (${above})` : `1 + ${above}`;
}

/** A number as DOUBLE in both engines: without the exponent it would be a DECIMAL of few digits. */
function literal(value: number): string {
  return value.toExponential();
}
