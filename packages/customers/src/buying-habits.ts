import type { BuyingHabits } from '@soundings/contracts/customer-insights';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { wilson } from '@soundings/statistics/wilson';
import { priceBandSql } from './habits-sql.ts';
import { addedUp, type StandingLines } from './standing-lines.ts';

type Rate = BuyingHabits['repeat'];

/**
 * Asks how customers bought before the snapshot, by the orders that stand (see `standingLines`). Hours are missing where the
 * files only had dates.
 */
export async function buyingHabits(
  engine: SqlEngine,
  lines: StandingLines,
  { secondWithinDays = 90 } = {},
): Promise<BuyingHabits> {
  const { snapshot } = lines;
  const ask = async (sqlOf: (lines: string) => string) => (await addedUp(engine, lines, sqlOf))[0] ?? {};
  const ordersOf = (lines: string) => `(SELECT order_key, sum(amount) AS amount,
      count(*) FILTER (WHERE kind = 'sale') > 1 OR coalesce(max(quantity) > 1, FALSE) AS several
    FROM ${lines} AS lines GROUP BY order_key HAVING count(*) FILTER (WHERE kind = 'sale') > 0)`;
  const order = await ask(
    (lines) => `SELECT count(*) AS n, count(*) FILTER (WHERE several) AS several, CAST(sum(amount) AS DOUBLE) AS money
     FROM ${ordersOf(lines)} AS orders`,
  );
  const customer = await ask(
    (
      lines,
    ) => `WITH opened AS (SELECT customer_id, opened_at, row_number() OVER (PARTITION BY customer_id ORDER BY opened_at) AS place
       FROM ${lines} AS lines WHERE opened_at IS NOT NULL),
     firsts AS (SELECT customer_id, max(CASE WHEN place = 1 THEN CAST(opened_at AS DATE) END) AS first_day,
       max(CASE WHEN place = 2 THEN CAST(opened_at AS DATE) END) AS second_day FROM opened WHERE place <= 2 GROUP BY customer_id)
     SELECT count(*) AS n, count(second_day) AS repeaters,
       count(*) FILTER (WHERE date_diff('day', first_day, DATE '${snapshot}') > ${secondWithinDays}) AS watched,
       count(*) FILTER (WHERE date_diff('day', first_day, DATE '${snapshot}') > ${secondWithinDays}
         AND date_diff('day', first_day, second_day) <= ${secondWithinDays}) AS soon FROM firsts`,
  );
  const counted = async (expression: string, fromOf: (lines: string) => string = openersOf) =>
    (
      await addedUp(
        engine,
        lines,
        (lines) => `SELECT CAST(${expression} AS VARCHAR) AS item, count(*) AS n FROM ${fromOf(lines)} AS counted
         WHERE ${expression} IS NOT NULL GROUP BY CAST(${expression} AS VARCHAR)`,
        ['item'],
      )
    )
      .map(({ item, n }) => ({ value: String(item), n: Number(n) }))
      .sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1));
  const hours = await counted('hour(opened_at)');
  return {
    orders: Number(order.n),
    customers: Number(customer.n),
    averageOrder: Number(order.n) === 0 ? null : Number(order.money) / Number(order.n),
    repeat: rate(customer.repeaters, customer.n),
    secondPurchase: { ...rate(customer.soon, customer.watched), withinDays: secondWithinDays },
    multiItem: rate(order.several, order.n),
    priceBands: await counted(priceBandSql('amount'), ordersOf),
    // Every order at midnight is no habit of the customers but a file without times.
    hours: hours.length > 1 ? hours : [],
    weekdays: await counted(`mod(date_diff('day', DATE '1970-01-05', CAST(opened_at AS DATE)), 7) + 1`),
    channels: await counted('channel'),
    regions: await counted('region'),
    // An order counts once in each category that it has something of.
    categories: await counted(
      'category',
      (lines) => `(SELECT DISTINCT order_key, category FROM ${lines} AS lines WHERE kind = 'sale')`,
    ),
  };
}

function openersOf(lines: string): string {
  return `(SELECT * FROM ${lines} AS lines WHERE opened_at IS NOT NULL)`;
}

function rate(hits: unknown, total: unknown): Rate {
  const k = Number(hits);
  const n = Number(total);
  return { k, n, rate: n === 0 ? 0 : k / n, ...wilson(k, n) };
}
