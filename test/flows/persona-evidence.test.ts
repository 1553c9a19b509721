import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openPersonas } from '@soundings/store/personas';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { removeFormerBuilds } from '../../functions/build-insights/src/former-builds.ts';
import { removeStrays } from '../../functions/build-insights/src/named-objects.ts';
import { openMachine } from './in-process-machine.ts';

let machine: Awaited<ReturnType<typeof openMachine>>;
let duckdb: DuckDb;
beforeEach(async () => {
  machine = await openMachine();
  duckdb = await machine.openSql();
});
afterEach(async () => {
  await duckdb.close();
  await machine.close();
});

const orders = (n: number, month: number) =>
  `order_id,customer_id,date,amount,currency,category\n${Array.from(
    { length: n },
    (_, i) => `o${month}-${i},c${i},2026-0${month}-1${i % 9},${20 + i},CNY,tea`,
  ).join('\n')}\n`;
const reviews = (n: number, name: string) =>
  `text,rating,customer_id\n${Array.from({ length: n }, (_, i) => `"Delivery was far too slow, ${name} ${i}",2,c${i}`).join('\n')}\n`;

/** What each statement that a document was made by gives now, by its id. */
async function answers({ evidence }: any): Promise<Record<string, unknown[]>> {
  const told: [string, unknown[]][] = [];
  for (const { id, tables, query } of evidence) told.push([id, await duckdb.query(query, tables)]);
  return Object.fromEntries(told);
}

async function objects(): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of machine.store.bucket.list('')) if (key.endsWith('.parquet')) keys.push(key);
  return keys;
}

test('what a published version was computed from stays, without whoever is erased; what no version names goes', async () => {
  const product = (await machine.ask('POST', '/v1/products', { name: 'Kettle', role: 'ours' })).id;
  await machine.take('kind=purchases', orders(60, 1));
  await machine.take(`kind=reviews&productId=${product}`, reviews(40, 'order'));
  await machine.groupAll();
  const [draft] = await machine.build();
  expect(draft.pains[0].quotes.length).toBeGreaterThan(0);
  const published = await machine.ask('POST', `/v1/personas/${draft.id}/publish`);
  const before = await answers(published);
  expect(Object.keys(before)).toEqual(expect.arrayContaining(['people', 'themes', 'quotes', 'categories']));

  // Every text is read again and purchases are added, so that nothing of the lake stays as it was.
  await machine.take('kind=purchases', orders(60, 2));
  await machine.ask('POST', '/v1/analyses', {});
  const [now] = await machine.build();
  const later = new Date(Date.now() + 60_000).toISOString();
  // As the next build would, and a day later.
  await removeFormerBuilds(machine.store, []);
  await removeStrays(machine.store, later);
  const old = await machine.ask('GET', `/v1/personas/${draft.id}?version=1`);
  expect(await answers(old)).toEqual(before);
  const named = new Set(
    [old, now].flatMap(({ evidence }) => evidence.flatMap(({ tables }: any) => Object.values(tables).flat())),
  );
  const { files } = await machine.store.lake.read('mentions');
  const mentions = (await objects()).filter((key) => key.startsWith('mentions/'));
  expect(mentions.filter((key) => !named.has(key) && !files.some((file) => file.key === key))).toEqual([]);
  expect(mentions.length).toBeGreaterThan(files.length);

  await machine.erase('c7');
  for (const key of await objects()) {
    expect(JSON.stringify(await duckdb.query('SELECT * FROM t', { t: [key] })), key).not.toMatch(/"c7"|order 7\b/);
  }
  const left = await machine.ask('GET', `/v1/personas/${draft.id}?version=1`);
  const people = (await answers(left)).people as { n: number }[];
  expect(people.reduce((sum, { n }) => sum + n, 0)).toBe(59);
}, 60_000);

test('a version that was killed while it was published is published when asked again, or not at all', async () => {
  const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'personas-')));
  const table = openSqliteTable(':memory:');
  const persona: any = {
    id: 'per_1',
    version: 1,
    evidence: [{ id: 'people', tables: { customers: ['customers/b.parquet'] } }],
  };
  await expect(openPersonas(table, bucket).publish(persona)).rejects.toThrow('not there any more');
  await bucket.put('customers/b.parquet', 'rows');
  const killed = () => Promise.reject(new Error('killed'));
  await expect(openPersonas(table, { ...bucket, put: killed }).publish(persona)).rejects.toThrow('killed');
  const personas = openPersonas(table, bucket);
  expect(await personas.version('per_1', 1)).toBeUndefined();
  expect(await personas.publish(persona)).toBe(true);
  expect(await personas.publish(persona)).toBe(false);
  expect(await personas.evidence()).toEqual(['customers/b.parquet']);
});
