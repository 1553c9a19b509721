import { finished } from 'node:stream/promises';
import { type CsvError, parse } from 'csv-parse';
import type { Columns } from './columns.ts';
import { peek } from './peek.ts';
import { BATCH, EMPTY_FILE, MAX_ROW, type Row, UnreadableFile } from './rows.ts';

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
  if (head.trim() === '') throw new UnreadableFile(EMPTY_FILE);
  const delimiter = delimiterOf(head);
  let columns: [string, number][] | undefined;
  let rows: Row[] = [];
  let width = 0;
  let line = 0;
  let lastCells = 0;
  const parser = parse({
    delimiter: delimiter === ' ' ? '\t' : delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: MAX_ROW,
    // Rows are taken here, all of a piece of text at once: as a stream they would cost a promise each.
    on_record: (record: string[], { lines }) => {
      take(record, lines);
      return null;
    },
    on_skip: (error) => {
      if (error) {
        const reject = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'cut_off';
        rows.push({ line: lineOf(error), reject });
      }
      return undefined;
    },
  });
  let failure: Error | undefined;
  parser.on('error', (error) => {
    failure = error;
  });
  parser.resume();

  function take(cells: string[], lines: number): void {
    const start = line + 1;
    line = lines;
    if (!columns) {
      const header = hasNoHeader(cells)
        ? cells.map((_, i) => String(i + 1))
        : cells.map((cell) => asShown(cell.trim()));
      columns = [...choose(header)];
      width = header.length;
      if (!hasNoHeader(cells)) return;
    }
    rows.push(rowOf(cells, { columns, width, line: start }));
    lastCells = cells.length;
  }

  for await (const piece of delimiter === ' ' ? spacesAsTabs(whole) : whole) {
    parser.write(piece);
    if (failure) throw failure;
    if (rows.length <= BATCH) continue;
    const last = rows.splice(-1);
    yield rows;
    rows = last;
  }
  parser.end();
  await finished(parser);
  const last = rows.at(-1);
  if (last && 'fields' in last && lastCells < width) rows[rows.length - 1] = { line: last.line, reject: 'cut_off' };
  if (rows.length > 0) yield rows;
}

type Shape = { columns: readonly [string, number][]; width: number; line: number };

function rowOf(cells: readonly string[], { columns, width, line }: Shape): Row {
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
    return { line, reject: 'too_many_cells' };
  const fields: Record<string, string> = {};
  for (const [field, i] of columns) {
    const cell = cells[i];
    if (cell) fields[field] = asShown(cell);
  }
  return { line, fields };
}

/** What a spreadsheet shows of a cell by which shops keep its digits from being rounded: `="0012"`, `'0012`. */
function asShown(cell: string): string {
  if (cell.startsWith('="') && cell.trimEnd().endsWith('"')) return cell.trimEnd().slice(2, -1).replaceAll('""', '"');
  return cell.startsWith("'") && /^'\d+$/.test(cell) ? cell.slice(1) : cell;
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
