import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteName } from '@soundings/lake/quoted';
import { type LakeColumn, stagedTypes } from '@soundings/lake/table-columns';
import { newKey } from '@soundings/store/lake-objects';
import type { LakeFile, LakeTable } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';
import { removeUnnamed } from './named-objects.ts';

type Rows = Parameters<DuckDb['stage']>[2];

type Merge = {
  store: Store;
  duckdb: DuckDb;
  table: LakeTable;
  /** The column by which new rows replace former ones: all rows of one feedback, of one response. */
  owner: string;
  columns: Readonly<Record<string, LakeColumn>>;
  rows: Rows;
};

/** More files than this are made into one: each costs a query a few milliseconds. */
const MANY_FILES = 24;

/**
 * Adds rows to a lake table as one new object. Rows that the table has of the same owners are replaced: those of a text
 * that is analysed again, or that a run before a crash put there already. The change counts from the moment the manifest
 * names it; where another run changed the manifest meanwhile, it is done again on what that one left.
 */
export async function mergeRows({ store, duckdb, table, owner, columns, rows }: Merge): Promise<void> {
  const staged = `${table}_new`;
  await duckdb.stage(staged, stagedTypes(columns), rows);
  const typed = Object.entries(columns)
    .map(([name, { stored }]) =>
      stored ? `CAST(${quoteName(name)} AS ${stored}) AS ${quoteName(name)}` : quoteName(name),
    )
    .join(', ');
  try {
    for (;;) {
      const { files, version } = await store.lake.read(table);
      const { kept, dropped } = await withoutOwners(files, { duckdb, table, owner, staged });
      const key = newKey(table);
      const added = {
        key,
        rows: await duckdb.store(`SELECT ${typed} FROM ${quoteName(staged)}`, {}, key),
        addedBy: 'build',
      };
      const merged = await fewFiles([...kept, added], { duckdb, table });
      if (await store.lake.commit(table, merged, version)) {
        const current = new Set(merged.map((file) => file.key));
        await removeUnnamed(
          store,
          [...files, ...dropped, added].filter((file) => !current.has(file.key)),
        );
        return;
      }
      const former = new Set(files.map((file) => file.key));
      await removeUnnamed(
        store,
        [...merged, ...kept, added].filter((file) => !former.has(file.key)),
      );
    }
  } finally {
    await duckdb.drop(staged);
  }
}

type Owned = { duckdb: DuckDb; table: LakeTable; owner: string; staged: string };

/** The files with every row left out that belongs to an owner among the staged rows. Most files have none and stay. */
async function withoutOwners(files: readonly LakeFile[], { duckdb, table, owner, staged }: Owned) {
  const kept: LakeFile[] = [];
  const dropped: LakeFile[] = [];
  const owners = `(SELECT ${owner} FROM ${quoteName(staged)})`;
  for (const file of files) {
    const tables = { former: [file.key] };
    const [count] = await duckdb.query(`SELECT count(*) AS n FROM former WHERE ${owner} IN ${owners}`, tables);
    if (count?.n === 0) {
      kept.push(file);
      continue;
    }
    dropped.push(file);
    const rest = file.rows - Number(count?.n);
    if (rest === 0) continue;
    const key = newKey(table);
    await duckdb.store(`SELECT * FROM former WHERE ${owner} NOT IN ${owners}`, tables, key);
    kept.push({ key, rows: rest, addedBy: file.addedBy });
  }
  return { kept, dropped };
}

async function fewFiles(
  files: LakeFile[],
  { duckdb, table }: { duckdb: DuckDb; table: LakeTable },
): Promise<LakeFile[]> {
  if (files.length <= MANY_FILES) return files;
  const key = newKey(table);
  const rows = await duckdb.store('SELECT * FROM former', { former: files.map((file) => file.key) }, key);
  return [{ key, rows, addedBy: 'build' }];
}
