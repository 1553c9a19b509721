import type { SqlRow } from '@soundings/lake/sql-engine';
import type { PersonaInput, PersonaTables } from './persona-input.ts';

/** The entry of a document's evidence that a statement's rows become. */
export type Asked = { id: string; tables: Record<string, string[]>; query: string };

/** Asks the lake and remembers what was asked, by the id that claims cite. */
export type Ask = (id: string, names: readonly (keyof PersonaTables)[], query: string) => Promise<SqlRow[]>;

export function askLake({ engine, tables }: Pick<PersonaInput, 'engine' | 'tables'>): { ask: Ask; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    async ask(id, names, query) {
      const keys = Object.fromEntries([...new Set(names)].sort().map((name) => [name, [...(tables[name] ?? [])]]));
      asked.push({ id, tables: keys, query });
      return engine.query(query, keys);
    },
  };
}

/** Whether there is anything in each of these tables. */
export function has(tables: PersonaTables, ...names: (keyof PersonaTables)[]): boolean {
  return names.every((name) => (tables[name]?.length ?? 0) > 0);
}

/** A column as a text; null where it is. */
export function text(row: SqlRow, column: string): string | null {
  const value = row[column];
  return value === null || value === undefined ? null : String(value);
}

/** A column as a number; 0 where it is null, which is what a sum over nothing gives. */
export function count(row: SqlRow, column: string): number {
  const value = row[column];
  return value === null || value === undefined ? 0 : Number(value);
}
