import { appendFile, cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withViews } from '@soundings/lake/athena';
import type { DuckDb, LakeFiles } from '@soundings/lake/duckdb';
import type { LakeTables, SqlRow } from '@soundings/lake/sql-engine';
import { sameRows } from './same-rows.ts';
import { askTrino, TrinoError } from './trino.ts';

/** What became of a statement that both engines were asked. */
export type Outcome = {
  /** The file that asks it. */
  by: string;
  sql: string;
  /** Of DuckDB's answer. */
  rows: number;
  /** Nothing where they agree; why Trino refused it, or where the answers part. */
  problem: string | null;
  /** Reads or fills what DuckDB holds by itself: no other engine is ever asked it. */
  own: boolean;
};

type Place = { origin: string; lake: string; outcomes: string };

let tables = 0;

/**
 * DuckDB as `duckdb` over `files`, which after each of its answers asks Trino the same of the same Parquet, and puts down
 * whether the answers agree. Of statements that differ in numbers and keys only, one is enough.
 */
export function twinOf(duckdb: DuckDb, files: LakeFiles, place: Place): DuckDb {
  const asked = new Set<string>();
  /** Tables that DuckDB holds by itself: what reads or fills them is never asked of another engine. */
  const own = new Set<string>();

  async function declare(keys: readonly string[]): Promise<string> {
    const name = `t_${process.pid}_${++tables}`;
    await mkdir(join(place.lake, name));
    for (const [i, key] of keys.entries()) {
      await cp(await files.localPath(key), join(place.lake, name, `${i}.parquet`));
    }
    // As openAthena: the newest object tells the columns.
    const columns = await duckdb.query('DESCRIBE SELECT * FROM t', { t: keys.slice(-1) });
    const list = columns.map(({ column_name, column_type }) => `"${column_name}" ${trinoType(String(column_type))}`);
    const location = `external_location = 'local:///${name}', format = 'PARQUET'`;
    await askTrino(place.origin, `CREATE TABLE ${name} (${list.join(', ')}) WITH (${location})`);
    return name;
  }

  async function compare(
    sql: string,
    read: LakeTables,
    answer: () => Promise<SqlRow[]>,
    by: string | null,
  ): Promise<void> {
    const kind = sql.replaceAll(/\d+/g, '0').replaceAll(/\s+/g, ' ');
    if (by === null || asked.has(kind) || !/^\s*(SELECT|WITH)\b/i.test(sql)) return;
    asked.add(kind);
    if ([...own].some((name) => new RegExp(`\\b${name}\\b`).test(sql))) return note({ by, sql, own: true });
    const expected = await answer();
    const views: Record<string, string> = {};
    let problem: string | null = null;
    try {
      for (const [name, keys] of Object.entries(read)) views[name] = await declare(keys);
      problem = sameRows(expected, await askTrino(place.origin, withViews(sql, views)));
    } catch (error) {
      if (!(error instanceof TrinoError)) throw error;
      problem = error.message;
    }
    await note({ by, sql, rows: expected.length, problem });
  }

  async function note({
    by,
    sql,
    rows = 0,
    problem = null,
    own = false,
  }: Pick<Outcome, 'by' | 'sql'> & Partial<Outcome>) {
    const outcome: Outcome = { by, sql, rows, problem, own };
    await appendFile(place.outcomes, `${JSON.stringify(outcome)}\n`);
  }

  return {
    ...duckdb,
    async query(sql, read) {
      const by = caller();
      const rows = await duckdb.query(sql, read);
      await compare(sql, read, async () => rows, by);
      return rows;
    },
    async store(sql, read, key, options) {
      const by = caller();
      const stored = await duckdb.store(sql, read, key, options);
      if (stored > 0) await compare(sql, read, () => duckdb.query('SELECT * FROM stored', { stored: [key] }), by);
      return stored;
    },
    async stage(name, ...rest) {
      await duckdb.stage(name, ...rest);
      own.add(name);
    },
    async derive(name, ...rest) {
      await duckdb.derive(name, ...rest);
      own.add(name);
    },
    async append(name, ...rest) {
      await duckdb.append(name, ...rest);
      own.add(name);
    },
    async partition(name, ...rest) {
      await duckdb.partition(name, ...rest);
      own.add(name);
    },
    async drop(name) {
      await duckdb.drop(name);
      own.delete(name);
    },
  };
}

/** The file of the analysis that asks; nothing where a test or the keeping of the lake asks. */
function caller(): string | null {
  const files = new Error().stack?.matchAll(/packages\/(?:customers|pains)\/src\/[^:)]+/g) ?? [];
  return [...files].map(([file]) => file).find((file) => !/\.test\.ts|fixture/.test(file)) ?? null;
}

const TRINO_TYPES: Readonly<Record<string, string>> = {
  UTINYINT: 'INTEGER',
  TINYINT: 'INTEGER',
  SMALLINT: 'INTEGER',
  UINTEGER: 'BIGINT',
  FLOAT: 'REAL',
  // DuckDB writes what only it has as Parquet's nearest.
  HUGEINT: 'DOUBLE',
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP',
};

/** DuckDB's name of a column's type as Trino calls it. */
function trinoType(type: string): string {
  if (type.endsWith('[]')) return `ARRAY(${trinoType(type.slice(0, -2))})`;
  return TRINO_TYPES[type] ?? type;
}
