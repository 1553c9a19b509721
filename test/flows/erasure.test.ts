import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Erasure } from '@soundings/contracts/erasure';
import type { Feedback } from '@soundings/contracts/feedback';
import { newId } from '@soundings/contracts/ids';
import { PainReport } from '@soundings/contracts/pain-point';
import { Persona } from '@soundings/contracts/persona';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { openDuckDb } from '@soundings/lake/duckdb';
import { Killed, killAt } from '@soundings/scrape/testing/killing';
import type { Bucket } from '@soundings/store/bucket';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import type { Table } from '@soundings/store/table';
import { openLocalAnalyzer } from '@soundings/text/local-analyzer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAnalysis } from '../../functions/analyze/src/run-analysis.ts';
import { createApp } from '../../functions/api/src/app.ts';
import { expire } from '../../functions/build-insights/src/expire.ts';
import { runBuilds } from '../../functions/build-insights/src/run-builds.ts';
import { runErasures } from '../../functions/build-insights/src/run-erasures.ts';
import { runImports } from '../../functions/import/src/run-imports.ts';

const CUSTOMERS = 60;
const KEY = 'key';
const authorization = `Bearer ${KEY}`;

let folder: string;
let table: Table;
let bucket: Bucket;
let store: Store;
let app: Awaited<ReturnType<typeof createApp>>;
let productId: string;
let surveyId: string;

const customer = (i: number) => `cust-${String(i).padStart(4, '0')}-q`;
const complaint = (i: number) => `The lid broke after ${i + 2} days and the handle gets hot (${customer(i)} review)`;
const answer = (i: number) => `Delivery took ${i + 3} weeks and support never replied (answer ${i}-q)`;

const reviewFile = () =>
  `id,review,rating,date,author,customer_id\n${Array.from({ length: CUSTOMERS }, (_, i) => `r${i},${complaint(i).replace(customer(i), `no ${i}-q`)},${1 + (i % 2)},2026-0${1 + (i % 6)}-1${i % 9},Author ${i}-q,${customer(i)}`).join('\n')}\n`;
const orderFile = (more = '') =>
  `order_id,customer_id,date,amount,currency\n${Array.from({ length: CUSTOMERS }, (_, i) =>
    Array.from(
      { length: 1 + (i % 4) },
      (_, n) => `o${i}-${n},${customer(i)},2026-0${1 + ((i + n) % 6)}-15,${20 + i},CNY`,
    ),
  )
    .flat()
    .join('\n')}\n${more}`;

async function send(method: string, path: string, body?: unknown, type = 'application/json') {
  const headers = { authorization, 'content-type': type };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await app.request(path, { method, headers, ...(body !== undefined && { body: text }) });
  if (reply.status >= 400) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}

async function bring(kind: string, file: string) {
  const { id } = await send('POST', `/v1/imports?${kind}`, file, 'text/csv');
  await runImports({ store, openDuckDb: () => openDuckDb(bucket) });
  return send('GET', `/v1/imports/${id}`);
}

async function build() {
  await send('POST', '/v1/insights/builds', {});
  await runBuilds({ store, openDuckDb: () => openDuckDb(bucket) });
}

