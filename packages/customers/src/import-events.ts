import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteName } from '@soundings/lake/quoted';
import type { EventRow } from './event-row.ts';

const STAGED = {
  customer_id: 'VARCHAR',
  at_ms: 'DOUBLE',
  kind: 'VARCHAR',
  channel: 'VARCHAR',
  campaign: 'VARCHAR',
  sku: 'VARCHAR',
} as const;

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
}: {
  duckdb: DuckDb;
  rows: AsyncIterable<readonly EventRow[]>;
  existing: readonly string[];
  key: string;
  importId: string;
}): Promise<{ accepted: number; duplicates: number }> {
  const table = `events ${importId}`;
  const earlier = existing.filter((known) => known !== key);
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
  try {
    await duckdb.stage(table, STAGED, batches());
    const says = ['customer_id', 'CAST(CAST(at_ms AS BIGINT) AS VARCHAR)', 'kind', 'channel', 'campaign', 'sku']
      .map((part) => `coalesce(${part}, '')`)
      .join(', chr(31), ');
    const fresh = `SELECT DISTINCT md5(concat(${says})) AS id, customer_id, epoch_ms(CAST(at_ms AS BIGINT)) AS occurred_at, kind,
        channel, campaign, sku, '${importId}' AS import_id FROM ${quoteName(table)}
      ${earlier.length > 0 ? `WHERE md5(concat(${says})) NOT IN (SELECT id FROM lake)` : ''}`;
    const tables = earlier.length > 0 ? { lake: earlier } : undefined;
    const [counts] = await duckdb.query(
      `SELECT (SELECT count(*) FROM ${quoteName(table)}) AS staged, (SELECT count(*) FROM (${fresh}) AS fresh) AS fresh`,
      tables ?? {},
    );
    const accepted = Number(counts?.fresh);
    if (accepted > 0) await duckdb.store(`${fresh} ORDER BY customer_id, occurred_at, id`, tables ?? {}, key);
    return { accepted, duplicates: Number(counts?.staged) - accepted };
  } finally {
    await duckdb.drop(table);
  }
}
