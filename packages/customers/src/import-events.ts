import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteName } from '@soundings/lake/quoted';
import type { LakeTables } from '@soundings/lake/sql-engine';
import { lakeSlicing, rangeSql, sliceRanges } from './customer-slices.ts';
import type { EventRow } from './event-row.ts';

const STAGED = {
  customer_id: 'VARCHAR',
  at_ms: 'DOUBLE',
  kind: 'VARCHAR',
  channel: 'VARCHAR',
  campaign: 'VARCHAR',
  sku: 'VARCHAR',
} as const;

/** A file of more events is dealt with by so many at a time, whole customers together: memory does not grow with it. */
const SLICE_ROWS = 200_000;

/**
 * Takes a file's behaviour events into the lake as the one Parquet object `key`. Events that say the same are one, within
 * the file and beside those of `existing` (`key` itself aside), so a file imported again changes nothing. Nothing is
 * written where no event is new.
 */
export async function importEvents({
  duckdb,
  rows,
  existing,
  key,
  importId,
  sliceRows = SLICE_ROWS,
}: {
  duckdb: DuckDb;
  rows: AsyncIterable<readonly EventRow[]>;
  existing: readonly string[];
  key: string;
  importId: string;
  sliceRows?: number;
}): Promise<{ accepted: number; duplicates: number }> {
  const [file, said, written] = [`events ${importId}`, `said ${importId}`, `written ${importId}`];
  const earlier = existing.filter((known) => known !== key);
  const lake: LakeTables = earlier.length > 0 ? { lake: earlier } : {};
  async function* batches() {
    for await (const batch of rows) {
      yield batch.map(({ customerId, at, kind, channel, campaign, sku }) => [
        customerId,
        at,
        kind,
        channel,
        campaign,
        sku,
      ]);
    }
  }
  const says = ['customer_id', 'CAST(CAST(at_ms AS BIGINT) AS VARCHAR)', 'kind', 'channel', 'campaign', 'sku']
    .map((part) => `coalesce(${part}, '')`)
    .join(', chr(31), ');
  try {
    await duckdb.stage(file, STAGED, batches(), { sliceBy: 'customer_id' });
    const inFile = `FROM ${quoteName(file)}`;
    const lines = await countOf(duckdb, inFile);
    const inLake = await lakeSlicing(duckdb, lake);
    let accepted = 0;
    for (const range of sliceRanges(lines / sliceRows)) {
      await duckdb.derive(
        said,
        `SELECT DISTINCT md5(concat(${says})) AS id, customer_id, epoch_ms(CAST(at_ms AS BIGINT)) AS occurred_at, kind, channel,
           campaign, sku, '${importId}' AS import_id, slice ${inFile} WHERE ${rangeSql('slice', range)}`,
        {},
      );
      // Of the lake's events only those that the file says again are held.
      const again = `SELECT id FROM lake WHERE ${inLake(range)} AND id IN (SELECT id FROM ${quoteName(said)})`;
      const fresh = `FROM ${quoteName(said)} ${earlier.length > 0 ? `WHERE id NOT IN (${again})` : ''}`;
      const n = await countOf(duckdb, fresh, lake);
      if (n > 0) await duckdb.append(written, `SELECT * ${fresh} ORDER BY customer_id, occurred_at, id`, lake);
      accepted += n;
      await duckdb.drop(said);
    }
    if (accepted > 0) await duckdb.store(`SELECT * FROM ${quoteName(written)}`, {}, key);
    return { accepted, duplicates: lines - accepted };
  } finally {
    for (const table of [file, said, written]) await duckdb.drop(table);
  }
}

async function countOf(duckdb: DuckDb, from: string, tables: LakeTables = {}): Promise<number> {
  const [row] = await duckdb.query(`SELECT count(*) AS n ${from}`, tables);
  return Number(row?.n);
}