const responseOf = (i: number): SurveyResponse => ({
  id: newId('surveyResponse'),
  surveyId,
  surveyVersion: 1,
  answers: { problem: { text: answer(i) }, satisfaction: { number: 2 } },
  scores: {},
  language: 'en',
  startedAt: '2026-06-01T08:00:00.000Z',
  submittedAt: '2026-06-01T08:05:00.000Z',
  customerId: customer(i),
  fields: {},
  consent: true,
  suspect: [],
  pageSeconds: {},
  quotas: [],
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'erasure-'));
  table = openSqliteTable(join(folder, 'table.sqlite'));
  bucket = await openFolderBucket(join(folder, 'bucket'));
  store = openStore(table, bucket);
  app = await createApp({
    store,
    origin: () => 'http://localhost',
    wake: () => {},
    uploadUrl: async () => '',
    maxBodyBytes: 1 << 22,
    addressOf: () => null,
    adminKey: KEY,
  });
  productId = (await send('POST', '/v1/products', { name: 'Kettle', role: 'ours' })).id;
  surveyId = (await send('POST', '/v1/surveys', { template: 'product-feedback', productId })).id;
  await send('POST', `/v1/surveys/${surveyId}/publish`);
  await bring(`kind=reviews&productId=${productId}`, reviewFile());
  await bring('kind=purchases', orderFile());
  for (let i = 0; i < CUSTOMERS; i++) await store.responses.accept(responseOf(i));
  const analyzer = await openLocalAnalyzer();
  while ((await runAnalysis({ store, analyzer })) > 0);
  await build();
  for (const { id } of (await send('GET', '/v1/personas')).items) await send('POST', `/v1/personas/${id}/publish`);
}, 60_000);
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** Leaves a file whose columns nobody has confirmed: its first rows are shown until then. */
async function leaveUnconfirmed(file: string): Promise<string> {
  const [known] = (await store.imports.list({ limit: 1 })).items;
  if (!known) throw new Error('nothing was imported');
  const id = newId('import');
  const object = `uploads/${id}/file`;
  await store.bucket.put(object, file);
  await store.imports.create({
    ...known,
    id,
    object,
    status: 'queued',
    unconfirmed: true,
    finishedAt: null,
    attempts: 0,
  });
  await runImports({ store, openDuckDb: () => openDuckDb(bucket) });
  return id;
}

/** Everything that is stored, as text, by where it stands. */
async function* everything(): AsyncGenerator<[place: string, text: string]> {
  const items = new DatabaseSync(join(folder, 'table.sqlite'), { readOnly: true });
  for (const item of items.prepare('SELECT * FROM items').all()) {
    const text = JSON.stringify(item);
    // A visit that was put aside travels sealed, which is no secret.
    const sealed = /"state\\":\\"([\w-]+)/.exec(text)?.[1] ?? '';
    yield [`${item.pk} ${item.sk}`, text + Buffer.from(sealed, 'base64url').toString()];
  }
  items.close();
  const duckdb = await openDuckDb(bucket);
  for await (const key of bucket.list('')) {
    const parquet = key.endsWith('.parquet') && (await duckdb.query('SELECT * FROM t', { t: [key] }));
    yield [key, parquet ? JSON.stringify(parquet) : String(await bucket.get(key))];
  }
  await duckdb.close();
  const paths = ['/', '/pain-points', '/customers', '/personas', '/feedback', `/feedback?productId=${productId}`];
  const routes = ['/v1/pain-points', '/v1/personas', '/v1/segments', '/v1/erasures', `/v1/feedback?limit=200`];
  const survey = [`/surveys/${surveyId}/responses`, `/v1/surveys/${surveyId}/responses.jsonl`];
  for (const path of [...paths, ...routes, ...survey]) {
    const url =
      path.startsWith('/v1/pain') || path.startsWith('/v1/feedback')
        ? `${path}${path.includes('?') ? '&' : '?'}productId=${productId}`
        : path;
    const reply = await app.request(url, { headers: { authorization, accept: 'text/html' } });
    expect([200, 404], url).toContain(reply.status);
    yield [url, await reply.text()];
  }
}

/** Where any of these is still to be found. */
async function findAll(needles: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const [place, text] of everything())
    for (const needle of needles) if (text.includes(needle)) found.push(`${needle} in ${place}`);
  return found;
}

/** Somebody whom the reports and personas quote. */
async function quoted(isFit: (feedback: Feedback) => boolean): Promise<Feedback> {
  const build = await store.reports.current();
  const pains = await store.reports.read(build?.id ?? '', 'pains', PainReport);
  const quotes = pains?.products.flatMap((product) => product.pains.flatMap((pain) => pain.quotes)) ?? [];
  const personas = (await store.reports.read(build?.id ?? '', 'personas', Persona.array())) ?? [];
  const ids = new Set(
    personas.flatMap(({ pains }) => pains.flatMap((pain) => pain.quotes.map((quote) => quote.feedbackId))),
  );
  const known = await store.feedback.getMany([...new Set(quotes.map(({ feedbackId }) => feedbackId))], productId);
  const fit = known.known.filter(isFit);
  const person = fit.find(({ id }) => ids.has(id)) ?? fit[0];
  if (!person) throw new Error('nobody is quoted');
  return person;
}

