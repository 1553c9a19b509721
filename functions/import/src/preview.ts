import type { ImportKind, ImportOptions, ImportPreview } from '@soundings/contracts/import';
import { readAmounts } from '@soundings/customers/amounts-reading';
import type { PurchaseColumn } from '@soundings/customers/purchase-columns';
import { guessDecimalMark } from '@soundings/customers/written-number';
import type { Columns } from './columns.ts';
import { type Row, SAMPLE } from './rows.ts';

const ROWS = 5;
const MOST_COLUMNS = 200;
const LONGEST = 160;

type Previewed = {
  kind: ImportKind;
  options: ImportOptions;
  /** What the columns of a header are taken for. */
  find: (header: readonly string[]) => Columns;
};

/** Gathers a file's columns and its first rows, whatever they mean; of purchases also what the amounts seem to be of. */
export function startPreview({ kind, options, find }: Previewed) {
  const names: string[] = [];
  const headers: string[] = [];
  const rows: Record<string, string>[] = [];
  const purchases: Partial<Record<PurchaseColumn, string>>[] = [];

  return {
    /** Picks every column under a name of its own: what a file's reader asks for. */
    choose(header: string[]): Columns {
      const columns = new Map<string, number>();
      for (const [i, title] of header.slice(0, MOST_COLUMNS).entries()) {
        const name = title.trim() && !columns.has(title) ? title : `#${i + 1}`;
        columns.set(name, i);
        if (names.includes(name) || names.length >= MOST_COLUMNS) continue;
        names.push(name);
        headers.push(title);
      }
      return columns;
    },

    /** Gives whether more rows would tell more. */
    take(batch: readonly Row[]): boolean {
      const found = [...find(headers)];
      for (const row of batch) {
        if (!('fields' in row)) continue;
        if (rows.length < ROWS) rows.push(row.fields);
        if (kind !== 'purchases') continue;
        purchases.push(Object.fromEntries(found.map(([field, i]) => [field, row.fields[names[i] ?? ''] ?? ''])));
      }
      return kind === 'purchases' && purchases.length < SAMPLE;
    },

    result(): ImportPreview {
      const columns = find(headers);
      const fieldOf = new Map([...columns].map(([field, i]) => [i, field]));
      const [order, amount] = [columns.get('orderId'), columns.get('amount')];
      const decimalMark = guessDecimalMark(purchases.flatMap((row) => [row.amount ?? '', row.unitPrice ?? '']));
      const reading = { header: headers[amount ?? -1], decimalMark, said: options.amountOf };
      return {
        columns: names.map((name, i) => ({
          name: name.slice(0, LONGEST),
          field: fieldOf.get(i) ?? null,
          samples: rows.map((row) => (row[name] ?? '').slice(0, LONGEST)),
        })),
        ...(kind === 'purchases' &&
          order !== undefined &&
          amount !== undefined && { amounts: readAmounts(purchases, reading) }),
      };
    },
  };
}
