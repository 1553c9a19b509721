import { type AmountOf, OrderTotalDoubt } from '@soundings/contracts/purchase';
import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteName } from '@soundings/lake/quoted';
import type { LakeTables, SqlValue } from '@soundings/lake/sql-engine';
import { lakeSlicing, rangeSql, type SliceRange, sliceRanges } from './customer-slices.ts';
import { orderSharesSql } from './order-shares.ts';
import type { NumberedPurchase } from './purchase-reading.ts';

/** What an import brought; money in decimal text by currency, shares from 0 to 1. */
export type PurchaseImport = {
  accepted: number;
  duplicatesInFile: number;
  duplicatesInLake: number;
  refunds: number;
  /** Refunds whose order is not known: their money counts, no order of theirs goes. */
  unlinkedRefunds: number;
  customers: number;
  orders: number;
  net: { currency: string; amount: string }[];
  /** Of all lines that could be read, new to the lake or not. */
  firstAt: string | null;
  lastAt: string | null;
  /** Share of those lines that fill each optional column. */
  filled: Record<string, number>;
  /** New lines whose order's total is not the only one of that order. */
  otherTotals: { line: number; reason: OrderTotalDoubt }[];
};

const STAGED = {
  line: 'DOUBLE',
  order_id: 'VARCHAR',
  line_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  account_id: 'VARCHAR',
  at_ms: 'DOUBLE',
  local_ms: 'DOUBLE',
  kind: 'VARCHAR',
  refund_of: 'VARCHAR',
  sku: 'VARCHAR',
  product: 'VARCHAR',
  category: 'VARCHAR',
  quantity: 'DOUBLE',
  amount: 'DOUBLE',
  is_total: 'BOOLEAN',
  worth: 'DOUBLE',
  currency: 'VARCHAR',
  channel: 'VARCHAR',
  region: 'VARCHAR',
} as const;

/** A file of more lines is dealt with by so many at a time, whole customers together: memory does not grow with it. */
const SLICE_ROWS = 120_000;

const OPTIONAL = ['account_id', 'sku', 'product', 'category', 'quantity', 'channel', 'region'] as const;

// What makes a line the line it is. Names and places are left out: a shop that renames a product exports the same line.
const SAYS = `md5(concat(order_id, chr(31), coalesce(line_id, ''), chr(31), customer_id, chr(31), coalesce(sku, product, ''),
  chr(31), kind, chr(31), currency, chr(31), CAST(CAST(at_ms AS BIGINT) AS VARCHAR), chr(31),
  CAST(CAST(amount AS BIGINT) AS VARCHAR), chr(31), coalesce(CAST(quantity AS VARCHAR), '')))`;

/**
 * Takes a file's purchases into the lake as the one Parquet object `key`, ordered by customer and time. `existing` are the
 * keys already in the lake; `key` itself is ignored among them, so that an import that runs again after a crash writes the
 * same object and gives the same counts. Nothing is written where no line is new.
 *
 * **Equal lines.** Two lines that agree in order, customer, product, quantity, money and time are one line exported twice
 * unless a line id tells them apart: that is what repeated exports look like, and money counted twice is the worse error.
 * `keepRepeats` reads them as two lines of one basket instead. Either way the n-th such line of a file has the same id
 * every time, so a file imported again changes nothing.
 *
 * **Orders' totals**, which each line of an order repeats, count once: see `orderSharesSql`. What a line is told apart by is
 * the total as it stands, so the same line has the same id however its amount is read.
 *
 * **Refunds** without a stated order belong to the order of their own number, or to the customer's latest earlier
 * order with that product, of the same unit price if there is one.
 *
 * One import of a lake at a time: two that run at once do not see each other's lines.
 */
