import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feedback } from '@soundings/contracts/feedback';
import { contentId, newId } from '@soundings/contracts/ids';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assignedThemes } from './assigned-themes.ts';
import { collectMentions } from './collect-mentions.ts';

let store: Store;
let duckdb: DuckDb;
const productId = newId('product');
const id = contentId('feedback', productId, 'one');
const themeId = newId('theme');

beforeEach(async () => {
  const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'collect-')));
  store = openStore(openSqliteTable(':memory:'), bucket);
  duckdb = await openDuckDb(bucket, { memoryMb: 128 });
  await store.feedback.add([feedback]);
  await analyse();
});
afterEach(() => duckdb.close());

const feedback: Feedback = pendingReview({
  id,
  productId,
  origin: { kind: 'review', sourceId: 'file', line: null, externalId: 'one', url: null },
  text: '没坏过',
});

async function analyse(): Promise<void> {
  const place = { clause: 0, start: 0, end: 3, quote: '没坏过', aspect: null, term: null };
  const told = { intent: 'complaint', polarity: 'negative', score: -1, confidence: 1 } as const;
  const analysis = { analyzer: 'a', model: '1', language: 'zh', signature: '', mentions: [{ ...place, ...told }] };
  const analyzedAt = new Date().toISOString();
  const queued = await store.feedback.toAnalyze(10);
  await store.feedback.storeAnalysis(queued.map((one) => ({ ...one, analysis: { ...analysis, analyzedAt } })));
}

async function lake(): Promise<unknown[]> {
  await collectMentions({ store, duckdb }, async () => {});
  const { files } = await store.lake.read('mentions');
  if (files.length === 0) return [];
  const rows = await duckdb.query('SELECT intent FROM mentions', { mentions: files.map(({ key }) => key) });
  return rows.map(({ intent }) => intent);
}

const correct = () =>
  store.overrides.set(
    { feedbackId: id, productId },
    { quote: '没坏过', term: null, intent: 'praise', themeId, at: '2026-01-01T00:00:00.000Z', by: 'admin' },
  );

test('a correction reaches the rows that stand there already, and is lifted again', async () => {
  expect(await lake()).toEqual(['complaint']);
  await correct();
  expect(await lake()).toEqual(['praise']);
  expect(await store.overrides.toLake(10)).toEqual([]);
  expect([...(await assignedThemes(store))]).toEqual([[contentId('mention', id, '0'), themeId]]);
  await store.overrides.remove({ feedbackId: id, productId }, { quote: '没坏过', term: null });
  expect(await lake()).toEqual(['complaint']);
});

test('a correction of a text that is being analysed waits for it, and outlives it', async () => {
  await correct();
  await store.feedback.analyzeAgain(productId, { limit: 10, since: '2999-01-01T00:00:00.000Z' });
  expect(await lake()).toEqual([]);
  await analyse();
  expect(await lake()).toEqual(['praise']);
});

test('a text is of the month that it was on its file’s clock; one that says no clock, of its month in UTC', async () => {
  const others = [
    { id: contentId('feedback', productId, 'two'), occurredAt: '2026-02-28T23:30:00.000Z' },
    {
      id: contentId('feedback', productId, 'three'),
      occurredAt: '2026-02-28T23:30:00.000Z',
      localAt: '2026-03-01T07:30:00.000Z',
    },
  ];
  await store.feedback.add(others.map((other) => ({ ...feedback, ...other })));
  await analyse();
  await collectMentions({ store, duckdb }, async () => {});
  const { files } = await store.lake.read('mentions');
  const months = await duckdb.query(
    "SELECT strftime(date_trunc('month', occurred_at), '%Y-%m') AS month FROM mentions WHERE occurred_at IS NOT NULL ORDER BY 1",
    { mentions: files.map(({ key }) => key) },
  );
  expect(months.map(({ month }) => month)).toEqual(['2026-02', '2026-03']);
});
