import { type DuckDb, SLICES, sliceOf } from '@soundings/lake/duckdb';
import type { LakeTables } from '@soundings/lake/sql-engine';

/** A range of slices of customers (see `sliceOf`), both ends included. */
export type SliceRange = { from: number; to: number };

/** All slices in at least so many ranges, and in one at least, of about the same length. */
export function sliceRanges(least: number): SliceRange[] {
  const n = Math.max(1, Math.ceil(least));
  const firstOf = (i: number) => Math.ceil((SLICES * i) / n);
  return Array.from({ length: n }, (_, i) => ({ from: firstOf(i), to: firstOf(i + 1) - 1 }));
}

export function rangeSql(column: string, { from, to }: SliceRange): string {
  return `${column} BETWEEN ${from} AND ${to}`;
}

/** How rows of the table `lake` are told to be of a range: objects that were written before slices were stored have none. */
export async function lakeSlicing(duckdb: DuckDb, lake: LakeTables): Promise<(range: SliceRange) => string> {
  const [line = {}] = 'lake' in lake ? await duckdb.query('SELECT * FROM lake LIMIT 1', lake) : [];
  const isStored = 'slice' in line;
  return (range) =>
    isStored ? `(${rangeSql('slice', range)} OR slice IS NULL)` : rangeSql(sliceOf('customer_id'), range);
}