export async function importPurchases({
  duckdb,
  rows,
  existing,
  key,
  importId,
  keepRepeats = false,
  amountOf = 'line',
  sliceRows = SLICE_ROWS,
}: {
  duckdb: DuckDb;
  rows: AsyncIterable<readonly NumberedPurchase[]>;
  existing: readonly string[];
  key: string;
  importId: string;
  keepRepeats?: boolean;
  amountOf?: AmountOf;
  sliceRows?: number;
}): Promise<PurchaseImport> {
  const name = (step: string) => `${step} ${importId}`;
  const earlier = existing.filter((known) => known !== key);
  const lake: LakeTables = earlier.length > 0 ? { lake: earlier } : {};
  const steps = ['staged', 'known', 'said', 'repeats', 'fresh', 'shares', 'priced', 'openers', 'links', 'totals'];
  const total = { staged: 0, fresh: 0, repeats: 0 };
  const otherTotals: PurchaseImport['otherTotals'] = [];
  try {
    await duckdb.stage(name('file'), STAGED, stagedRows(rows), { sliceBy: 'customer_id' });
    const [file] = await duckdb.query(
      `SELECT count(*) AS lines, epoch_ms(CAST(min(at_ms) AS BIGINT)) AS first_at, epoch_ms(CAST(max(at_ms) AS BIGINT)) AS last_at,
         ${OPTIONAL.map((column) => `count(${column}) AS ${column}`).join(', ')} FROM ${quoteName(name('file'))}`,
      {},
    );
    const lines = Number(file?.lines);
    const inLake = await lakeSlicing(duckdb, lake);
    for (const range of sliceRanges(lines / sliceRows)) {
      const statements = importStatements({
        name,
        range,
        inLake: earlier.length > 0 ? inLake(range) : undefined,
        keepRepeats,
        amountOf,
        importId,
      });
      for (const [step, sql] of statements.derived) await duckdb.derive(name(step), sql, lake);
      const [counts] = await duckdb.query(statements.counts, {});
      const doubts = amountOf === 'order' ? await duckdb.query(statements.doubts, {}) : [];
      for (const { line, doubt } of doubts)
        otherTotals.push({ line: Number(line), reason: OrderTotalDoubt.parse(doubt) });
      for (const count of ['staged', 'fresh', 'repeats'] as const) total[count] += Number(counts?.[count]);
      if (Number(counts?.fresh) > 0) await duckdb.append(name('written'), statements.written, {});
      for (const step of steps) await duckdb.drop(name(step));
    }
    // Each slice is in order, and the engine keeps it: the same object every time, a customer's lines together.
    if (total.fresh > 0) await duckdb.store(`SELECT * FROM ${quoteName(name('written'))}`, {}, key);
    return {
      accepted: total.fresh,
      duplicatesInFile: total.repeats,
      duplicatesInLake: total.staged - total.repeats - total.fresh,
      firstAt: textOrNull(file?.first_at),
      lastAt: textOrNull(file?.last_at),
      otherTotals,
      filled: Object.fromEntries(OPTIONAL.map((column) => [column, Number(file?.[column]) / Math.max(1, lines)])),
      ...(await contents(duckdb, total.fresh > 0 ? key : null)),
    };
  } finally {
    for (const step of ['file', ...steps, 'written']) await duckdb.drop(name(step));
  }
}

