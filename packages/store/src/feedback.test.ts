import type { Analysis, Feedback } from '@soundings/contracts/feedback';
import { contentId, newId } from '@soundings/contracts/ids';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { beforeEach, expect, test } from 'vitest';
import { openFeedback } from './feedback.ts';
import { openSqliteTable } from './sqlite-table.ts';

const productId = newId('product');
let feedback: ReturnType<typeof openFeedback>;

beforeEach(() => {
  feedback = openFeedback(openSqliteTable(':memory:'));
});

function review(
  name: string,
  text: string,
  { source = 'one.csv', line = 1, occurredAt = null as string | null } = {},
): Feedback {
  return pendingReview({
    id: contentId('feedback', name),
    productId,
    origin: { kind: 'review', sourceId: source, line, externalId: name, url: null },
    text,
    rating: 4,
    occurredAt,
  });
}

const analysis: Analysis = {
  analyzer: 'test',
  model: '1',
  language: 'en',
  signature: '',
  analyzedAt: '2026-01-01T00:00:00.000Z',
  mentions: [],
};

test('a text waits for its analysis, then for the lake, then for nothing', async () => {
  await feedback.add([review('a', 'good')]);
  const [waiting] = await feedback.toAnalyze(10);
  expect(waiting?.feedback.text).toBe('good');
  expect(await feedback.storeAnalysis([{ ...waiting!, analysis }])).toEqual([true]);
  expect(await feedback.toAnalyze(10)).toEqual([]);
  const analysed = await feedback.toLake(10);
  expect(analysed[0]?.feedback).toMatchObject({ status: 'analysed', analysis });
  await feedback.inLake(analysed);
  expect(await feedback.toLake(10)).toEqual([]);
  expect(await feedback.get(review('a', '').id, [newId('product'), productId])).toMatchObject({ text: 'good' });
});

test('a line sent again after a crash counts as new, the same text from elsewhere as a duplicate', async () => {
  expect(await feedback.add([review('a', 'good', { line: 7 })])).toEqual([true]);
  expect(await feedback.add([review('a', 'good', { line: 7 })])).toEqual([true]);
  expect(await feedback.add([review('a', 'good', { line: 8 })])).toEqual([false]);
  expect(await feedback.add([review('a', 'good', { source: 'two.csv', line: 7 })])).toEqual([false]);
  expect(await feedback.toAnalyze(10)).toHaveLength(1);
});

test('another text under the same id replaces the former and is analysed again, unless it is older', async () => {
  await feedback.add([review('a', 'good', { occurredAt: '2026-01-02T00:00:00.000Z' })]);
  const [first] = await feedback.toAnalyze(1);
  await feedback.storeAnalysis([{ ...first!, analysis }]);
  const older = review('a', 'fine', { source: 'two', occurredAt: '2026-01-01T00:00:00.000Z' });
  expect(await feedback.add([older])).toEqual([false]);
  const newer = review('a', 'broke after a week', { source: 'two', occurredAt: '2026-01-09T00:00:00.000Z' });
  expect(await feedback.add([newer])).toEqual([true]);
  expect((await feedback.toAnalyze(10)).map((waiting) => waiting.feedback.text)).toEqual(['broke after a week']);
});

test('a text that is known by what it says alone is never revised', async () => {
  const copy = (text: string, line: number): Feedback => {
    const feedback = review('a', text, { line });
    return { ...feedback, origin: { kind: 'review', sourceId: 'one.csv', line, externalId: null, url: null } };
  };
  expect(await feedback.add([copy('Good', 1)])).toEqual([true]);
  expect(await feedback.add([copy('good ', 2)])).toEqual([false]);
  expect((await feedback.toAnalyze(10)).map((waiting) => waiting.feedback.text)).toEqual(['Good']);
});

test('three texts under one id within a batch end with the last', async () => {
  const batch = ['one', 'two', 'three'].map((text, i) => review('a', text, { line: i + 1 }));
  expect(await feedback.add(batch)).toEqual([true, true, true]);
  expect((await feedback.toAnalyze(10)).map((waiting) => waiting.feedback.text)).toEqual(['three']);
});

test('an analysis of a text that changed meanwhile is refused', async () => {
  await feedback.add([review('a', 'good')]);
  const [stale] = await feedback.toAnalyze(1);
  await feedback.add([review('a', 'bad', { source: 'two' })]);
  expect(await feedback.storeAnalysis([{ ...stale!, analysis }])).toEqual([false]);
});

test('a text that fails comes back later, and a given-up one does not', async () => {
  await feedback.add([review('a', 'x'), review('b', 'y')]);
  const [a, b] = await feedback.toAnalyze(2);
  await feedback.retry(a!, 'throttled');
  await feedback.fail(b!, 'too long');
  expect(await feedback.toAnalyze(10)).toEqual([]);
  expect(await feedback.get(a!.feedback.id, [productId])).toMatchObject({ status: 'pending', attempts: 1 });
  expect(await feedback.get(b!.feedback.id, [productId])).toMatchObject({ status: 'failed', failure: 'too long' });
});
