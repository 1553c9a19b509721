import { Import } from '@soundings/contracts/import';
import { type AmountsReading, PurchaseQuality } from '@soundings/contracts/purchase';
import { readAmounts } from '@soundings/customers/amounts-reading';
import { purchaseQuality } from '@soundings/customers/data-quality';
import { importPurchases as importIntoLake } from '@soundings/customers/import-purchases';
import type { PurchaseColumn } from '@soundings/customers/purchase-columns';
import { type NumberedFields, noReadings, readPurchases } from '@soundings/customers/purchase-reading';
import { type PurchaseContext, purchaseContext } from '@soundings/customers/purchase-row';
import { guessDateOrder } from '@soundings/customers/written-date';
import { guessDecimalMark, headerCurrency, yenSignOf } from '@soundings/customers/written-number';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { commitToLake } from './commit-to-lake.ts';
import { committedImport } from './committed-import.ts';
import type { ImportTarget } from './import-target.ts';
import { type Row, SAMPLE } from './rows.ts';
import type { Tally } from './tally.ts';

/** ISO 4217 for "no currency". */
const NO_CURRENCY = 'XXX';

const Outcome = z.object({
  ...Import.pick({ read: true, accepted: true, duplicates: true, rejected: true, problems: true }).shape,
  quality: PurchaseQuality,
});
export type PurchasesOutcome = z.infer<typeof Outcome>;

/** What this import came to, if it got as far as the lake before a crash. */
export function importedPurchases(store: Store, importId: string): Promise<PurchasesOutcome | undefined> {
  return committedImport({ store, table: 'purchases', importId }, Outcome);
}

/**
 * Takes a file's purchases into the lake as one object, which counts from the moment that the lake's manifest names it.
 * Gives undefined where another import was committed meanwhile: this one's duplicates must be looked for again.
 */
export async function importPurchases(
  rows: AsyncIterable<readonly Row[]>,
  tally: Tally,
  { store, duckdb, importId, options, receivedAt, headerOf }: ImportTarget,
): Promise<PurchasesOutcome | undefined> {
  const now = Date.parse(receivedAt);
  const lake = await store.lake.read('purchases');
  const { context, dateOrderSettled, amounts, batches } = await settle(wellFormed(rows, tally), {
    options,
    now,
    headerOf,
  });
  const counts = noReadings();
  const isKeptAway = await store.erasures.keptAway();
  const key = `purchases/${importId}.parquet`;
  const imported = await importIntoLake({
    duckdb,
    rows: readPurchases(batches, {
      context,
      counts,
      onReject: (line, reason) => tally.reject(reason, line),
      isErased: ({ customerId, at }) => isKeptAway(customerId, new Date(at).toISOString()),
    }),
    existing: lake.files.map((file) => file.key),
    key,
    importId,
    amountOf: context.amountOf,
    ...(options.keepRepeats !== undefined && { keepRepeats: options.keepRepeats }),
  });
  tally.accept(imported.accepted);
  tally.duplicate(imported.duplicatesInFile + imported.duplicatesInLake);
  for (const { line, reason } of imported.otherTotals) tally.note(reason, line);
  const quality = purchaseQuality({ counts, imported, context, dateOrderSettled, amounts, now });
  const outcome = { ...tally.result(), quality };
  await store.importProblems.write(importId, tally.problemLines());
  if (imported.accepted === 0) return outcome;
  const file = { key, rows: imported.accepted, addedBy: importId, outcome };
  return (await commitToLake({ store, duckdb, table: 'purchases' }, lake, file)) ? outcome : undefined;
}

async function* wellFormed(rows: AsyncIterable<readonly Row[]>, tally: Tally): AsyncGenerator<NumberedFields[]> {
  for await (const batch of rows) {
    const fit: NumberedFields[] = [];
    for (const row of batch) {
      if ('reject' in row) tally.reject(row.reject, row.line);
      else fit.push(row);
    }
    yield fit;
  }
}

/**
 * Looks at the first rows to tell how dates and amounts are written and what they are of, then gives all rows, those first
 * ones included.
 */
async function settle(
  rows: AsyncGenerator<NumberedFields[]>,
  { options, now, headerOf }: Pick<ImportTarget, 'options' | 'headerOf'> & { now: number },
): Promise<{
  context: PurchaseContext;
  dateOrderSettled: boolean;
  amounts: AmountsReading;
  batches: AsyncIterable<NumberedFields[]>;
}> {
  const first: NumberedFields[][] = [];
  for (let seen = 0; seen < SAMPLE; ) {
    const next = await rows.next();
    if (next.done) break;
    first.push(next.value);
    seen += next.value.length;
  }
  const column = (...names: PurchaseColumn[]) =>
    first.flatMap((batch) => batch.flatMap(({ fields }) => names.map((name) => fields[name] ?? '')));
  const guessed = guessDateOrder(column('date'));
  const money = ['amount', 'unitPrice'] as const;
  const headers = money.flatMap((field) => headerOf(field) ?? []);
  const yenSign = yenSignOf([...headers, ...column('amount', 'unitPrice')], options.currency);
  const named = headers.map((header) => headerCurrency(header, yenSign)).find((currency) => currency !== null);
  const decimalMark = guessDecimalMark(column('amount', 'unitPrice'));
  const amounts = readAmounts(
    first.flatMap((batch) => batch.map(({ fields }) => fields)),
    { header: headerOf('amount'), decimalMark, said: options.amountOf },
  );
  const context = purchaseContext({
    dateOrder: options.dateOrder ?? guessed.order,
    decimalMark,
    amountOf: amounts.amountOf,
    ...(options.timeZone && { timeZone: options.timeZone }),
    currency: options.currency ?? named ?? NO_CURRENCY,
    yenSign,
    now,
  });
  async function* batches() {
    yield* first;
    yield* rows;
  }
  const dateOrderSettled = options.dateOrder !== undefined || guessed.settled;
  return { context, dateOrderSettled, amounts, batches: batches() };
}
