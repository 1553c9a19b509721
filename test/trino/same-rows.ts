import type { SqlRow } from '@soundings/lake/sql-engine';
import type { TrinoAnswer } from './trino.ts';

/** Sums of doubles depend on the order in which they are added. */
const TOLERANCE = 1e-9;

type Plain = string | number | boolean | null | Plain[];

/**
 * Whether DuckDB's rows and Trino's are the same in any order: nothing, or where they part. Numbers may differ in their
 * last digits; a number in a text (a DECIMAL, a BIGINT beyond 2^53) counts as that number, a date as its midnight.
 */
export function sameRows(expected: readonly SqlRow[], { columns, rows }: TrinoAnswer): string | null {
  if (expected.length !== rows.length) return `${expected.length} rows, Trino has ${rows.length}`;
  const names = columns.map(({ name }) => name);
  const [first] = expected;
  if (first && Object.keys(first).length !== names.length) return `${Object.keys(first)} against ${names}`;
  const ours = inOrder(expected.map((row) => Object.values(row).map(plain)));
  const theirs = inOrder(rows.map((row) => row.map(plain)));
  for (const [i, row] of ours.entries()) {
    for (const [j, value] of row.entries()) {
      if (!same(value, theirs[i]?.[j] ?? null)) {
        return `${names[j]}: ${JSON.stringify(value)}, Trino has ${JSON.stringify(theirs[i]?.[j])} (${columns[j]?.type})`;
      }
    }
  }
  return null;
}

/** Rows by what is not rounded in them, then by the leading digits of what is. */
function inOrder(rows: Plain[][]): Plain[][] {
  return rows
    .map((row) => ({ row, key: JSON.stringify([row.map((value) => exact(value)), row.map((value) => rough(value))]) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row);
}

function exact(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(exact);
  return typeof value === 'number' && !Number.isInteger(value) ? 0.5 : value;
}

function rough(value: Plain): Plain {
  if (Array.isArray(value)) return value.map(rough);
  return typeof value === 'number' ? Number(value.toPrecision(6)) : 0;
}

function same(a: Plain, b: Plain): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((v, i) => same(v, b[i] ?? null));
  if (typeof a === 'number' && typeof b === 'number') {
    return Object.is(a, b) || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b));
  }
  return a === b;
}

const INSTANT = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z| UTC)?)?$/;

function plain(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return new Date(`${value.slice(0, 23).replace(' ', 'T').replace('Z', '')}Z`).getTime();
    return value !== '' && (Number.isFinite(Number(value)) || value === 'NaN') ? Number(value) : value;
  }
  if (value !== null && typeof value === 'object') return Object.values(value).map(plain);
  return (value ?? null) as Plain;
}