/** Each step reads the tables of those before it. Only what is narrow is sorted or hashed: ids, never whole lines. */
function importStatements({
  name,
  range,
  inLake,
  keepRepeats,
  amountOf,
  importId,
}: {
  name: (step: string) => string;
  /** Which customers' lines are dealt with. */
  range: SliceRange;
  /** Which of the lake's lines may be of these customers, as a condition, if it has any. */
  inLake: string | undefined;
  keepRepeats: boolean;
  amountOf: AmountOf;
  importId: string;
}) {
  const table = (step: string) => quoteName(name(step));
  const id = keepRepeats
    ? `CASE WHEN r.n > 1 THEN md5(concat(s.says, ' ', CAST(r.n AS VARCHAR))) ELSE s.says END`
    : 's.says';
  // What the lake has of these customers is looked up once, however much it has of others.
  const known = `SELECT id, customer_id, order_id, order_key, kind, coalesce(sku, product) AS item, occurred_at, local_at,
      quantity, amount, currency FROM lake WHERE ${inLake} AND customer_id IN (SELECT customer_id FROM ${table('staged')})`;
  const lake = inLake && table('known');
  const shared: [step: string, sql: string][] = [
    ['shares', orderSharesSql(table, lake)],
    [
      'priced',
      `SELECT s.* REPLACE (coalesce(h.share, s.amount) AS amount) FROM ${table('staged')} s
         LEFT JOIN ${table('shares')} h ON s.line = h.line`,
    ],
  ];
  // The same lines with what each comes to.
  const priced = (step: string) => table(step === 'staged' && amountOf === 'order' ? 'priced' : step);
  const derived: [step: string, sql: string][] = [
    // In order, or the engine would hold a block for every part of the file to keep theirs.
    ['staged', `SELECT * FROM ${table('file')} WHERE ${rangeSql('slice', range)} ORDER BY line`],
    ...(inLake ? [['known', known] satisfies [string, string]] : []),
    ['said', `SELECT line, ${SAYS} AS says FROM ${table('staged')}`],
    [
      'repeats',
      `SELECT line, n FROM (SELECT line, row_number() OVER (PARTITION BY says ORDER BY line) AS n FROM ${table('said')}
         WHERE says IN (SELECT says FROM ${table('said')} GROUP BY says HAVING count(*) > 1)) AS numbered WHERE n > 1`,
    ],
    [
      'fresh',
      `SELECT s.line, ${id} AS id FROM ${table('said')} s LEFT JOIN ${table('repeats')} r ON s.line = r.line
       WHERE ${keepRepeats ? 'TRUE' : 'r.n IS NULL'} ${
         lake
           ? `AND ${id} NOT IN (SELECT id FROM ${lake} AS known WHERE occurred_at BETWEEN ${within(table('staged'))})`
           : ''
       }`,
    ],
    ...(amountOf === 'order' ? shared : []),
    ['openers', openersSql(table, lake)],
    ['links', linksSql(priced, lake)],
    ['totals', totalsSql(priced, lake)],
  ];
  const counts = `SELECT (SELECT count(*) FROM ${table('staged')}) AS staged, (SELECT count(*) FROM ${table('fresh')}) AS fresh,
    ${keepRepeats ? '0' : `(SELECT count(*) FROM ${table('repeats')})`} AS repeats`;
  const written = `SELECT f.id, s.order_id, s.customer_id, s.account_id, epoch_ms(CAST(s.at_ms AS BIGINT)) AS occurred_at,
      epoch_ms(CAST(s.local_ms AS BIGINT)) AS local_at, s.kind, l.order_id AS refund_of,
      ${orderKeySql('s.customer_id', 's.order_id')} AS order_key, l.order_key AS refund_key, t.amount AS order_amount,
      t.day AS order_day, CASE WHEN o.line IS NOT NULL THEN epoch_ms(CAST(s.local_ms AS BIGINT)) END AS opened_at,
      s.sku, s.product, s.category, s.quantity, CAST(s.amount / 10000 AS DECIMAL(18,4)) AS amount, s.currency, s.channel,
      s.region, '${importId}' AS import_id, CAST(s.line AS BIGINT) AS line, s.slice
    FROM ${priced('staged')} s JOIN ${table('fresh')} f ON s.line = f.line LEFT JOIN ${table('openers')} o ON s.line = o.line
      LEFT JOIN ${table('links')} l ON s.line = l.line LEFT JOIN ${table('totals')} t ON t.order_key = l.order_key
    ORDER BY s.customer_id, s.at_ms, s.line`;
  const doubts = `SELECT line, doubt FROM ${table('shares')} WHERE doubt IS NOT NULL ORDER BY line`;
  return { derived, counts, doubts, written };
}

function within(staged: string): string {
  return `(SELECT epoch_ms(CAST(min(at_ms) AS BIGINT)) FROM ${staged}) AND (SELECT epoch_ms(CAST(max(at_ms) AS BIGINT)) FROM ${staged})`;
}

/** A number that stands for an order of a customer: a join on it costs a fraction of one on two texts. */
function orderKeySql(customer: string, order: string): string {
  return `CAST(md5_number_lower(concat(${customer}, chr(31), ${order})) % 9223372036854775807 AS BIGINT)`;
}

/** The first fresh sale line of each order of which the lake has none. */
function openersSql(table: (step: string) => string, lake: string | undefined): string {
  const known = lake
    ? `AND NOT EXISTS (SELECT 1 FROM ${lake} k WHERE k.kind = 'sale' AND k.order_id = s.order_id AND k.customer_id = s.customer_id)`
    : '';
  return `SELECT min(s.line) AS line FROM ${table('staged')} s JOIN ${table('fresh')} f ON s.line = f.line
    WHERE s.kind = 'sale' ${known} GROUP BY md5_number(concat(s.order_id, chr(31), s.customer_id))`;
}

