/**
 * The rows of a result as Athena leaves it in the bucket: every value in double quotes, a null as nothing at all between
 * its commas. (No CSV library keeps those two apart.) The first row has the names.
 */
export function parseAthenaCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    let value: string | null = null;
    if (text[at] === '"') {
      let end = text.indexOf('"', at + 1);
      while (text[end + 1] === '"') end = text.indexOf('"', end + 2);
      value = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    row.push(value);
    if (text[at] !== ',') {
      rows.push(row);
      row = [];
    } else if (at + 1 === text.length || text[at + 1] === '\n') {
      row.push(null);
      rows.push(row);
      row = [];
      at++;
    }
    at++;
  }
  return rows;
}
