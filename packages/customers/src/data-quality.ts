import type { AmountsReading, PurchaseQuality } from '@soundings/contracts/purchase';
import type { PurchaseImport } from './import-purchases.ts';
import type { ReadingCounts } from './purchase-reading.ts';
import type { PurchaseContext } from './purchase-row.ts';

const DAY_MS = 86_400_000;
const GRADES = [
  ['A', 0.95],
  ['B', 0.85],
  ['C', 0.7],
  ['D', 0.5],
] as const;

// Segments work without these columns, habits and personas say more with each.
const WEIGHTS: Readonly<Record<string, number>> = {
  sku: 1,
  product: 1,
  category: 1,
  quantity: 1,
  channel: 1,
  region: 1,
};

/**
 * The data-quality report of one import. Completeness is the share of optional columns filled, together with the rows
 * that lack a customer, an order, a date or an amount; validity the share of rows read that could be read as what they
 * are; uniqueness the share that no other row repeats; timeliness halves with every 90 days since the last purchase.
 * The score is the lowest of validity and uniqueness, less a little for what is incomplete or old: a full and fresh file
 * whose rows cannot be read is not a good file.
 */
export function purchaseQuality({
  counts,
  imported,
  context,
  dateOrderSettled,
  amounts,
  now,
}: {
  counts: ReadingCounts;
  imported: PurchaseImport;
  context: PurchaseContext;
  dateOrderSettled: boolean;
  amounts: AmountsReading;
  now: number;
}): PurchaseQuality {
  const { read, rejected, rejectedBy } = counts;
  const share = (n: number) => (read === 0 ? 0 : n / read);
  const lacking = (['missing_customer', 'missing_order', 'missing_date', 'missing_amount'] as const).reduce(
    (sum, reason) => sum + (rejectedBy[reason] ?? 0),
    0,
  );
  const columns = Object.keys(WEIGHTS);
  const filled = columns.reduce((sum, column) => sum + (imported.filled[column] ?? 0), 0) / columns.length;
  const completeness = (1 - share(lacking)) * (0.5 + 0.5 * filled);
  const validity = 1 - share(rejected);
  const uniqueness = 1 - share(imported.duplicatesInFile);
  const age = imported.lastAt === null ? Number.POSITIVE_INFINITY : Math.max(0, now - Date.parse(imported.lastAt));
  const timeliness = 0.5 ** (age / (90 * DAY_MS));
  const score = Math.min(validity, uniqueness) * (0.7 + 0.2 * completeness + 0.1 * timeliness);
  return {
    read,
    accepted: imported.accepted,
    duplicatesInFile: imported.duplicatesInFile,
    duplicatesInLake: imported.duplicatesInLake,
    rejected,
    rejectedBy,
    refunds: imported.refunds,
    unlinkedRefunds: imported.unlinkedRefunds,
    customers: imported.customers,
    orders: imported.orders,
    net: imported.net,
    firstAt: imported.firstAt,
    lastAt: imported.lastAt,
    reading: {
      dateOrder: context.dateOrder,
      dateOrderSettled,
      decimalMark: context.decimalMark,
      timeZone: context.timeZone,
      currency: context.currency,
      amounts,
    },
    filled: imported.filled,
    completeness,
    validity,
    uniqueness,
    timeliness,
    score,
    grade: GRADES.find(([, least]) => score >= least)?.[0] ?? 'E',
  };
}