/** The order that each fresh refund gives back: the stated one, or the likeliest. */
function linksSql(table: (step: string) => string, lake: string | undefined): string {
  const sales = `SELECT customer_id, order_id, coalesce(sku, product) AS item, epoch_ms(CAST(at_ms AS BIGINT)) AS sold_at,
      quantity, CAST(amount / 10000 AS DECIMAL(18,4)) AS amount FROM ${table('staged')} WHERE kind = 'sale'`;
  const lakeSales = `SELECT customer_id, order_id, item, occurred_at AS sold_at, quantity, amount
    FROM ${lake} AS known WHERE kind = 'sale'`;
  return `WITH refunds AS (SELECT s.* FROM ${table('staged')} s JOIN ${table('fresh')} f ON s.line = f.line WHERE s.kind = 'refund'),
    sales AS (SELECT * FROM (${sales}${lake ? ` UNION ALL ${lakeSales}` : ''}) AS every_sale
      WHERE customer_id IN (SELECT customer_id FROM refunds WHERE refund_of IS NULL)),
    candidates AS (SELECT r.line, s.order_id, s.sold_at,
        CASE WHEN s.order_id = r.order_id OR concat('C', s.order_id) = r.order_id THEN 2
          WHEN abs(s.amount * r.quantity - r.amount / 10000 * s.quantity) < 0.005 THEN 1 ELSE 0 END AS likeness
      FROM refunds r JOIN sales s ON s.customer_id = r.customer_id
      WHERE r.refund_of IS NULL AND (s.order_id = r.order_id OR concat('C', s.order_id) = r.order_id
        OR (s.item = coalesce(r.sku, r.product) AND s.sold_at <= epoch_ms(CAST(r.at_ms AS BIGINT))
          AND s.quantity >= -r.quantity))),
    likeliest AS (SELECT line, order_id FROM (SELECT line, order_id,
        row_number() OVER (PARTITION BY line ORDER BY likeness DESC, sold_at DESC, order_id DESC) AS place FROM candidates) AS placed
      WHERE place = 1),
    linked AS (SELECT r.line, r.customer_id, coalesce(r.refund_of, l.order_id) AS order_id
      FROM refunds r LEFT JOIN likeliest l ON l.line = r.line)
    SELECT line, order_id, ${orderKeySql('customer_id', 'order_id')} AS order_key FROM linked WHERE order_id IS NOT NULL`;
}

/** What has been paid by now for each order of which something is given back. */
function totalsSql(table: (step: string) => string, lake: string | undefined): string {
  const staged = `SELECT ${orderKeySql('s.customer_id', 's.order_id')} AS order_key,
      CAST(s.amount / 10000 AS DECIMAL(18,4)) AS amount, CAST(epoch_ms(CAST(s.local_ms AS BIGINT)) AS DATE) AS day
    FROM ${table('staged')} s JOIN ${table('fresh')} f ON s.line = f.line WHERE s.kind = 'sale'`;
  const known = `SELECT order_key, amount, CAST(local_at AS DATE) AS day FROM ${lake} AS known WHERE kind = 'sale'`;
  return `SELECT order_key, CAST(sum(amount) AS DECIMAL(18,4)) AS amount, min(day) AS day
    FROM (${staged}${lake ? ` UNION ALL ${known}` : ''}) AS sales
    WHERE order_key IN (SELECT order_key FROM ${table('links')}) GROUP BY order_key`;
}

function textOrNull(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** What the new object holds. */
async function contents(duckdb: DuckDb, key: string | null) {
  if (key === null) return { refunds: 0, unlinkedRefunds: 0, customers: 0, orders: 0, net: [] };
  const tables = { purchases: [key] };
  const [row] = await duckdb.query(
    `SELECT count(*) FILTER (WHERE kind = 'refund') AS refunds, count(opened_at) AS orders,
       count(*) FILTER (WHERE kind = 'refund' AND refund_of IS NULL) AS unlinked FROM purchases`,
    tables,
  );
  const [customers] = await duckdb.query('SELECT count(DISTINCT customer_id) AS n FROM purchases', tables);
  const net = await duckdb.query(
    `SELECT currency, CAST(CAST(sum(amount) AS DECIMAL(18,4)) AS VARCHAR) AS amount FROM purchases GROUP BY currency ORDER BY currency`,
    tables,
  );
  return {
    refunds: Number(row?.refunds),
    unlinkedRefunds: Number(row?.unlinked),
    customers: Number(customers?.n),
    orders: Number(row?.orders),
    net: net.map(({ currency, amount }) => ({ currency: String(currency), amount: String(amount) })),
  };
}

async function* stagedRows(batches: AsyncIterable<readonly NumberedPurchase[]>) {
  for await (const batch of batches) {
    yield batch.map(({ line, purchase: p }) => [
      line,
      p.orderId,
      p.lineId,
      p.customerId,
      p.accountId,
      p.at,
      p.localAt,
      p.kind,
      p.refundOf,
      p.sku,
      p.product,
      p.category,
      p.quantity,
      p.amount,
      p.isOrderTotal,
      p.worth,
      p.currency,
      p.channel,
      p.region,
    ]);
  }
}
