import { writeFileSync } from 'node:fs';

/** One line of the table that a reader sees: a name and what stands beside it. */
export type Row = readonly [name: string, ...cells: (string | number | undefined)[]];

/**
 * Prints a benchmark's table and, where the environment variable BENCH_JSON names a file, writes its figures there as
 * `{"figures": {"<key>": number}}`. A figure that could not be measured is undefined and its key absent. Without `rows`
 * the figures themselves are the table.
 */
export function report(figures: Readonly<Record<string, number | undefined>>, rows?: readonly Row[]): void {
  const measured = Object.entries(figures).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
  printTable(rows ?? measured);
  const file = process.env.BENCH_JSON;
  if (file) writeFileSync(file, `${JSON.stringify({ figures: Object.fromEntries(measured) }, null, 2)}\n`);
}

function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => row.map(cell));
  const widths: number[] = [];
  for (const row of cells) for (const [i, text] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, text.length);
  for (const row of cells) {
    const [name = '', ...rest] = row;
    console.log([name.padEnd(widths[0] ?? 0), ...rest.map((text, i) => text.padStart(widths[i + 1] ?? 0))].join('  '));
  }
}

function cell(value: string | number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toPrecision(4);
}
