/** What stands in a cell of a spreadsheet. */
export type Cell = string | number | boolean | null;

/** The first line of a CSV file, after the byte order mark without which spreadsheets misread Chinese. */
export function csvHead(cells: readonly Cell[]): string {
  return `\uFEFF${csvLine(cells)}`;
}

/** One line of CSV (RFC 4180), its texts defused. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = defused(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An apostrophe before what a spreadsheet would run (OWASP, CSV injection); full-width signs count, as some run them. */
export function defused(text: string): string {
  return /^[=+\-@＝＋－＠\t\r\n|%]/.test(text) ? `'${text}` : text;
}
