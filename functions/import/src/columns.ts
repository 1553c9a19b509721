import type { ColumnMapping } from '@soundings/contracts/import';
import { UnreadableFile } from './rows.ts';

/** The fields that a kind of file can have, each with the headers under which exports have it. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

/** For each field that the file has: the number of its column from 0. */
export type Columns = ReadonlyMap<string, number>;

/** Headers are the same when they differ only in case, width, spaces or punctuation: `Order ID`, `order_id`, `ＯｒｄｅｒＩＤ`. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** A header without the unit that stands behind it: `实付金额(元)`, `数量（件）`, `Total (USD)`. */
function withoutUnit(header: string): string {
  return header.replace(/[(（[【](?:[元件个¥￥]|人民币|RMB|[A-Z]{3})[)）\]】]\s*$/i, '');
}

/**
 * Finds the column of each field: by the mapping where it names one, else by the header's name, the alias that stands
 * first winning. Throws `UnreadableFile` where the mapping names a column that the file does not have.
 */
export function findColumns(header: readonly string[], aliases: Aliases, mapping: ColumnMapping | null): Columns {
  const byName = new Map<string, number>();
  for (const spell of [plainHeader, (name: string) => plainHeader(withoutUnit(name))])
    for (const [i, name] of header.entries()) if (!byName.has(spell(name))) byName.set(spell(name), i);
  const columns = new Map<string, number>();
  for (const [field, column] of Object.entries(mapping ?? {})) {
    if (!(field in aliases)) {
      const fields = Object.keys(aliases);
      throw new UnreadableFile({
        en: `The mapping names "${field}", which is no field. Fields are: ${fields.join(', ')}.`,
        'zh-CN': `映射中的“${field}”不是可用的字段。可用的字段有：${fields.join('、')}。`,
      });
    }
    const index = typeof column === 'number' ? column - 1 : (byName.get(plainHeader(column)) ?? -1);
    if (index < 0 || index >= header.length) {
      throw new UnreadableFile({
        en: `The mapping names the column "${column}" for ${field}. The file has: ${header.join(', ')}.`,
        'zh-CN': `映射为字段 ${field} 指定了“${column}”列，而文件中只有：${header.join('、')}。`,
      });
    }
    columns.set(field, index);
  }
  const taken = new Set(columns.values());
  for (const [field, names] of Object.entries(aliases)) {
    if (columns.has(field)) continue;
    const found = [field, ...names]
      .map((name) => byName.get(plainHeader(name)))
      .find((i) => i !== undefined && !taken.has(i));
    if (found === undefined) continue;
    columns.set(field, found);
    taken.add(found);
  }
  return columns;
}

/** Throws `UnreadableFile`, saying how to go on, unless one field of each group is there. */
export function requireColumns(
  columns: Columns,
  header: readonly string[],
  groups: readonly (readonly string[])[],
): void {
  for (const group of groups) {
    if (group.some((field) => columns.has(field))) continue;
    const example = `mapping={"${group[0]}":${JSON.stringify(header[0] ?? 1)}}`;
    const quoted = header.map((name) => `"${name}"`).join(', ');
    throw new UnreadableFile({
      en:
        `No column for ${group.join(' or ')} was recognised. The file's columns are ${quoted}. ` +
        `Say which one it is, for example ${example}.`,
      'zh-CN':
        `没有识别出 ${group.join(' 或 ')} 所在的列。文件中的列有：${header.map((name) => `“${name}”`).join('、')}。` +
        `请指明是哪一列，例如 ${example}。`,
    });
  }
}
