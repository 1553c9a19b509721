import type { ImportPreview } from '@soundings/contracts/import';
import type { Columns } from './columns.ts';
import type { Row } from './rows.ts';

const ROWS = 5;
const MOST_COLUMNS = 200;
const LONGEST = 160;

/** Gathers a file's columns and its first rows, whatever they mean. */
export function startPreview() {
  const names: string[] = [];
  const headers: string[] = [];
  const rows: Record<string, string>[] = [];

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

    take(batch: readonly Row[]): void {
      for (const row of batch) if ('fields' in row && rows.length < ROWS) rows.push(row.fields);
    },

    result(find: (header: readonly string[]) => Columns): ImportPreview {
      const fieldOf = new Map([...find(headers)].map(([field, i]) => [i, field]));
      return {
        columns: names.map((name, i) => ({
          name: name.slice(0, LONGEST),
          field: fieldOf.get(i) ?? null,
          samples: rows.map((row) => (row[name] ?? '').slice(0, LONGEST)),
        })),
      };
    },
  };
}
