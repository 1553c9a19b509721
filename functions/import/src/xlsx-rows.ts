import { Readable } from 'node:stream';
import { readSheet } from 'read-excel-file/node';
import type { Columns } from './columns.ts';
import { BATCH, type Row, UnreadableFile } from './rows.ts';
import { gridCells, packed, UnpacksTooFar, unpacked } from './xlsx-grid.ts';

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** A workbook is held whole: beyond this it takes more memory than a small machine has. */
const MAX_BYTES = 30_000_000;
const MAX_UNPACKED = 300_000_000;
/** Excel's most rows, by 19 columns. Rows are held as wide as the widest. */
const MAX_CELLS = 20_000_000;

/** A file with its first bytes in hand, and whether they are a workbook's. */
export async function openFile(file: Readable): Promise<{ isWorkbook: boolean; whole: Readable }> {
  const chunks = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let start = Buffer.alloc(0);
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    start = Buffer.concat([start, next.value]);
    if (start.length >= ZIP.length) break;
  }
  async function* whole() {
    if (start.length > 0) yield start;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { isWorkbook: start.subarray(0, ZIP.length).equals(ZIP), whole: Readable.from(whole()) };
}

/**
 * Reads the first sheet of a workbook (.xlsx) as rows with only the columns that `choose` picks from its first row. Dates
 * come as ISO 8601, numbers as the file has them, so that a long order number keeps all its digits.
 */
export async function* readXlsxRows(file: Readable, choose: (header: string[]) => Columns): AsyncGenerator<Row[]> {
  const rows = await sheetOf(await contentOf(file));
  const start = rows.findIndex((cells) => cells.some((cell) => cell !== ''));
  const header = rows[start];
  if (!header)
    throw new UnreadableFile({
      en: 'The first sheet of the workbook is empty.',
      'zh-CN': '工作簿的第一张工作表是空的。',
    });
  const columns = [...choose(header)];
  for (let i = start + 1; i < rows.length; i += BATCH) {
    const batch = rows.slice(i, i + BATCH).map((cells, n) => ({ line: i + n + 1, fields: fieldsOf(cells, columns) }));
    yield batch.filter(({ fields }) => Object.keys(fields).length > 0);
  }
}

async function sheetOf(content: Buffer): Promise<string[][]> {
  try {
    const parts = unpacked(content, { maxBytes: MAX_UNPACKED });
    if (gridCells(parts) > MAX_CELLS)
      throw new UnreadableFile({
        en: 'A cell far out makes the first sheet larger than fits. Delete what stands far from the table, or save it as CSV.',
        'zh-CN': '第一张工作表中有很远的单元格，展开后过大。请删除远离表格的内容，或另存为 CSV。',
      });
    const rows = await readSheet<string>(packed(parts), { parseNumber: (written) => written, trim: false });
    return rows.map((cells) => cells.map(textOf));
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    if (error instanceof UnpacksTooFar)
      throw new UnreadableFile({
        en: 'The workbook unpacks to more than fits. Save it as CSV, which may be of any size.',
        'zh-CN': '工作簿解压后过大。请另存为 CSV，CSV 文件不限大小。',
      });
    // All of the file is in memory: whatever goes wrong here is wrong in the file, and would go wrong again.
    throw new UnreadableFile(
      {
        en: 'The file is no workbook that can be read. Save it as .xlsx or as CSV and send it again.',
        'zh-CN': '无法读取该工作簿。请另存为 .xlsx 或 CSV 后重新发送。',
      },
      { cause: error },
    );
  }
}

function textOf(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().replace('T00:00:00.000Z', '');
  return cell === null || cell === undefined ? '' : String(cell).trim();
}

function fieldsOf(cells: readonly string[], columns: readonly [string, number][]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [field, i] of columns) {
    const cell = cells[i];
    if (cell) fields[field] = cell;
  }
  return fields;
}

async function contentOf(file: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES)
      throw new UnreadableFile({
        en: 'The workbook is too large. Save it as CSV, which may be of any size.',
        'zh-CN': '工作簿太大。请另存为 CSV，CSV 文件不限大小。',
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
