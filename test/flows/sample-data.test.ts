import { createHash } from 'node:crypto';
import { openDuckDb } from '@soundings/lake/duckdb';
import { Killed, killAt } from '@soundings/scrape/testing/killing';
import { openStore } from '@soundings/store/store';
import type { Table } from '@soundings/store/table';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runErasures } from '../../functions/build-insights/src/run-erasures.ts';
import { openMachine } from './in-process-machine.ts';

let machine: Awaited<ReturnType<typeof openMachine>>;
beforeAll(async () => {
  machine = await openMachine();
});
afterAll(() => machine.close());

const reviews = `id,review,rating,customer_id\n${Array.from({ length: 12 }, (_, i) => `r${i},The kettle's lid broke after ${i + 2} days,${1 + (i % 2)},c${i}`).join('\n')}\n`;
const orders = `order_id,customer_id,date,amount,currency\n${Array.from({ length: 40 }, (_, i) => `o${i},c${i % 12},2026-0${1 + (i % 6)}-1${i % 9},${20 + i},CNY`).join('\n')}\n`;

/** Loads the sample by its button, pressed twice, with the files taken in while that waits for them. */
async function loadSample(): Promise<void> {
  const loading = Promise.all([machine.send('/sample-data'), machine.send('/sample-data')]);
  let isLoaded = false;
  void loading.finally(() => {
    isLoaded = true;
  });
  while (!isLoaded) {
    await machine.takeFiles();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const [build, again] = await loading;
  expect(build).toMatch(/^\/builds\/bld_/);
  expect(again).toBe(build);
}

/** What is stored of one's own: texts, rows and responses, in one hash; and how many there are of everything. */
async function contents(productId: string) {
  const { store, openSql } = machine;
  const duckdb = await openSql();
  const rows: Record<string, number> = {};
  const own: unknown[] = [];
  try {
    for (const name of ['mentions', 'answers', 'purchases', 'events'] as const) {
      const t = (await store.lake.read(name)).files.map(({ key }) => key);
      if (t.length === 0) continue;
      rows[name] = Number((await duckdb.query('SELECT count(*) AS n FROM t', { t }))[0]?.n);
      if (name === 'purchases')
        own.push(await duckdb.query("SELECT * FROM t WHERE order_id LIKE 'o%' ORDER BY order_id", { t }));
    }
  } finally {
    await duckdb.close();
  }
  const feedback = (await store.feedback.list(productId, { limit: 500 })).items.map(({ analysis: _, ...text }) => text);
  own.push(feedback.sort((a, b) => (a.id < b.id ? -1 : 1)));
  const hash = createHash('sha256')
    .update(JSON.stringify(own, (_, value) => (typeof value === 'bigint' ? String(value) : value)))
    .digest('hex');
  return { rows, hash, feedback: feedback.length };
}

/** Only what comes after the many texts and responses is worth dying at. */
function without(many: RegExp, dying: Table, living: Table): Table {
  const tableOf = (pk = '') => (many.test(pk) ? living : dying);
  return {
    ...dying,
    create: (items) => tableOf(items[0]?.pk).create(items),
    replace: (item, was) => tableOf(item.pk).replace(item, was),
    remove: (key) => tableOf(key.pk).remove(key),
  };
}

test('the sample goes with all that was made of it and nothing else, however often that is killed; it can come again', async () => {
  const { store, table, ask, openSql } = machine;
  expect(await machine.send('/builds')).toBe('/');
  // Built all the same, nothing stands in the way of beginning.
  await machine.build();
  expect(await machine.page('/')).toContain('Load sample data');
  for (const { id } of (await store.builds.list({ limit: 5 })).items) await store.builds.remove(id);
  const { id: productId } = await ask('POST', '/v1/products', { name: 'Own kettle', role: 'ours' });
  await machine.take(`kind=reviews&productId=${productId}`, reviews);
  await machine.take('kind=purchases', orders);
  await machine.build();
  const before = await contents(productId);
  const builds = (await store.builds.list({ limit: 10 })).items.map(({ id }) => id);
  expect(await machine.page('/')).not.toContain('sample data');

  await loadSample();
  await machine.build();
  expect((await contents(productId)).rows.purchases).toBe(5040);
  expect(await store.products.all()).toHaveLength(4);
  expect((await store.imports.list({ limit: 50 })).items).toHaveLength(6);
  expect((await store.surveys.list({ limit: 50 })).items).toHaveLength(1);
  for (const { id } of (await ask('GET', '/v1/personas')).items.slice(0, 2))
    await ask('POST', `/v1/personas/${id}/publish`);
  expect(await machine.page('/personas')).toContain('The figures contain sample data.');
  // What is taken away says so as well, where its format lets people read it.
  const said = async () => {
    const personas = await ask('GET', '/v1/personas');
    const report = await ask('GET', '/v1/pain-report');
    return {
      documents: await Promise.all(
        [
          '/v1/pain-report/md?lang=zh-CN',
          '/v1/pain-report/html',
          ...personas.items.slice(0, 1).map(({ id }: { id: string }) => `/v1/personas/${id}/document.md`),
        ].map(async (path) => /The figures contain sample data\.|当前数字含示例数据/.test(await machine.page(path))),
      ),
      json: [report.containsSampleData, personas.build.containsSampleData],
    };
  };
  expect(await said()).toEqual({ documents: [true, true, true], json: [true, true] });
  const { surveyId = '' } = (await store.sampleData.current()) ?? {};
  await machine.respond(`/s/${surveyId}`, { recommend: '9', satisfaction: '4', problem: 'A trial of my own' });
  expect(await machine.page('/settings/sample-data')).toContain('with the 1 response since');
  expect(await machine.send('/settings/sample-data')).toBe('400');
  expect((await store.erasures.jobs.list({ limit: 5 })).items).toEqual([]);

  for (const _ of ['once', 'twice'])
    expect(await machine.send('/settings/sample-data', { sure: 'yes', withSurvey: 'yes' })).toBe(
      '/settings/sample-data',
    );
  const jobs = (await store.erasures.jobs.list({ limit: 5 })).items;
  expect(jobs).toMatchObject([{ kind: 'sample', status: 'queued' }]);
  const isDone = async () => (await store.erasures.jobs.get(jobs[0]?.id ?? ''))?.status === 'done';
  let kills = 0;
  for (let at = 4; !(await isDone()) && kills < 25; at += 9) {
    const process = killAt(at, kills % 2 ? 'before' : 'after');
    const dying = openStore(
      without(/^(feedback|responses|responses-by-time|claims|erasure|mention-overrides)/, process.table(table), table),
      process.bucket(store.bucket),
    );
    await runErasures({ store: dying, openDuckDb: () => openDuckDb(dying.bucket, { memoryMb: 256 }) }).catch(
      (error: unknown) => {
        if (!(error instanceof Killed) && !(error instanceof Error && error.cause instanceof Killed)) throw error;
        kills++;
      },
    );
    await store.erasures.jobs.resume();
  }
  expect(kills).toBeGreaterThan(3);

  expect(await contents(productId)).toEqual(before);
  expect((await store.products.all()).map(({ name }) => name)).toEqual(['Own kettle']);
  expect((await store.surveys.list({ limit: 5 })).items).toEqual([]);
  expect((await store.imports.list({ limit: 9 })).items.map(({ kind }) => kind).sort()).toEqual([
    'purchases',
    'reviews',
  ]);
  expect(await store.personas.evidence()).toEqual([]);
  const left = (await store.builds.list({ limit: 10 })).items;
  expect(left.filter(({ status }) => status === 'done').map(({ id }) => id)).toEqual(builds);
  for await (const key of store.bucket.list(''))
    expect(await store.bucket.get(key).then(String), key).not.toContain('Linnet');
  expect(await machine.page('/settings/sample-data?lang=zh-CN')).toContain('没有载入示例数据');

  // What is one's own is built anew without being asked for.
  expect(left.filter(({ status }) => status === 'queued')).toHaveLength(1);
  await machine.build();
  expect((await store.builds.list({ limit: 10 })).items.every(({ status }) => status === 'done')).toBe(true);
  const pains = (await ask('GET', `/v1/pain-points?productId=${productId}`)).items;
  expect(pains.length).toBeGreaterThan(0);
  expect((await ask('GET', '/v1/segments')).report).toMatchObject({ customers: 12 });
  expect(await machine.page('/v1/pain-report/md')).not.toContain('sample data');
  expect(await ask('GET', '/v1/pain-report')).not.toHaveProperty('containsSampleData');

  await loadSample();
  expect((await contents(productId)).rows.purchases).toBe(5040);
  const again = await store.sampleData.current();
  await machine.respond(`/s/${again?.surveyId}`, { recommend: '9', satisfaction: '4', problem: 'A customer of ours' });
  const build = await store.builds.claim();
  await ask('POST', '/v1/erasures', { kind: 'sample' });
  await runErasures({ store, openDuckDb: openSql });
  // What is being built may yet bring rows of it.
  expect(await store.sampleData.current()).toBeDefined();
  await build?.finish({ status: 'done', finishedAt: new Date().toISOString() });
  await store.erasures.jobs.resume();
  await runErasures({ store, openDuckDb: openSql });
  expect(await store.sampleData.current()).toBeUndefined();
  expect((await store.surveys.list({ limit: 5 })).items).toMatchObject([{ id: again?.surveyId }]);
  expect((await store.products.all()).map(({ name }) => name).sort()).toEqual(['Linnet 灵雀', 'Own kettle']);
  const kept = await store.responses.list(again?.surveyId ?? '', { limit: 5 });
  expect(kept.items).toMatchObject([{ answers: { problem: { text: 'A customer of ours' } } }]);
}, 120_000);