const finished = async (id: string): Promise<Erasure> => send('GET', `/v1/erasures/${id}`);

test('a customer is erased from every table, object and page, however often the work is killed', async () => {
  const theirs = await quoted(({ origin, customerId }) => origin.kind === 'review' && customerId !== null);
  const customerId = theirs.customerId ?? '';
  const n = Number(/\d+/.exec(customerId)?.[0]);
  await store.visits.save(
    {
      surveyId,
      hash: 'hash-of-a-secret',
      state: `${Buffer.from(JSON.stringify({ customerId })).toString('base64url')}.seal`,
      expiresAt: '2099-01-01T00:00:00.000Z',
    },
    customerId,
  );
  await store.experiments.record(
    {
      id: 'exp_00000000000000000000000000',
      personaId: newId('persona'),
      personaVersion: 1,
      strategy: 'win-back',
      action: { en: 'Write to them', 'zh-CN': '写信' },
      share: 0.1,
      from: '2026-06-01',
      to: '2026-07-01',
      startedAt: '2026-06-01T08:00:00.000Z',
    },
    { reached: [customerId, customer((n + 1) % CUSTOMERS)], heldOut: [] },
  );
  const unconfirmed = await leaveUnconfirmed(`customer_id,date,amount\n${customerId},2026-05-01,5\n`);
  const needles = [customerId, theirs.text, `no ${n}-q`, `(answer ${n}-q)`];
  const places = (await findAll(needles)).map((found) => found.split(' in ')[1] ?? '');
  for (const kind of [
    'feedback#',
    'responses#',
    'saved',
    'purchases/',
    'mentions/',
    'answers/',
    'customers/',
    'theme-mentions/',
    'reports/',
    'experiments/',
    'uploads/',
    'imports ',
  ])
    expect(
      places.some((place) => place.startsWith(kind)),
      kind,
    ).toBe(true);

  const job: Erasure = await send('DELETE', `/v1/customers/${customerId}`);
  let kills = 0;
  for (let lives = 1; (await finished(job.id)).status !== 'done'; lives++) {
    const process = killAt(lives, kills % 2 ? 'before' : 'after');
    const dying = openStore(process.table(table), process.bucket(bucket));
    await runErasures({ store: dying, openDuckDb: () => openDuckDb(dying.bucket) }).catch((error: unknown) => {
      if (!(error instanceof Killed) && !(error instanceof Error && error.cause instanceof Killed)) throw error;
      kills++;
    });
    await store.erasures.jobs.resume();
    await runImports({ store, openDuckDb: () => openDuckDb(bucket) });
  }
  expect(kills).toBeGreaterThan(10);
  expect(await findAll(needles)).toEqual([]);
  expect(await finished(job.id)).toMatchObject({ status: 'done', subject: null });
  expect(await store.erasures.noted(job.id)).toEqual([]);
  expect(await store.imports.get(unconfirmed)).toMatchObject({
    status: 'failed',
    failure: expect.stringContaining('Send it again'),
  });

  // Everybody else is still there.
  const others = (await findAll([customer((n + 1) % CUSTOMERS)])).map((found) => found.split(' in ')[1] ?? '');
  for (const kind of ['feedback#', 'responses#', 'purchases/', 'mentions/', 'answers/', 'customers/', 'experiments/'])
    expect(
      others.some((place) => place.startsWith(kind)),
      kind,
    ).toBe(true);
  expect((await store.feedback.list(productId, { limit: 1000 })).items).toHaveLength(2 * CUSTOMERS - 2);

  const again = await bring(`kind=reviews&productId=${productId}`, reviewFile());
  expect(again).toMatchObject({ accepted: 0 });
  const orders = await bring('kind=purchases', orderFile());
  expect(orders).toMatchObject({ accepted: 0, problems: [{ reason: 'erased_customer' }] });
  await build();
  const back = (await findAll(needles)).filter((found) => !found.includes(' in uploads/'));
  expect(back).toEqual([]);
  // What somebody does after their erasure is theirs to do.
  const later = await bring('kind=purchases', orderFile(`o-later,${customerId},${new Date().toISOString()},9,CNY\n`));
  expect(later).toMatchObject({ accepted: 1 });
}, 60_000);

