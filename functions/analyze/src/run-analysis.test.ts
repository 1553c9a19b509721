import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feedback } from '@soundings/contracts/feedback';
import { contentId, newId } from '@soundings/contracts/ids';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import type { Table } from '@soundings/store/table';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import type { AnalyzedText, TextAnalyzer, TextToAnalyze } from '@soundings/text/analyzer';
import { beforeEach, expect, test } from 'vitest';
import { runAnalysis } from './run-analysis.ts';

const productId = newId('product');
let table: Table;
let store: Store;

beforeEach(async () => {
  table = openSqliteTable(':memory:');
  store = openStore(table, await openFolderBucket(await mkdtemp(join(tmpdir(), 'analyze-'))));
});

const review = (text: string): Feedback =>
  pendingReview({
    id: contentId('feedback', text),
    productId,
    text,
  });

const analysed = ({ id }: TextToAnalyze): AnalyzedText => ({
  id,
  outcome: 'analysed',
  analysis: { analyzer: 'test', model: '1', language: 'en', signature: '', mentions: [] },
});

/** An analyzer that answers each text as told. */
const answering = (answer: (text: TextToAnalyze) => AnalyzedText): Pick<TextAnalyzer, 'analyze'> => ({
  analyze: async (texts) => texts.map(answer),
});

const found = (text: string) => store.feedback.get(review(text).id, [productId]);

/** A response to a survey of its own, with this text in it. */
async function answered(text: string): Promise<SurveyResponse> {
  const survey = await store.surveys.create({
    productId,
    name: 'Feedback',
    definition: surveyTemplates['product-feedback'].define('Kettle'),
  });
  await store.surveys.publish(survey.id);
  return {
    id: contentId('surveyResponse', survey.id, 'one'),
    surveyId: survey.id,
    surveyVersion: 1,
    answers: { recommend: { number: 3 }, satisfaction: { number: 2 }, problem: { text } },
    scores: {},
    language: 'zh-CN',
    startedAt: '2026-01-01T00:00:00.000Z',
    submittedAt: '2026-01-01T00:01:00.000Z',
    customerId: 'c1',
    fields: {},
    consent: true,
    suspect: [],
    pageSeconds: {},
    quotas: [],
  };
}

test('what waits is analysed, each text once', async () => {
  await store.feedback.add(Array.from({ length: 600 }, (_, i) => review(`text ${i}`)));
  const seen: string[] = [];
  const analyzer = answering((text) => {
    seen.push(text.id);
    return analysed(text);
  });
  expect(await runAnalysis({ store, analyzer })).toBe(600);
  expect(new Set(seen).size).toBe(600);
  expect(await runAnalysis({ store, analyzer })).toBe(0);
});

test('a text that breaks the analyzer holds back no other', async () => {
  await store.feedback.add(['fine', 'poison', 'fine too'].map(review));
  const analyzer: Pick<TextAnalyzer, 'analyze'> = {
    async analyze(texts) {
      if (texts.some(({ text }) => text === 'poison')) throw new RangeError('holds the text itself');
      return texts.map(analysed);
    },
  };
  await runAnalysis({ store, analyzer });
  expect(await found('fine')).toMatchObject({ status: 'analysed' });
  expect(await found('fine too')).toMatchObject({ status: 'analysed' });
  expect(await found('poison')).toMatchObject({ status: 'pending', attempts: 1, failure: 'RangeError' });
});

test('a text that is its own fault fails at once, one of the moment’s stays pending', async () => {
  await store.feedback.add(['bad', 'throttled'].map(review));
  const analyzer = answering(({ id, text }) => ({
    id,
    outcome: text === 'bad' ? 'failed' : 'retry',
    reason: 'because',
  }));
  expect(await runAnalysis({ store, analyzer })).toBe(0);
  expect(await found('bad')).toMatchObject({ status: 'failed', failure: 'because' });
  expect(await found('throttled')).toMatchObject({ status: 'pending', attempts: 1 });
});

test('after eight attempts a text is given up', async () => {
  await store.feedback.add([{ ...review('stubborn'), attempts: 7 }]);
  await runAnalysis({ store, analyzer: answering(({ id }) => ({ id, outcome: 'retry', reason: 'throttled' })) });
  expect(await found('stubborn')).toMatchObject({ status: 'failed', failure: 'throttled' });
});

test('two at once store each text once', async () => {
  await store.feedback.add(Array.from({ length: 300 }, (_, i) => review(`text ${i}`)));
  const slow: Pick<TextAnalyzer, 'analyze'> = {
    async analyze(texts) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return texts.map(analysed);
    },
  };
  const stored = await Promise.all([runAnalysis({ store, analyzer: slow }), runAnalysis({ store, analyzer: slow })]);
  expect(stored[0] + stored[1]).toBe(300);
});

test('the texts of a response become feedback with what its author said beside them, and webhooks are told once', async () => {
  const { webhook } = await store.webhooks.create(
    { url: 'https://hooks.example/', events: ['response.received'] },
    { secret: 'whsec_AAAA' },
  );
  const response = await answered('盖子坏了');
  await store.responses.accept(response);
  const killed = { ...store, responses: { ...store.responses, split: () => Promise.reject(new Error('killed')) } };
  await expect(runAnalysis({ store: killed, analyzer: answering(analysed) })).rejects.toThrow('killed');
  await runAnalysis({ store, analyzer: answering(analysed) });
  const { items } = await store.feedback.list(productId, { limit: 10 });
  expect(items).toMatchObject([
    { text: '盖子坏了', rating: 2, nps: 3, customerId: 'c1', consent: true, status: 'analysed' },
  ]);
  expect(await store.responses.toLake(10)).toHaveLength(1);
  const { items: deliveries } = await store.webhooks.deliveries.list(webhook.id, { limit: 10 });
  expect(deliveries).toMatchObject([
    { type: 'response.received', occurredAt: response.submittedAt, status: 'waiting' },
  ]);
});

test('responses whose survey cannot be read wait on and hold no other back', async () => {
  const [strange, fine] = [await answered('盖子坏了'), await answered('It leaks.')];
  for (const response of [strange, fine]) await store.responses.accept(response);
  const { items } = await table.list({ pk: `survey#${strange.surveyId}`, prefix: 'version#', limit: 1 });
  for (const item of items) {
    const value = { ...item.value, definition: { pages: 'of a later version' } };
    await table.replace({ ...item, value }, item.version);
  }
  expect(items).toHaveLength(1);
  await runAnalysis({ store, analyzer: answering(analysed) });
  expect((await store.feedback.list(productId, { limit: 10 })).items).toMatchObject([{ text: 'It leaks.' }]);
  const waiting = await table.waiting('responses', { now: '2999-01-01T00:00:00.000Z', limit: 10 });
  expect(waiting).toMatchObject([{ sk: strange.id, value: { unreadable: expect.any(String) } }]);
});
