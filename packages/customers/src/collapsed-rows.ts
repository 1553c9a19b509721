import type { SqlEngine } from '@soundings/lake/sql-engine';

// A fit takes time by the cell; past this many, neighbours are taken together at their means.
const MOST_CELLS = 2000;

/**
 * Rows of `history` counted in cells, the finest of `widths` that leaves few enough. `statement` gives, for a width, what to
 * select, of which rows, and what makes a cell. Rows come in order of content, so that sums over them are always the same.
 */
export async function collapsed(
  engine: SqlEngine,
  history: readonly string[],
  widths: readonly number[],
  statement: (width: number) => { columns: string; where: string; by: string },
): Promise<Record<string, number>[]> {
  for (const width of widths) {
    const { columns, where, by } = statement(width);
    const grouped = `FROM history WHERE ${where} GROUP BY ${by}`;
    const last = width === widths.at(-1);
    const [size] = last
      ? []
      : await engine.query(`SELECT count(*) AS n FROM (SELECT count(*) AS n ${grouped}) AS cells`, {
          history,
        });
    if (Number(size?.n) > MOST_CELLS) continue;
    const rows = await engine.query(`SELECT ${columns} ${grouped} ORDER BY 1, 2, 3, 4`, { history });
    return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])));
  }
  return [];
}

/** The number of the bin of `width` that a value falls in, as SQL. */
export function bin(expression: string, width: number): string {
  return `CAST(floor(CAST(${expression} AS DOUBLE) / ${width}) AS BIGINT)`;
}
