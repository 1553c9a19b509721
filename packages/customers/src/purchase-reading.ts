import type { PurchaseReject } from '@soundings/contracts/purchase';
import type { PurchaseColumn } from './purchase-columns.ts';
import { type PurchaseContext, type PurchaseRow, parsePurchase } from './purchase-row.ts';

/** A purchase with the number of its line in the file, counted from 1. */
export type NumberedPurchase = { line: number; purchase: PurchaseRow };

/** The cells of one line, named by column. */
export type NumberedFields = { line: number; fields: Readonly<Partial<Record<PurchaseColumn, string>>> };

/** What reading a file has counted so far. */
export type ReadingCounts = { read: number; rejected: number; rejectedBy: Partial<Record<PurchaseReject, number>> };

export function noReadings(): ReadingCounts {
  return { read: 0, rejected: 0, rejectedBy: {} };
}

type Reading = {
  context: PurchaseContext;
  counts: ReadingCounts;
  onReject?: (line: number, reason: PurchaseReject) => void;
  /** Whether a purchase is one that was erased with its customer. */
  isErased?: (purchase: PurchaseRow) => boolean;
};

/**
 * Batches of a file's lines as batches of its purchases. `counts` is kept up to date on the way; `onReject` is told of
 * every line that is no purchase, for the team to download.
 */
export async function* readPurchases(
  batches: AsyncIterable<readonly NumberedFields[]> | Iterable<readonly NumberedFields[]>,
  { context, counts, onReject = () => {}, isErased = () => false }: Reading,
): AsyncGenerator<NumberedPurchase[]> {
  for await (const batch of batches) {
    const purchases: NumberedPurchase[] = [];
    for (const { line, fields } of batch) {
      counts.read++;
      let parsed = parsePurchase(fields, context);
      if ('purchase' in parsed && isErased(parsed.purchase)) parsed = { reject: 'erased_customer' };
      if ('purchase' in parsed) {
        purchases.push({ line, purchase: parsed.purchase });
      } else {
        counts.rejected++;
        counts.rejectedBy[parsed.reject] = (counts.rejectedBy[parsed.reject] ?? 0) + 1;
        onReject(line, parsed.reject);
      }
    }
    if (purchases.length > 0) yield purchases;
  }
}
