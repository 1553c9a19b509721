import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErasureSubject } from '@soundings/contracts/erasure';
import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteName, quoteText } from '@soundings/lake/quoted';
import { removeFromTextIndex } from '@soundings/search/text-index';
import { newKey } from '@soundings/store/lake-objects';
import { LAKE_TABLES, type LakeFile, type LakeTable } from '@soundings/store/lake-tables';
import type { Store } from '@soundings/store/store';
import { removeStrays, removeUnnamed } from './named-objects.ts';

type Place = { store: Store; duckdb: DuckDb };
type Person = {
  subject: ErasureSubject;
  /** Their feedback and responses. */
  ids: readonly string[];
  /** Imports all of whose rows go. */
  importIds: readonly string[];
};

const ERASED = 'erased';
/** Objects that a build makes of the lake and names in its documents. */
const DERIVED = ['customers/', 'theme-mentions/', 'experiments/', 'work/'];

/**
 * Takes a person's rows out of all Parquet there is. Gives how many there were; done again, it finds none. What the
 * tables had before and a published version still names loses them as well, once nothing is under way: `quietSince` says
 * since when, if so.
 */
export async function eraseRows(place: Place, person: Person, quietSince: string | undefined): Promise<number> {
  const { duckdb } = place;
  await duckdb.stage(ERASED, { id: 'VARCHAR' }, [person.ids.map((id) => [id])]);
  try {
    let rows = 0;
    for (const table of LAKE_TABLES) rows += await eraseFromTable(table, place, person);
    await eraseFromSearch(place.store, person.ids);
    for (const prefix of DERIVED) rows += await eraseFromDerived(prefix, place, person);
    if (quietSince === undefined) return rows;
    await removeStrays(place.store, quietSince);
    for (const table of LAKE_TABLES) await eraseFromDerived(`${table}/`, place, person);
    return rows;
  } finally {
    await duckdb.drop(ERASED);
  }
}

/** As `mergeRows`: new objects count from the moment at which the manifest names them. */
async function eraseFromTable(table: LakeTable, { store, duckdb }: Place, person: Person): Promise<number> {
  for (;;) {
    const { files, version } = await store.lake.read(table);
    const kept: LakeFile[] = [];
    const made: LakeFile[] = [];
    let rows = 0;
    for (const file of files) {
      const isTheirs = await conditionFor(file.key, duckdb, person);
      const n = await countOf(file.key, duckdb, isTheirs);
      rows += n;
      if (n === 0) kept.push(file);
      if (n === 0 || n === file.rows) continue;
      const key = newKey(table);
      await duckdb.store(`SELECT * FROM former WHERE NOT ${isTheirs}`, { former: [file.key] }, key);
      made.push({ ...file, key, rows: file.rows - n });
      kept.push({ ...file, key, rows: file.rows - n });
    }
    if (rows === 0) return 0;
    if (await store.lake.commit(table, kept, version)) {
      await removeUnnamed(
        store,
        files.filter(({ key }) => !kept.some((file) => file.key === key)),
      );
      return rows;
    }
    await removeUnnamed(store, made);
  }
}

/** An object is replaced whole, under its own name. */
async function eraseFromDerived(prefix: string, { store, duckdb }: Place, person: Person): Promise<number> {
  let rows = 0;
  for await (const key of store.bucket.list(prefix)) {
    if (!key.endsWith('.parquet')) continue;
    const isTheirs = await conditionFor(key, duckdb, person);
    const n = await countOf(key, duckdb, isTheirs);
    if (n > 0) await duckdb.store(`SELECT * FROM former WHERE NOT ${isTheirs}`, { former: [key] }, key);
    rows += n;
  }
  return rows;
}

/** Their texts are not found any more, and no word of theirs is left in what finds texts. */
async function eraseFromSearch({ bucket }: Store, ids: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'soundings-search-'));
  try {
    for await (const key of bucket.list('search/')) {
      const path = join(folder, 'texts.sqlite');
      await copyFile(await bucket.localPath(key), path);
      if ((await removeFromTextIndex(path, ids)) > 0) await bucket.putFile(key, path);
      await rm(path, { force: true });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Which rows of an object are theirs, by the columns that it has. */
async function conditionFor(key: string, duckdb: DuckDb, { subject, importIds }: Person): Promise<string> {
  const described = await duckdb.query('SELECT column_name FROM (DESCRIBE SELECT * FROM former)', { former: [key] });
  const columns = new Set(described.map(({ column_name }) => String(column_name)));
  const ofId = ['feedback_id', 'response_id'].map((column) => `${quoteName(column)} IN (SELECT id FROM ${ERASED})`);
  const conditions = [
    ...(columns.has('feedback_id') ? [ofId[0]] : []),
    ...(columns.has('response_id') ? [ofId[1]] : []),
    ...(importIds.length > 0 && columns.has('import_id')
      ? [`import_id IN (${importIds.map(quoteText).join(', ')})`]
      : []),
    ...(subject.kind === 'customer' && columns.has('customer_id')
      ? [`customer_id = ${quoteText(subject.customerId)}`]
      : []),
    ...(subject.kind === 'author' && columns.has('author')
      ? [`(product_id = ${quoteText(subject.productId)} AND author = ${quoteText(subject.author)})`]
      : []),
  ];
  // Without it a row whose customer is unknown would be neither theirs nor not theirs.
  return conditions.length > 0 ? `coalesce(${conditions.join(' OR ')}, FALSE)` : 'FALSE';
}

async function countOf(key: string, duckdb: DuckDb, condition: string): Promise<number> {
  if (condition === 'FALSE') return 0;
  const [row] = await duckdb.query(`SELECT count(*) AS n FROM former WHERE ${condition}`, { former: [key] });
  return Number(row?.n);
}
