import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feedback } from '@soundings/contracts/feedback';
import { newId } from '@soundings/contracts/ids';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedReanalysis } from '@soundings/store/queued-reanalysis';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import type { TextAnalyzer } from '@soundings/text/analyzer';
import { beforeEach, expect, test, vi } from 'vitest';
import { runAnalysis } from './run-analysis.ts';
import { runReanalyses } from './run-reanalyses.ts';

let store: Store;
let productIds: string[];
let seen: string[];

beforeEach(async () => {
  store = openStore(openSqliteTable(':memory:'), await openFolderBucket(await mkdtemp(join(tmpdir(), 'again-'))));
  const products = await Promise.all(['A', 'B'].map((name) => store.products.create({ name, role: 'ours' })));
  productIds = products.map(({ id }) => id);
  seen = [];
});

const analyzer = (fails: (text: string) => boolean = () => false): Pick<TextAnalyzer, 'analyze'> => ({
  analyze: async (texts) =>
    texts.map(({ id, text }) => {
      seen.push(text);
      if (fails(text)) return { id, outcome: 'failed', reason: 'too strange' };
      const analysis = { analyzer: 'test', model: '1', language: 'en', signature: '', mentions: [] };
      return { id, outcome: 'analysed', analysis };
    }),
});

const review = (productId: string, text: string): Feedback =>
  pendingReview({
    productId,
    text,
  });

async function write(perProduct: number) {
  for (const id of productIds)
    await store.feedback.add(Array.from({ length: perProduct }, (_, i) => review(id, `${id} ${i}`)));
}

const ask = (only?: 'failed') =>
  store.reanalyses.create(queuedReanalysis({ id: newId('reanalysis'), options: only ? { only } : {} }));

const later = () => new Promise((resolve) => setTimeout(resolve, 5));

test('every text of every product is analysed once more', async () => {
  await write(500);
  await runAnalysis({ store, analyzer: analyzer() });
  await later();
  const { job } = await ask();
  seen = [];
  await runReanalyses({ store });
  expect(await store.reanalyses.get(job.id)).toMatchObject({ status: 'done', counts: { seen: 1000, queued: 1000 } });
  expect(await store.feedback.counts(10_000)).toEqual({ waiting: 1000, failed: 0 });
  await runAnalysis({ store, analyzer: analyzer() });
  expect(new Set(seen).size).toBe(1000);
  expect(seen).toHaveLength(1000);
});

test('killed anywhere, it goes on where it was, and no text is analysed twice for it', async () => {
  await write(450);
  await runAnalysis({ store, analyzer: analyzer() });
  await later();
  const { job } = await ask();
  seen = [];
  // Each run dies in the middle of its second page, with the page's texts in the queue and the job not told.
  const dying = {
    ...store,
    feedback: {
      ...store.feedback,
      analyzeAgain: vi.fn(async (...parameters: Parameters<Store['feedback']['analyzeAgain']>) => {
        const page = await store.feedback.analyzeAgain(...parameters);
        if (dying.feedback.analyzeAgain.mock.calls.length % 2 === 0) throw new Error('killed');
        return page;
      }),
    },
  };
  for (let i = 0; i < 20; i++) {
    await runReanalyses({ store: dying }).catch(() => {});
    await runAnalysis({ store, analyzer: analyzer() });
    await store.reanalyses.resume();
  }
  expect(await store.reanalyses.get(job.id)).toMatchObject({ status: 'done' });
  expect(new Set(seen).size).toBe(900);
  expect(seen).toHaveLength(900);
});

test('texts that were given up are counted with their reasons, and tried again when asked', async () => {
  await write(3);
  const isBad = (text: string) => text.endsWith(' 1');
  await runAnalysis({ store, analyzer: analyzer(isBad) });
  expect(await store.feedback.counts(100)).toEqual({ waiting: 0, failed: 2 });
  expect((await store.feedback.failed(10)).map(({ feedback }) => feedback.failure)).toEqual([
    'too strange',
    'too strange',
  ]);
  const { job } = await ask('failed');
  await runReanalyses({ store });
  expect(await store.reanalyses.get(job.id)).toMatchObject({ status: 'done', counts: { seen: 6, queued: 2 } });
  await runAnalysis({ store, analyzer: analyzer() });
  expect(await store.feedback.counts(100)).toEqual({ waiting: 0, failed: 0 });
});
