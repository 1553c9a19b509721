import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feedback } from '@soundings/contracts/feedback';
import { newId } from '@soundings/contracts/ids';
import type { ClauseMention } from '@soundings/contracts/mention';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import { textLogOdds } from '@soundings/text/polarity';
import { readPolarityModel, StoredPolarityModel } from '@soundings/text/polarity-model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectMentions } from './collect-mentions.ts';
import { learnFromStars } from './learn-from-stars.ts';

let store: Store;
let duckdb: Awaited<ReturnType<typeof openDuckDb>>;

beforeEach(async () => {
  const bucket = await openFolderBucket(await mkdtemp(join(tmpdir(), 'stars-')));
  store = openStore(openSqliteTable(':memory:'), bucket);
  duckdb = await openDuckDb(bucket, { memoryMb: 128 });
});
afterEach(() => duckdb.close());

/** Analysed reviews that call good things "硬核" and bad ones "佛系", which no shipped lexicon knows. */
async function write(role: 'ours' | 'competitor', count: number, ratingOf: (i: number) => number): Promise<void> {
  const { id: productId } = await store.products.create({ name: role, role });
  const reviews = Array.from({ length: count }, (_, i): Feedback => {
    const text = `这盘口${i % 2 ? '硬核' : '佛系'}第${i}期`;
    const mention: ClauseMention = {
      clause: 0,
      start: 0,
      end: text.length,
      quote: text,
      aspect: null,
      term: null,
      intent: 'other',
      polarity: 'neutral',
      score: 0,
      confidence: 1,
    };
    // Two aspects of one clause say it twice in the lake, and once to whoever learns.
    const mentions = [mention, { ...mention, aspect: '盘口', term: '盘口' }];
    return pendingReview({
      productId,
      text,
      rating: ratingOf(i),
      analysis: {
        analyzer: 'test',
        model: '1',
        language: 'zh',
        signature: '',
        analyzedAt: '2026-01-01T00:00:00.000Z',
        mentions,
      },
    });
  });
  await store.feedback.add(reviews);
  const queued = await store.feedback.toAnalyze(count);
  await store.feedback.storeAnalysis(
    queued.map((one) => ({ ...one, analysis: one.feedback.analysis as NonNullable<Feedback['analysis']> })),
  );
  await collectMentions({ store, duckdb }, async () => {});
}

const learn = () => learnFromStars(newId('build'), { store, duckdb });

test('what the stars say of a domain’s words is kept by its version, once', async () => {
  await write('ours', 200, (i) => (i % 2 ? 5 : 1));
  await learn();
  const [outcome] = await store.learntModels.current();
  expect(outcome).toMatchObject({ language: 'zh', kept: true, reviews: 200 });
  expect(outcome?.after?.accuracy).toBeGreaterThan(outcome?.before?.accuracy ?? 1);
  const model = readPolarityModel(StoredPolarityModel.parse(await store.learntModels.weights(outcome?.version ?? '')));
  expect(textLogOdds(model, '硬核')).toBeGreaterThan(textLogOdds(model, '佛系'));

  await learn();
  expect(await store.learntModels.current()).toEqual([outcome]);
});

test('stars that say nothing, and those of competitors, teach nothing', async () => {
  await write('competitor', 200, (i) => (i % 2 ? 5 : 1));
  await learn();
  expect(await store.learntModels.current()).toEqual([]);
  await write('ours', 200, (i) => ((i * 7919) % 13 < 6 ? 1 : 5));
  await learn();
  expect(await store.learntModels.current()).toMatchObject([{ kept: false, reviews: 200 }]);
});
