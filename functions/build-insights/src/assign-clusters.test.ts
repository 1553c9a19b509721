import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openDuckDb } from '@soundings/lake/duckdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assignClusters } from './assign-clusters.ts';

const customers = ['customers.parquet'];
let duckdb: Awaited<ReturnType<typeof openDuckDb>>;

async function store(n: number): Promise<void> {
  // The first half bought often and lately, the other once and long ago.
  await duckdb.store(
    `SELECT 'c' || i AS customer_id,
  CASE WHEN i < ${n / 2} THEN 8 ELSE 300 END + hash(i) % 1000 / 200.0 AS recency_days,
  CASE WHEN i < ${n / 2} THEN 9 ELSE 1 END AS frequency, 20.0 AS average_order, 400 AS tenure_days,
  DATE '2026-03-01' AS snapshot FROM range(${n}) t(i)
UNION ALL SELECT 'c0', 300, 1, 20.0, 400, DATE '2026-01-01'`,
    {},
    'customers.parquet',
  );
}

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clusters-'));
  duckdb = await openDuckDb({
    localPath: async (key) => join(folder, key),
    async putFile(key, path) {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await cp(path, join(folder, key));
    },
  });
});
afterAll(() => duckdb.close());

test('customers who behave alike are of one cluster, the sampled and the others, and a cluster keeps its name', async () => {
  await store(60_000);
  const assigned = await assignClusters(duckdb, { customers, key: 'assigned.parquet' });
  expect(assigned?.rule).toMatch(/^k-means@1 clusters=2 silhouette=[01]\.\d\d stability=/);
  const rows = await duckdb.query(
    `SELECT grp, CAST(SUBSTRING(customer_id, 2) AS INTEGER) < 30000 AS often, COUNT(*) AS n FROM assignments
    WHERE snapshot = DATE '2026-03-01' GROUP BY 1, 2`,
    { assignments: ['assigned.parquet'] },
  );
  expect(rows.map(({ n }) => n)).toEqual([30_000, 30_000]);
  expect(new Set(rows.map(({ grp }) => grp))).toEqual(new Set(Object.keys(assigned?.names ?? {})));
  const clustersOf = await duckdb.query(
    `SELECT snapshot, grp FROM assignments WHERE customer_id IN ('c0', 'c59999') ORDER BY customer_id, snapshot`,
    { assignments: ['assigned.parquet'] },
  );
  const [before, now, rare] = clustersOf.map(({ grp }) => grp);
  expect(before).toBe(rare);
  expect(now).not.toBe(before);
  await store(600);
  const later = await assignClusters(duckdb, { customers, key: 'later.parquet' });
  expect(new Set(Object.keys(later?.names ?? {}))).toEqual(new Set(Object.keys(assigned?.names ?? {})));
});

test('few customers make no clusters', async () => {
  await store(40);
  expect(await assignClusters(duckdb, { customers, key: 'few.parquet' })).toBeNull();
});
