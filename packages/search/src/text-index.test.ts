import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feedback } from '@soundings/contracts/feedback';
import { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { feedbackTest } from './feedback-test.ts';
import { saidAt } from './said-at.ts';
import { createTextIndex, type IndexedText, openTextIndex, removeFromTextIndex, type TextIndex } from './text-index.ts';

const TEXTS = [
  '物流太慢了，包装也破了',
  'The delivery was late',
  'Fast delivery! 物流很快',
  'The lid leaks',
  '屏幕很好',
];
const INTENTS = ['complaint', 'praise', 'wish'] as const;
const POLARITIES = ['negative', 'positive', 'neutral'] as const;
const idOf = (kind: string, n: number) => `${kind}_${String(n).padStart(26, '0')}`;

const feedback = Array.from({ length: 120 }, (_, i): Feedback => {
  const mention = (n: number) => ({
    clause: n,
    start: 0,
    end: 1,
    quote: '',
    aspect: null,
    term: null,
    intent: INTENTS[(i + n) % 3] ?? 'wish',
    polarity: POLARITIES[(i * 7 + n) % 3] ?? 'neutral',
    score: 0,
    confidence: 1,
  });
  const at = new Date(Date.UTC(2026, 0, 1 + (i % 50))).toISOString();
  return {
    id: idOf('fbk', i),
    productId: idOf('prd', i % 2),
    origin: { kind: 'review', sourceId: idOf('src', i % 3), line: null, externalId: null, url: null },
    text: TEXTS[i % TEXTS.length] ?? '',
    rating: i % 6 === 0 ? null : (i % 5) + (i % 2 ? 1 : 0.9),
    nps: null,
    customerId: null,
    author: null,
    channel: null,
    productVersion: null,
    consent: true,
    occurredAt: i % 4 === 0 ? null : at,
    occurredAtPrecision: null,
    receivedAt: at,
    status: 'analysed',
    attempts: 0,
    failure: null,
    analysis: {
      analyzer: 'local',
      model: '',
      language: i % 2 ? 'en' : 'zh-CN',
      signature: '',
      analyzedAt: at,
      mentions: [mention(0), mention(1)],
    },
  };
});
const inOrder = feedback
  .map(
    (each, i): IndexedText => ({
      id: each.id,
      productId: each.productId,
      saidAt: saidAt(each),
      sourceId: idOf('src', i % 3),
      language: each.analysis?.language ?? '',
      rating: each.rating,
      text: each.text,
      mentions: (each.analysis?.mentions ?? []).map(({ intent, polarity }, n) => ({
        intent,
        polarity,
        themeIds: n === 0 ? [idOf('thm', i % 4)] : [],
      })),
    }),
  )
  .sort((a, b) => (a.saidAt + a.id < b.saidAt + b.id ? -1 : 1));

const anyFilter = fc
  .record(
    {
      q: fc.constantFrom('物流', '慢', 'deliver', '"late"', 'the lid', '物流 delivery', '…', 'nothing'),
      productId: fc.constantFrom(idOf('prd', 0), idOf('prd', 1)),
      sourceId: fc.constantFrom(idOf('src', 0), idOf('src', 2)),
      intent: fc.constantFrom(...INTENTS),
      polarity: fc.constantFrom(...POLARITIES),
      language: fc.constantFrom('zh', 'zh-CN', 'en', 'fr'),
      minRating: fc.constantFrom(1, 2.5, 4),
      maxRating: fc.constantFrom(2, 3.5, 5),
      from: fc.constantFrom('2026-01-10', '2026-01-20T00:00:00.000Z', '2027-01-01'),
      to: fc.constantFrom('2026-01-12', '2026-02-01', '2025-01-01'),
    },
    { requiredKeys: [] },
  )
  .map((asked) => FeedbackFilter.parse(asked));

describe('an index of texts', () => {
  let folder: string;
  let index: TextIndex;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soundings-search-'));
    const path = join(folder, 'texts.sqlite');
    const writing = createTextIndex(path);
    writing.add(inOrder);
    expect(await writing.close()).toBe(feedback.length);
    index = openTextIndex(path);
  });
  afterAll(async () => {
    index.close();
    await rm(folder, { recursive: true });
  });

  test('finds, newest first, what a look at every text finds; so do its pages, and the count is theirs', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const keeps = feedbackTest(filter);
        const expected = feedback.filter(keeps).map(({ id }) => id);
        const asked = { filter, without: [] };
        const found = index.find(asked, { limit: 1000 });
        expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
        const places = found.map((each) => each.saidAt + each.id);
        expect(places).toEqual(places.toSorted().reverse());
        const paged = [];
        for (let page = index.find(asked, { limit: 7 }); page.length > 0; ) {
          paged.push(...page);
          page = index.find(asked, { limit: 7, place: page.at(-1) });
        }
        expect(paged).toEqual(found);
        expect(index.count(asked, 1000)).toBe(found.length);
        expect(index.count(asked, 3)).toBe(Math.min(3, found.length));
        const without = expected.slice(0, 2);
        expect(index.count({ filter, without }, 1000)).toBe(found.length - without.length);
      }),
    );
  });

  test('theme, intent and polarity are asked of one mention', () => {
    const count = (filter: FeedbackFilter) => index.count({ filter, without: [] }, 1000);
    for (const n of [0, 1, 2, 3]) {
      const themeId = idOf('thm', n);
      const mine = inOrder.filter(({ mentions }) => mentions[0]?.themeIds[0] === themeId);
      expect(count({ themeId })).toBe(mine.length);
      for (const polarity of POLARITIES)
        expect(count({ themeId, polarity })).toBe(
          mine.filter(({ mentions }) => mentions[0]?.polarity === polarity).length,
        );
    }
  });

  test('what somebody types is nothing but words to it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), (q) => {
        index.find({ filter: { q }, without: [] }, { limit: 5 });
      }),
    );
    for (const q of ['" OR words:"', 'a" *', 'NEAR(a b)', "'; DROP TABLE texts;--", 'x'.repeat(200), '长'.repeat(200)])
      expect(index.count({ filter: { q }, without: [] }, 5)).toBe(0);
  });

  test('what is taken out leaves neither its words nor its number behind', async () => {
    const secret = {
      ...inOrder[0],
      text: 'zebrastripe 独角兽',
      id: idOf('fbk', 999),
      saidAt: '2027-01-01T00:00:00.000Z',
    };
    const file = join(folder, 'erased.sqlite');
    const writing = createTextIndex(file);
    writing.add([...inOrder, secret as IndexedText]);
    await writing.close();
    const facts = () => {
      const open = openTextIndex(file);
      const [all, found] = [open.facts(), open.count({ filter: { q: 'zebrastripe' }, without: [] }, 5)];
      open.close();
      return { ...all, found };
    };
    expect(facts()).toMatchObject({ found: 1 });
    expect((await readFile(file)).includes('zebrastripe')).toBe(true);
    expect(await removeFromTextIndex(file, [secret.id, 'fbk_unknown'])).toBe(1);
    expect(await removeFromTextIndex(file, [secret.id])).toBe(0);
    expect((await readFile(file)).includes('zebrastripe')).toBe(false);
    expect((await readFile(file)).includes('独角')).toBe(false);
    expect(facts()).toEqual({ ...index.facts(), found: 0 });
  });
});
