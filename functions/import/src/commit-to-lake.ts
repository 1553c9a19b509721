import type { DuckDb } from '@soundings/lake/duckdb';
import { sliceOf } from '@soundings/lake/slices';
import { isFinished } from '@soundings/store/jobs';
import { newKey } from '@soundings/store/lake-objects';
import type { LakeFile } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';

type Place = { store: Store; duckdb: DuckDb; table: 'purchases' | 'events' };

/** Objects of fewer rows than one of these are made into one when there are many: each costs every query some milliseconds. */
const SMALL_ROWS = [4000, 64_000];
const MANY_FILES = 16;

/**
 * Makes an import's object count. `read` is the manifest as the import's duplicates were looked for in it; gives false
 * where it has changed since. The manifest is one item of the table, which may not grow with every import: what finished
 * imports came to is let go of, and many small objects become one. What they were is removed by a build, which may be
 * reading them.
 */
export async function commitToLake(
  place: Place,
  read: { files: readonly LakeFile[]; version: number },
  file: LakeFile,
): Promise<boolean> {
  let files = await withoutOutcomes(read.files, place.store);
  for (const rows of SMALL_ROWS) files = await gathered(files, rows, place);
  return place.store.lake.commit(place.table, [...files, file], read.version);
}

/** An import that has finished need not be told again what it came to. */
function withoutOutcomes(files: readonly LakeFile[], { imports }: Store): Promise<LakeFile[]> {
  return Promise.all(
    files.map(async ({ outcome, ...file }) => {
      const isKept = outcome !== undefined && !isFinished(await imports.find(file.addedBy));
      return isKept ? { ...file, outcome } : file;
    }),
  );
}

async function gathered(files: LakeFile[], below: number, { duckdb, table }: Place): Promise<LakeFile[]> {
  const isSmall = ({ rows, outcome }: LakeFile) => rows < below && outcome === undefined;
  const small = files.filter(isSmall);
  if (small.length < MANY_FILES) return files;
  const key = newKey(table);
  // Customers of a slice together, as imports leave them.
  const sql = `SELECT * FROM former ORDER BY ${sliceOf('customer_id')}, customer_id, occurred_at, id`;
  const rows = await duckdb.store(sql, { former: small.map((file) => file.key) }, key);
  return [...files.filter((file) => !isSmall(file)), { key, rows, addedBy: 'gathering' }];
}
