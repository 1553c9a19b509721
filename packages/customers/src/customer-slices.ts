import type { DuckDb } from '@soundings/lake/duckdb';
import { SLICES, sliceOf } from '@soundings/lake/slices';
import { type LakeTables, type SqlEngine, SqlError } from '@soundings/lake/sql-engine';

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

/**
 * Whether any object of a table stores the slices of its rows; in those of before they were stored the column is null.
 * Nothing is read for it but what describes the objects.
 */
export async function storesSlices(engine: SqlEngine, table: LakeTables): Promise<boolean> {
  const [name = ''] = Object.keys(table);
  try {
    await engine.query(`SELECT slice FROM ${name} LIMIT 0`, table);
    return true;
  } catch (error) {
    if (error instanceof SqlError) return false;
    throw error;
  }
}

/** How rows of the table `lake` are told to be of a range: objects that were written before slices were stored have none. */
export async function lakeSlicing(duckdb: DuckDb, lake: LakeTables): Promise<(range: SliceRange) => string> {
  const isStored = 'lake' in lake && (await storesSlices(duckdb, lake));
  return (range) =>
    isStored ? `(${rangeSql('slice', range)} OR slice IS NULL)` : rangeSql(sliceOf('customer_id'), range);
}
