import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

const folder = new URL('../../../../shared/data/', import.meta.url);

/** Is this file of the shared data folder here? */
export const hasData = (path: string): boolean => existsSync(fileURLToPath(new URL(encodeURI(path), folder)));

/** The text of a file of the shared data folder. */
export function readText(path: string): string {
  const bytes = readFileSync(new URL(encodeURI(path), folder));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export const readCsv = (path: string): Record<string, string>[] =>
  parse(readText(path), { columns: true, bom: true, relax_column_count: true, relax_quotes: true });

export const readJsonl = <T>(path: string): T[] =>
  readText(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
