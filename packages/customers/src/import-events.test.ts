import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventRow } from './event-row.ts';
import { importEvents } from './import-events.ts';
import { openTestLake } from './lake.fixture.ts';

let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeEach(async () => {
  lake = await openTestLake();
});
afterEach(() => lake.close());

const events = (from: number, to: number): EventRow[] =>
  Array.from({ length: to - from }, (_, i) => from + i).map((n) => ({
    customerId: `c${(n * 7) % 40}`,
    at: Date.UTC(2025, 0, 1) + n * 60_000,
    kind: n % 2 ? 'view' : 'visit',
    channel: n % 3 ? 'mail' : null,
    campaign: null,
    sku: `s${n % 5}`,
  }));

function take(key: string, rows: readonly EventRow[], existing: readonly string[] = [], sliceRows?: number) {
  const importId = key.replace('.parquet', '');
  return importEvents({
    duckdb: lake.duckdb,
    rows: batches(rows),
    existing,
    key,
    importId,
    ...(sliceRows && { sliceRows }),
  });
}

async function* batches(rows: readonly EventRow[]) {
  for (let i = 0; i < rows.length; i += 70) yield rows.slice(i, i + 70);
}

const stored = (...keys: string[]) =>
  lake.duckdb.query('SELECT * EXCLUDE (import_id) FROM e ORDER BY customer_id, occurred_at, id', { e: keys });

test('a large file is taken in slice by slice of its customers, as a small one is at once', async () => {
  const rows = [...events(0, 300), ...events(100, 150)];
  expect(await take('whole.parquet', rows)).toEqual({ accepted: 300, duplicates: 50 });
  expect(await take('sliced.parquet', rows, [], 30)).toEqual({ accepted: 300, duplicates: 50 });
  expect(await stored('sliced.parquet')).toEqual(await stored('whole.parquet'));
  expect(await stored('sliced.parquet')).toHaveLength(300);
});

test('events that the lake has are not taken in again, whichever file brought them', async () => {
  await take('a.parquet', events(0, 200));
  // As objects were before slices were stored in them.
  await lake.duckdb.store('SELECT * EXCLUDE (slice) FROM a', { a: ['a.parquet'] }, 'unsliced.parquet');
  for (const former of ['a.parquet', 'unsliced.parquet']) {
    const again = [former, 'b.parquet'];
    expect(await take('b.parquet', events(150, 260), again, 30)).toEqual({ accepted: 60, duplicates: 50 });
    expect(await take('c.parquet', events(0, 260), again, 30)).toEqual({ accepted: 0, duplicates: 260 });
  }
});
