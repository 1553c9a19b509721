import { Customer } from '@soundings/contracts/customer';
import type { CustomerProfile } from '@soundings/contracts/customer-insights';
import { quoteText } from '@soundings/lake/quoted';
import { sliceOfValue } from '@soundings/lake/slices';
import type { LakeTables, SqlEngine, SqlRow } from '@soundings/lake/sql-engine';
import { explanation, rhythmOf } from './churn-warnings.ts';
import { storesSlices } from './customer-slices.ts';

const PURCHASES_TOLD = 200;
const ANSWERS_TOLD = 200;

/**
 * All that the lake has of one customer, or of one account where accounts are told of, or undefined where it has nothing:
 * `snapshots` are the objects of the `customers` table, latest first, `purchases` and `answers` the lake's tables.
 */
export async function customerProfile(
  engine: SqlEngine,
  customerId: string,
  {
    snapshots,
    purchases,
    answers,
  }: { snapshots: readonly string[]; purchases: readonly string[]; answers: readonly string[] },
): Promise<CustomerProfile | undefined> {
  const his = `customer_id = ${quoteText(customerId)}`;
  const ask = (sql: string, tables: LakeTables) =>
    Object.values(tables).some((keys) => keys.length === 0) ? [] : engine.query(sql, tables);
  const [[current], scores, { bought, n }, said] = await Promise.all([
    ask(`SELECT * FROM customers WHERE ${his}`, { customers: snapshots.slice(0, 1) }),
    ask(
      `SELECT CAST(snapshot AS VARCHAR) AS day, segment, r, f, m, frequency, monetary FROM customers WHERE ${his} ORDER BY 1`,
      { customers: snapshots },
    ),
    purchasesOf(engine, customerId, purchases),
    ask(
      `SELECT survey_id, question_id, value, answered_at FROM answers WHERE ${his}
       ORDER BY answered_at DESC, survey_id, question_id, value LIMIT ${ANSWERS_TOLD}`,
      { answers },
    ),
  ]);
  if (!current && bought.length === 0 && said.length === 0) return undefined;
  const customer = current ? customerOf(current) : null;
  return {
    customer,
    scores: scores.map((row) => ({
      day: String(row.day),
      segment: String(row.segment),
      r: Number(row.r),
      f: Number(row.f),
      m: Number(row.m),
      frequency: Number(row.frequency),
      monetary: Number(row.monetary),
    })),
    purchases: bought.map((row) => ({
      at: String(row.local_at),
      orderId: String(row.order_id),
      kind: row.kind === 'refund' ? 'refund' : 'sale',
      product: textOrNull(row.product),
      category: textOrNull(row.category),
      quantity: row.quantity === null ? null : Number(row.quantity),
      amount: String(row.amount),
      currency: String(row.currency),
      channel: textOrNull(row.channel),
    })),
    purchaseCount: n,
    warning: warningOf(customer),
    answers: said.map((row) => ({
      surveyId: String(row.survey_id),
      questionId: String(row.question_id),
      value: textOrNull(row.value),
      answeredAt: String(row.answered_at),
    })),
  };
}

/**
 * The latest lines of a customer, or of the people of an account, and how many there are. Each part of the condition is
 * asked for apart: what describes a part of the lake tells for each whether that has none, but not for several at once.
 */
async function purchasesOf(
  engine: SqlEngine,
  customerId: string,
  purchases: readonly string[],
): Promise<{ bought: SqlRow[]; n: number }> {
  if (purchases.length === 0) return { bought: [], n: 0 };
  const who = quoteText(customerId);
  const own = (await storesSlices(engine, { purchases }))
    ? [`slice = ${sliceOfValue(customerId)}`, 'slice IS NULL'].map((slice) => `customer_id = ${who} AND ${slice}`)
    : [`customer_id = ${who}`];
  const parts = [...own, `account_id = ${who} AND customer_id <> ${who}`].map(
    (where) => `SELECT local_at, order_id, line, kind, coalesce(product, sku) AS product, category, quantity,
        CAST(amount AS VARCHAR) AS amount, currency, channel FROM purchases WHERE ${where}`,
  );
  const lines = `(${parts.join(' UNION ALL ')}) AS bought`;
  const bought = await engine.query(
    `SELECT * FROM ${lines} ORDER BY local_at DESC, order_id, line LIMIT ${PURCHASES_TOLD}`,
    { purchases },
  );
  if (bought.length < PURCHASES_TOLD) return { bought, n: bought.length };
  // Not counted beside them: DuckDB 1.5 fails now and then at a window over a union (duckdb/duckdb#22352).
  const [all] = await engine.query(`SELECT count(*) AS n FROM ${lines}`, { purchases });
  return { bought, n: Number(all?.n) };
}

/** Silent for longer than their own rhythm would have it. */
function warningOf(customer: Customer | null): CustomerProfile['warning'] {
  if (customer === null || customer.intervalDays === null || customer.recencyDays <= customer.intervalDays) return null;
  return explanation(rhythmOf(customer), customer.recencyDays);
}

/** A row of the `customers` table by the names of the contract. */
function customerOf(row: SqlRow): Customer {
  const named = Object.entries(row).map(([column, value]) => [
    column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Customer.parse(Object.fromEntries(named));
}

function textOrNull(value: SqlRow[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
