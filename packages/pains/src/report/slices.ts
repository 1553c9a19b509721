import type { DuckDb } from '@soundings/lake/duckdb';
import type { LakeTables } from '@soundings/lake/sql-engine';

/** What the engine holds of one slice fits beside everything else in 512 MB; more slices read the table more often. */
const ROWS = 1_000_000;

/** The rows of a slice come in any order. */
export const ANY_ORDER = { inOrder: false };

/**
 * Conditions that together hold for every row of `table` and each for about a million: a statement that holds all
 * its groups in memory is asked once for each. Rows of one value of `column` stay together.
 */
export async function slicesOf(
  engine: DuckDb,
  { table, column, rows = ROWS }: { table: string; column: string; rows?: number },
  tables: LakeTables,
): Promise<string[]> {
  const [counted] = await engine.query(`SELECT count(*) AS n FROM ${table}`, tables);
  const slices = Math.max(1, Math.ceil(Number(counted?.n) / rows));
  if (slices === 1) return ['true'];
  return Array.from({ length: slices }, (_, slice) => `hash(${column}) % ${slices} = ${slice}`);
}
