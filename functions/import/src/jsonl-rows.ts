import type { Columns } from './columns.ts';
import { BATCH, EMPTY_FILE, MAX_ROW, type Row, type RowRejection, UnreadableFile } from './rows.ts';

/**
 * Reads JSON lines as rows with only the fields that `choose` picks; it is asked once for each set of keys that occurs.
 * A line that is no JSON object is refused by itself.
 */
export async function* readJsonRows(
  text: AsyncIterable<string>,
  choose: (keys: string[]) => Columns,
): AsyncGenerator<Row[]> {
  const known = new Map<string, Columns>();
  let batch: Row[] = [];
  let any = false;
  for await (const { line, content } of linesOf(text)) {
    if (content?.trim() === '') continue;
    any = true;
    const value = content === undefined ? 'row_too_long' : parseObject(content);
    if (typeof value === 'string') {
      batch.push({ line, reject: value });
    } else {
      const keys = Object.keys(value);
      const shape = keys.join('\n');
      let columns = known.get(shape);
      if (!columns) {
        columns = choose(keys);
        if (known.size < 1000) known.set(shape, columns);
      }
      batch.push({ line, fields: pick(value, keys, columns) });
    }
    if (batch.length >= BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (!any) throw new UnreadableFile(EMPTY_FILE);
  if (batch.length > 0) yield batch;
}

function pick(value: Record<string, unknown>, keys: readonly string[], columns: Columns): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [field, i] of columns) {
    const cell = value[keys[i] ?? ''];
    if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') fields[field] = String(cell);
  }
  return fields;
}

function parseObject(content: string): Record<string, unknown> | RowRejection {
  try {
    const value: unknown = JSON.parse(content);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : 'not_an_object';
  } catch {
    return 'not_json';
  }
}

/** Lines by number; one longer than `MAX_ROW` has no content and is not held. */
async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<{ line: number; content: string | undefined }> {
  let line = 1;
  let rest: string | undefined = '';
  for await (const piece of text) {
    const parts = piece.split('\n');
    for (const [i, part] of parts.entries()) {
      rest = rest !== undefined && rest.length + part.length <= MAX_ROW ? rest + part : undefined;
      if (i === parts.length - 1) break;
      yield { line, content: line === 1 ? rest?.replace(/^\u{feff}/u, '') : rest };
      line++;
      rest = '';
    }
  }
  if (rest !== '') yield { line, content: rest };
}
