import { csvHead, csvLine } from '@soundings/csv/csv';

/** Elements whose text is no part of a cell: charts have theirs beside them, forms are for acting. */
const SILENT = new Set(['svg', 'button', 'form', 'script', 'style', 'option']);
const BREAKS = new Set(['br', 'p', 'li', 'div', 'dd', 'dt', 'ul', 'ol']);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/**
 * The table of this number on a page of ours as CSV, cell by cell as it is shown; undefined where there is none. Only what
 * our own components render comes here, so this need not read any HTML there is.
 */
export function tableFile(page: string, number: number): string | undefined {
  const start = page.indexOf(`data-table="${number}"`);
  const begin = start < 0 ? -1 : page.indexOf('<table', start);
  const end = begin < 0 ? -1 : page.indexOf('</table>', begin);
  if (end < 0) return undefined;
  const rows: string[][] = [];
  let cell: string | undefined;
  let silent: string | undefined;
  for (const [, closing, name = '', attributes = '', text] of page
    .slice(begin, end)
    .matchAll(/<(\/?)([a-z0-9]+)([^>]*)>|([^<]+)/g)) {
    if (silent) {
      if (closing && name === silent) silent = undefined;
    } else if (text !== undefined) {
      if (cell !== undefined) cell += decoded(text);
    } else if (name === 'tr' && !closing) {
      rows.push([]);
    } else if (name === 'td' || name === 'th') {
      if (closing && cell !== undefined) rows.at(-1)?.push(cell.replaceAll(/\s+/g, ' ').trim());
      cell = closing ? undefined : '';
    } else if (!closing && SILENT.has(name) && !(name === 'option' && / selected/.test(attributes))) {
      silent = attributes.endsWith('/') ? undefined : name;
    } else if (BREAKS.has(name) && cell) {
      cell += ' ';
    }
  }
  const [head = [], ...body] = rows.filter((row) => row.length > 0);
  return [csvHead(head), ...body.map(csvLine)].join('');
}

function decoded(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
}
