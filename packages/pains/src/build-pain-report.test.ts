import { contentId } from '@soundings/contracts/ids';
import { PainReport } from '@soundings/contracts/pain-point';
import type { Product } from '@soundings/contracts/product';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPainReport } from './build-pain-report.ts';
import { type FixtureLake, mentionOf, openFixtureLake } from './lake-fixture.ts';
import { startingThemeId } from './taxonomy/starting-taxonomy.ts';

const product = (name: string, role: Product['role']): Product => ({
  id: contentId('product', name),
  name,
  role,
  createdAt: '2026-01-01T00:00:00.000Z',
});
const ours = product('Sonde phone', 'ours');
const theirs = product('Rival phone', 'competitor');
const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };

let lake: FixtureLake;
beforeAll(async () => {
  lake = await openFixtureLake();
});
afterAll(() => lake.close());

const request = (mentions: string[]) => ({
  engine: lake.engine,
  mentions,
  themeMentionsKey: 'theme_mentions.parquet',
  products: [ours, theirs],
  edits: [],
  window,
  previous: null,
});

test('no mentions at all give an honest, valid report', async () => {
  const report = PainReport.parse(await buildPainReport(request([])));
  expect(report.products.map(({ people, pains }) => [people, pains])).toEqual([
    [0, []],
    [0, []],
  ]);
  expect(report.headline.en).toBe('Nobody said anything about our products in this window.');
});

test('pains are ranked by people, tested against the competitor and quoted', async () => {
  const mentions = [];
  for (let i = 0; i < 120; i++) {
    const quote = i % 3 === 0 ? `the battery dies after ${i} minutes` : `nice laptop indeed ${i}`;
    const praise = { intent: 'praise', polarity: 'positive', rating: 5 } as const;
    mentions.push(mentionOf(i, { productId: ours.id, quote, ...(i % 3 === 0 ? { rating: 2 } : praise) }));
    mentions.push(
      mentionOf(i, {
        productId: theirs.id,
        role: 'competitor',
        language: 'zh',
        quote: i % 2 === 0 ? `屏幕很模糊${i}` : `手机挺棒${i}`,
        ...(i % 2 === 0 ? {} : praise),
      }),
    );
  }
  await lake.write('mentions.parquet', mentions);
  const report = PainReport.parse(await buildPainReport(request(['mentions.parquet'])));
  const [first, second] = report.products;
  expect(first?.domains).toEqual(['electronics', 'goods']);
  expect(first?.pains[0]).toMatchObject({
    id: startingThemeId('battery'),
    people: { people: 40, of: 120 },
    severity: { measure: 'rating', meanWith: 2, meanWithout: 5, impact: 1, lost: 1 },
    firstSeen: '2026-03-10T12:00:00.000Z',
  });
  expect(first?.lost).toEqual({ measure: 'rating', points: 1, n: 120 });
  expect(first?.pains[0]?.quotes).toHaveLength(5);
  expect(second?.pains[0]).toMatchObject({ id: startingThemeId('display'), people: { people: 60, of: 120 } });
  expect(report.swot.map(({ kind, themeId }) => [kind, themeId])).toEqual([
    ['opportunity', startingThemeId('display')],
    ['weakness', startingThemeId('battery')],
  ]);
  expect(report.gaps).toMatchObject([{ kind: 'their-pain', themeId: startingThemeId('display') }]);
});

test('products are compared within the places where both were heard; where there is none, that is said', async () => {
  // In each shop both suffer alike; but the shop that complains most is ours.
  const said = (productId: string, channel: string, people: number, pained: number) =>
    Array.from({ length: people }, (_, i) =>
      mentionOf(i, {
        productId,
        channel,
        author: `${productId}${channel}${i}`,
        feedbackId: contentId('feedback', productId, channel, String(i)),
        ...(i < pained
          ? { quote: `the battery dies after ${i} minutes` }
          : { quote: `nice laptop indeed ${i}`, intent: 'praise' as const, polarity: 'positive' as const }),
      }),
    );
  await lake.write('places.parquet', [
    ...said(ours.id, 'Harsh shop', 200, 120),
    ...said(theirs.id, 'Harsh shop', 40, 24),
    ...said(ours.id, 'Mild shop', 40, 4),
    ...said(theirs.id, 'Mild shop', 200, 20),
    ...said(theirs.id, 'Their own site', 50, 50),
  ]);
  const { gaps, swot } = await buildPainReport(request(['places.parquet']));
  expect([...gaps, ...swot].filter(({ themeId }) => themeId === startingThemeId('battery'))).toEqual([]);

  await lake.write('apart.parquet', [
    ...said(ours.id, 'Harsh shop', 200, 120),
    ...said(theirs.id, 'Mild shop', 200, 20),
  ]);
  const apart = await buildPainReport(request(['apart.parquet']));
  expect(apart.swot[0]).toMatchObject({
    kind: 'weakness',
    compared: { basis: 'different-places', places: [] },
    evidence: { first: { people: 120, of: 200 }, second: { people: 20, of: 200 } },
  });

  await lake.write('worse.parquet', [
    ...said(ours.id, 'Harsh shop', 200, 180),
    ...said(theirs.id, 'Harsh shop', 100, 40),
    ...said(theirs.id, 'Their own site', 50, 50),
  ]);
  const worse = await buildPainReport(request(['worse.parquet']));
  expect(worse.swot[0]).toMatchObject({
    kind: 'weakness',
    compared: { basis: 'same-places', places: ['Harsh shop'], firstElsewhere: 0, secondElsewhere: 50 },
    evidence: { first: { people: 180, of: 200, share: 0.9 }, second: { people: 40, of: 100, share: 0.4 } },
  });
});

test('what our reviews say of a competitor by name is counted by people, whole words alone', async () => {
  const quotes = ['this is better than the Rival phone', '不如Rival phone', 'my rival phones in often', 'I like it'];
  await lake.write(
    'named.parquet',
    quotes.map((quote, i) => mentionOf(i, { productId: ours.id, quote })),
  );
  const { comparisons } = await buildPainReport(request(['named.parquet']));
  expect(comparisons).toMatchObject([{ against: theirs.id, people: 2, favourUs: 1, favourThem: 1 }]);
});
