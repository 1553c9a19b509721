import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import type { Columns } from './columns.ts';
import { peek } from './peek.ts';
import { BATCH, MAX_ROW, type Row, UnreadableFile } from './rows.ts';

/**
 * Reads CSV text as rows with only the columns that `choose` picks from the header: comma, semicolon, tab, bar or runs
 * of spaces between cells, quoted as RFC 4180 has it or sloppily. A row with more cells than the header is refused,
 * since its columns cannot be trusted; so is a last one that ends early.
 */
export async function* readCsvRows(
  text: AsyncIterable<string>,
  choose: (header: string[]) => Columns,
): AsyncGenerator<Row[]> {
  const { head, whole } = await peek(text);
  if (head.trim() === '') throw new UnreadableFile('The file is empty.');
  const delimiter = delimiterOf(head);
  // The parser runs ahead of its reader: what it skips does not come in order with the rows.
  const skipped: Row[] = [];
  const parser = parse({
    delimiter: delimiter === ' ' ? '\t' : delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW,
    on_skip: (error) => {
      if (error)
        skipped.push({
          line: lineOf(error),
          reject: error.code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'cut_off',
        });
      return undefined;
    },
  });
  const source = Readable.from(delimiter === ' ' ? spacesAsTabs(whole) : whole);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);

  let columns: [string, number][] | undefined;
  let batch: Row[] = [];
  let width = 0;
  let line = 0;
  let last: { row: Row; cells: number } | undefined;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    const start = line + 1;
    line = info.lines;
    if (!columns) {
      const header = hasNoHeader(record) ? record.map((_, i) => String(i + 1)) : record.map((cell) => cell.trim());
      columns = [...choose(header)];
      width = header.length;
      if (!hasNoHeader(record)) continue;
    }
    last = { row: rowOf(record, { columns, width, line: start }), cells: record.length };
    batch.push(last.row);
    if (batch.length >= BATCH) {
      yield [...batch, ...skipped.splice(0)];
      batch = [];
    }
  }
  if (last && last.cells < width && 'fields' in last.row && batch.at(-1) === last.row) {
    batch[batch.length - 1] = { line: last.row.line, reject: 'cut_off' };
  }
  if (batch.length + skipped.length > 0) yield [...batch, ...skipped];
}

type Shape = { columns: readonly [string, number][]; width: number; line: number };

function rowOf(cells: readonly string[], { columns, width, line }: Shape): Row {
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
    return { line, reject: 'too_many_cells' };
  const fields: Record<string, string> = {};
  for (const [field, i] of columns) {
    const cell = cells[i];
    if (cell) fields[field] = cell;
  }
  return { line, fields };
}

function delimiterOf(head: string): string {
  const lines = head.split(/\r?\n/, 6).filter((line) => line.trim() !== '');
  const unquoted = (lines[0] ?? '').replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: unquoted.split(mark).length - 1 }));
  const best = counts.reduce((most, next) => (next.count > most.count ? next : most));
  if (best.count > 0) return best.mark;
  // Fixed-width tables: every line falls into the same number of words, three or more.
  const words = lines.slice(0, 5).map((line) => line.trim().split(/ +/).length);
  return (words[0] ?? 0) >= 3 && words.every((count) => count === words[0]) ? ' ' : ',';
}

async function* spacesAsTabs(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield `${lines.map((line) => line.trim().replaceAll(/ +/g, '\t')).join('\n')}\n`;
  }
  if (rest.trim()) yield rest.trim().replaceAll(/ +/g, '\t');
}

/** A first line of numbers, dates and the like names nothing. */
function hasNoHeader(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every((cell) => /^[\d\s.,:/+-]+$/.test(cell));
}

function lineOf(error: CsvError): number {
  const lines: unknown = error.lines;
  return typeof lines === 'number' ? Math.max(1, lines) : 1;
}
