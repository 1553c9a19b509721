import type { Funnel, Touch } from '@soundings/contracts/customer-insights';
import { EventKind } from '@soundings/contracts/event';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { wilson } from '@soundings/statistics/wilson';

const KINDS = EventKind.options;

/**
 * The way to an order: visit, view, cart, order. A customer reaches a step with its first event after the step before was
 * reached, so a view that came before the first visit is not on the way. For everybody (`segment` null), and for each
 * segment of a snapshot of the `customers` table, where given.
 */
export async function purchaseFunnels(
  engine: SqlEngine,
  { events, customers }: { events: readonly string[]; customers?: readonly string[] },
): Promise<Funnel[]> {
  const steps = KINDS.map((kind, i) =>
    i === 0
      ? `step0 AS (SELECT customer_id, min(occurred_at) AS at0 FROM events WHERE kind = '${kind}' GROUP BY customer_id)`
      : `step${i} AS (SELECT e.customer_id, min(e.occurred_at) AS at${i} FROM events e JOIN step${i - 1} s
           ON s.customer_id = e.customer_id AND e.occurred_at >= s.at${i - 1} WHERE e.kind = '${kind}' GROUP BY e.customer_id)`,
  );
  const hours = (i: number) => `date_diff('minute', s${i - 1}.at${i - 1}, s${i}.at${i}) / CAST(60 AS DOUBLE)`;
  const ways = `SELECT s0.customer_id, ${KINDS.map((_, i) => `s${i}.customer_id IS NOT NULL AS reached${i}`).join(', ')},
      ${KINDS.slice(1)
        .map((_, i) => `${hours(i + 1)} AS hours${i + 1}`)
        .join(', ')}
    FROM step0 s0 ${KINDS.slice(1)
      .map((_, i) => `LEFT JOIN step${i + 1} s${i + 1} ON s${i + 1}.customer_id = s0.customer_id`)
      .join(' ')}`;
  const ask = async (segment: string, tables: Record<string, readonly string[]>) => {
    const from = `FROM ways w ${tables.customers === undefined ? '' : 'JOIN customers c ON c.customer_id = w.customer_id'}`;
    const counted = KINDS.map((_, i) => `count(*) FILTER (WHERE reached${i}) AS n${i}`).join(', ');
    // The exact median by its place: approximate quantiles differ between the engines.
    const medians = KINDS.slice(1).map((_, j) => {
      const i = j + 1;
      return `m${i} AS (SELECT segment, avg(v) AS v FROM (SELECT ${segment} AS segment, hours${i} AS v,
          row_number() OVER (PARTITION BY ${segment} ORDER BY hours${i}) AS place, count(*) OVER (PARTITION BY ${segment}) AS n
          ${from} WHERE hours${i} IS NOT NULL) AS placed
        WHERE place BETWEEN n / CAST(2 AS DOUBLE) AND n / CAST(2 AS DOUBLE) + 1 GROUP BY segment)`;
    });
    return await engine.query(
      `WITH ${steps.join(', ')}, ways AS (${ways}), ${medians.join(', ')},
         counts AS (SELECT ${segment} AS segment, ${counted} ${from} GROUP BY ${segment})
       SELECT counts.*, ${KINDS.slice(1)
         .map((_, j) => `m${j + 1}.v AS median${j + 1}`)
         .join(', ')} FROM counts
         ${KINDS.slice(1)
           .map((_, j) => `LEFT JOIN m${j + 1} ON coalesce(m${j + 1}.segment, '') = coalesce(counts.segment, '')`)
           .join(' ')}
       ORDER BY counts.segment`,
      tables,
    );
  };
  const rows = [
    ...(await ask('CAST(NULL AS VARCHAR)', { events })),
    ...(customers === undefined ? [] : await ask('c.segment', { events, customers })),
  ];
  return rows.map((row) => ({
    segment: row.segment === null ? null : String(row.segment),
    steps: KINDS.map((kind, i) => {
      const reached = Number(row[`n${i}`]);
      const before = i === 0 ? null : Number(row[`n${i - 1}`]);
      const share = before === null || before === 0 ? null : wilson(reached, before);
      const median = i === 0 ? null : row[`median${i}`];
      return {
        kind,
        customers: reached,
        fromBefore: before === null || before === 0 ? null : reached / before,
        low: share?.low ?? null,
        high: share?.high ?? null,
        medianHours: median === null || median === undefined ? null : Number(median),
      };
    }),
  }));
}

/** Which channels and campaigns customers who ordered met first and last before their first order. */
export async function touches(engine: SqlEngine, events: readonly string[]): Promise<Touch[]> {
  const rows = await engine.query(
    `WITH orders AS (SELECT customer_id, min(occurred_at) AS ordered_at FROM events WHERE kind = 'order' GROUP BY customer_id),
       met AS (SELECT e.customer_id, e.channel, e.campaign,
           row_number() OVER (PARTITION BY e.customer_id ORDER BY e.occurred_at, e.id) AS from_start,
           row_number() OVER (PARTITION BY e.customer_id ORDER BY e.occurred_at DESC, e.id DESC) AS from_end
         FROM events e JOIN orders o ON o.customer_id = e.customer_id AND e.occurred_at <= o.ordered_at
         WHERE e.kind <> 'order' AND (e.channel IS NOT NULL OR e.campaign IS NOT NULL))
     SELECT 'first' AS touch, channel, campaign, count(*) AS n FROM met WHERE from_start = 1 GROUP BY channel, campaign
     UNION ALL
     SELECT 'last' AS touch, channel, campaign, count(*) AS n FROM met WHERE from_end = 1 GROUP BY channel, campaign
     ORDER BY 1, 4 DESC, 2, 3`,
    { events },
  );
  return rows.map((row) => ({
    touch: row.touch === 'first' ? 'first' : 'last',
    channel: row.channel === null ? null : String(row.channel),
    campaign: row.campaign === null ? null : String(row.campaign),
    customers: Number(row.n),
  }));
}