test('an author is erased with all that they wrote of a product, by one of their texts or by their name', async () => {
  const theirs = await quoted(({ origin, author }) => origin.kind === 'review' && author !== null);
  const needles = [theirs.text, theirs.author ?? '', theirs.id];
  const job: Erasure = await send('DELETE', `/v1/feedback/${theirs.id}`);
  expect(job).toMatchObject({ kind: 'author', subject: { author: theirs.author } });
  await runErasures({ store, openDuckDb: () => openDuckDb(bucket) });
  expect(await finished(job.id)).toMatchObject({ status: 'done', subject: null, counts: { feedback: 1 } });
  // That there was such a text stands in its place, in the log of who erased it, and where a page of the list ends with it.
  const left = (await findAll(needles)).filter(
    (found) => !/ in (feedback#|audit )/.test(found) && !found.startsWith(`${theirs.id} in /feedback`),
  );
  expect(left).toEqual([]);
  expect(await store.feedback.get(theirs.id, [productId])).toBeUndefined();

  const name = 'Author 5-q';
  const byName: Erasure = await send('POST', '/v1/erasures', { kind: 'author-name', productId, name });
  expect(JSON.stringify(byName)).not.toContain(name);
  await runErasures({ store, openDuckDb: () => openDuckDb(bucket) });
  expect(await findAll(['(no 5-q review)'])).toEqual([]);
}, 60_000);

test('what is older than the team keeps is erased from everywhere by parts, however often the work is killed', async () => {
  const inTwoYears = Date.now() + 730 * 86_400_000;
  const needles = ['-q review)', ' weeks and support never replied'];
  const machine = { store, openDuckDb: () => openDuckDb(bucket) };
  const count = async () => (await send('GET', `/v1/feedback?productId=${productId}&order=newest`)).found.n;
  const uploads = async () => {
    let n = 0;
    for await (const _ of bucket.list('uploads/')) n++;
    return n;
  };
  await expire({ ...machine, now: inTwoYears });
  expect(await count()).toBeGreaterThan(CUSTOMERS);
  expect((await findAll(needles)).length).toBeGreaterThan(CUSTOMERS);
  expect(await uploads()).toBeGreaterThan(0);

  await send('PUT', '/v1/settings/retention', {
    basedOn: 0,
    retention: { reviews: 365, responses: 365, uploads: 90, pages: 30, auditLog: 400 },
  });
  // Nothing is that old today; in two years everything is.
  await expire(machine);
  expect((await store.erasures.jobs.list({ limit: 100 })).items.some(({ kind }) => kind === 'expired')).toBe(false);
  await expire({ ...machine, now: inTwoYears });
  await expire({ ...machine, now: inTwoYears });
  const expiries = async () =>
    (await store.erasures.jobs.list({ limit: 100 })).items.filter(({ kind }) => kind === 'expired');
  expect(await expiries()).toHaveLength(1);
  expect(await uploads()).toBe(0);
  let kills = 0;
  for (let lives = 20; (await expiries()).some(({ status }) => status !== 'done'); lives += 15) {
    const process = killAt(lives, kills % 2 ? 'before' : 'after');
    const dying = openStore(process.table(table), process.bucket(bucket));
    await runErasures({ store: dying, openDuckDb: () => openDuckDb(dying.bucket), together: CUSTOMERS }).catch(
      (error: unknown) => {
        if (!(error instanceof Killed) && !(error instanceof Error && error.cause instanceof Killed)) throw error;
        kills++;
      },
    );
    await store.erasures.jobs.resume();
  }
  expect(kills).toBeGreaterThan(5);
  expect((await expiries()).length).toBeGreaterThan(1);
  expect(await findAll(needles)).toEqual([]);
  expect(await count()).toBe(0);
  expect((await store.responses.list(surveyId, { limit: 10 })).items).toEqual([]);
  // Purchases have no such days, and what was bought stays.
  expect((await store.lake.read('purchases')).files.length).toBeGreaterThan(0);
  expect(await bring(`kind=reviews&productId=${productId}`, reviewFile())).toMatchObject({ accepted: 0 });
  await build();
  expect((await findAll(needles)).filter((found) => !found.includes(' in uploads/'))).toEqual([]);
}, 60_000);
