import { contentId, newId } from '@soundings/contracts/ids';
import type { Mention } from '@soundings/contracts/mention';
import { PainReport } from '@soundings/contracts/pain-point';
import type { Product } from '@soundings/contracts/product';
import type { ThemeEdit } from '@soundings/contracts/theme';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPainReport, type PainReportRequest } from './build-pain-report.ts';
import { type FixtureLake, mentionOf, openFixtureLake } from './lake-fixture.ts';
import { startingThemeId } from './taxonomy/starting-taxonomy.ts';

const phone: Product = {
  id: contentId('product', 'phone'),
  name: 'Sonde phone',
  role: 'ours',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };

let lake: FixtureLake;
beforeAll(async () => {
  lake = await openFixtureLake();
});
afterAll(() => lake.close());

async function report(mentions: readonly Mention[], part: Partial<PainReportRequest> = {}): Promise<PainReport> {
  await lake.write('mentions.parquet', mentions);
  const built = await buildPainReport({
    engine: lake.engine,
    mentions: ['mentions.parquet'],
    themeMentionsKey: 'theme_mentions.parquet',
    products: [phone],
    edits: [],
    window,
    previous: null,
    now: new Date('2026-04-01T00:00:00.000Z'),
    ...part,
  });
  return PainReport.parse(built);
}

const said = (number: number, quote: string, part: Partial<Mention> = {}) =>
  mentionOf(number, { productId: phone.id, quote, ...part });
const battery = (number: number, part: Partial<Mention> = {}) =>
  said(number, `the battery of my phone dies ${number}`, part);
const praise = { intent: 'praise', polarity: 'positive', score: 0.8 } as const;
const painsOf = ({ products }: PainReport) => products[0]?.pains ?? [];

test('a window in which nothing was said reports nobody, and says what was left out', async () => {
  const empty = await report([battery(1)], {
    window: { from: '2027-01-01T00:00:00.000Z', to: '2027-02-01T00:00:00.000Z' },
  });
  expect(empty.products[0]).toMatchObject({ people: 0, pains: [], lost: null });
  expect(empty.counts).toMatchObject({ mentions: 1, inWindow: 0, before: 1 });
});

test('one text is one person of one, with the interval that this deserves', async () => {
  const [pain] = painsOf(await report([battery(1, { rating: 1 })]));
  expect(pain?.people).toMatchObject({ people: 1, of: 1, share: 1, high: 1 });
  expect(pain?.people.low).toBeLessThan(0.25);
  expect(pain?.severity).toMatchObject({ n: 1, impact: null, low: null, lost: null });
});

test('all praise is no pain', async () => {
  const happy = await report(Array.from({ length: 30 }, (_, i) => battery(i, praise)));
  expect(happy.products[0]).toMatchObject({ people: 30, pains: [], painFeedback: 0, unthemed: 0 });
  expect(happy.headline['zh-CN']).toContain('没有人抱怨');
});

test('complaints of no theme are complaints, and a few people are counted out and called few', async () => {
  const unread = await report(
    Array.from({ length: 30 }, (_, i) => said(i, `zzqx ${i}`, { term: '', aspect: 'other', language: 'th' })),
  );
  expect(unread.products[0]).toMatchObject({ people: 30, pains: [], painFeedback: 30, unthemed: 30 });
  expect(unread.headline.en).toContain('30 texts complain or wish');
  expect(unread.headline['zh-CN']).not.toContain('没有人抱怨');
  const few = await report([battery(1), battery(2)]);
  expect(few.headline.en).toMatch(/too few to tell.*2 of 2 \(95 % interval 34–100%\)/);
  expect(few.headline['zh-CN']).toContain('人数太少');
});

test('one language alone is reported in both', async () => {
  const chinese = await report([said(1, '手机电池太差了，一天充三次电', { language: 'zh' })]);
  expect(painsOf(chinese)[0]).toMatchObject({ id: startingThemeId('battery'), names: { en: 'Battery and charging' } });
});

test('a date that lay ahead of its arrival counts at its arrival', async () => {
  const skewed = await report([
    battery(1, { occurredAt: '2031-01-01T00:00:00.000Z' }),
    battery(2, { occurredAt: null }),
  ]);
  expect(skewed.products[0]?.people).toBe(2);
  expect(skewed.counts.redated).toBe(2);
});

test('one person shouting is one person', async () => {
  const shouting = await report(
    [1, 2, 3, 4].map((number) => battery(number, { author: number < 4 ? 'loud' : 'quiet' })),
  );
  expect(painsOf(shouting)[0]).toMatchObject({ people: { people: 2, of: 2 }, feedback: 4 });
});

test('nobody is quoted who did not consent', async () => {
  const [pain] = painsOf(await report([battery(1, { consent: false }), battery(2)]));
  expect(pain?.quotes.map(({ text }) => text)).toEqual(['the battery of my phone dies 2']);
});

test('pains that nothing in the taxonomy fits emerge by their term, and keep their id when its wording shifts', async () => {
  const lanyard = (term: string) =>
    Array.from({ length: 8 }, (_, i) => said(i, `my phone has a ${term}, again ${i}`, { term, aspect: term }));
  const first = await report(lanyard('brass lanyard'));
  const [emerged] = first.emergent;
  expect(emerged).toMatchObject({ names: { en: 'brass lanyard', 'zh-CN': '挂绳' }, origin: 'emergent' });
  expect(painsOf(first).map(({ id }) => id)).toContain(emerged?.id);
  const second = await report(lanyard('tin lanyard'), { previous: first });
  expect(painsOf(second).map(({ id }) => id)).toContain(emerged?.id);
  expect(second.emergent[0]?.names).toEqual(emerged?.names);
});

test('what is named in two languages is one emergent theme, called by its own word in each', async () => {
  const mentions = Array.from({ length: 16 }, (_, i) =>
    i < 9
      ? said(i, `手机的挂绳又这样了${i}`, { term: '挂绳', aspect: '挂绳', language: 'zh' })
      : said(i, `my phone has that lanyard again ${i}`, {
          term: 'lanyard',
          aspect: i % 2 === 0 ? 'Lanyard' : 'lanyard',
        }),
  );
  const { emergent, products } = await report(mentions);
  expect(emergent).toMatchObject([{ names: { 'zh-CN': '挂绳', en: 'lanyard' }, words: ['挂绳', 'lanyard'] }]);
  expect(products[0]?.pains[0]).toMatchObject({ id: emergent[0]?.id, people: { people: 16, of: 16 } });
});

test('names, places, abbreviations and what a theme speaks of already do not emerge', async () => {
  const told = (term: string, quote: string, aspect = term) =>
    Array.from({ length: 8 }, (_, i) =>
      said(i, `${quote} ${i}`, {
        term,
        aspect,
        author: `${term}${i}`,
        feedbackId: contentId('feedback', term, String(i)),
      }),
    );
  const { emergent } = await report([
    ...told('acmecorp', 'that is AcmeCorp for you', 'AcmeCorp'),
    ...told('ewr', 'it happened at EWR with my phone', 'EWR'),
    ...told('dc', 'it happened in dc with my phone'),
    ...told('北京', '在北京用手机就这样'),
    ...told('office', 'the office and my phone'),
    ...told('pendant', 'the pendant of my phone is too expensive'),
  ]);
  expect(emergent).toEqual([]);
});

test('a short window is told day by day, a long one week by week, each with its own denominator', async () => {
  const mentions = Array.from({ length: 20 }, (_, i) =>
    battery(i, {
      occurredAt: `2026-03-${String(2 + i).padStart(2, '0')}T12:00:00.000Z`,
      receivedAt: '2026-03-31T12:00:00.000Z',
      ...(i % 2 === 0 ? {} : praise),
    }),
  );
  const [daily] = painsOf(await report(mentions));
  expect(daily?.trend.unit).toBe('day');
  expect(daily?.trend.points).toHaveLength(30);
  expect(daily?.trend.points.slice(0, 3)).toEqual([
    { from: '2026-03-02T00:00:00.000Z', people: 1, of: 1 },
    { from: '2026-03-03T00:00:00.000Z', people: 0, of: 1 },
    { from: '2026-03-04T00:00:00.000Z', people: 1, of: 1 },
  ]);
  const year = { from: '2025-04-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
  const [weekly] = painsOf(await report(mentions, { window: year }));
  expect(weekly?.trend.unit).toBe('week');
  expect(weekly?.trend.points).toEqual([
    { from: '2026-03-02T00:00:00.000Z', people: 4, of: 7 },
    { from: '2026-03-09T00:00:00.000Z', people: 3, of: 7 },
    { from: '2026-03-16T00:00:00.000Z', people: 3, of: 6 },
    { from: '2026-03-23T00:00:00.000Z', people: 0, of: 0 },
  ]);
});

test('edits reach history, and undoing them brings it back', async () => {
  const themeId = newId('theme');
  const create: ThemeEdit = {
    id: 'edit-1',
    at: '2026-03-15T00:00:00.000Z',
    by: 'team',
    change: { action: 'create', themeId, names: { 'zh-CN': '吊坠', en: 'Lanyard' }, words: ['lanyard'], domains: [] },
  };
  const mentions = [said(1, 'the lanyard of my phone smells odd'), said(2, 'the lanyard tore')];
  const edited = await report(mentions, { edits: [create] });
  expect(painsOf(edited).find(({ id }) => id === themeId)?.people.people).toBe(2);
  const undo: ThemeEdit = {
    id: 'edit-2',
    at: '2026-03-16T00:00:00.000Z',
    by: 'team',
    change: { action: 'undo', editId: 'edit-1' },
  };
  const undone = await report(mentions, { edits: [create, undo] });
  expect(painsOf(undone).some(({ id }) => id === themeId)).toBe(false);
  const redo: ThemeEdit = {
    id: 'edit-3',
    at: '2026-03-17T00:00:00.000Z',
    by: 'team',
    change: { action: 'undo', editId: 'edit-2' },
  };
  expect(painsOf(await report(mentions, { edits: [create, undo, redo] })).some(({ id }) => id === themeId)).toBe(true);
});

test('what was listed before and hurts nobody now is gone, what was not is new', async () => {
  const first = await report([battery(1)]);
  const second = await report([said(1, 'my phone screen is far too dim')], { previous: first });
  expect(second.products[0]?.gone.map(({ id }) => id)).toEqual([startingThemeId('battery')]);
  expect(painsOf(second)[0]).toMatchObject({ id: startingThemeId('display'), standing: 'new' });
});

test('ten thousand themes of a team are matched and the list stays readable', async () => {
  const edits = Array.from(
    { length: 10_000 },
    (_, i): ThemeEdit => ({
      id: `edit-${i}`,
      at: '2026-03-15T00:00:00.000Z',
      by: 'team',
      change: {
        action: 'create',
        themeId: contentId('theme', String(i)),
        names: { 'zh-CN': `主题${i}`, en: `Theme ${i}` },
        words: [`gadget${letters(i)}`],
        domains: [],
      },
    }),
  );
  const mentions = Array.from({ length: 600 }, (_, i) => said(i, `the gadget${letters(i)} of my phone broke`));
  const many = await report(mentions, { edits });
  expect(painsOf(many).length).toBeLessThanOrEqual(200);
  expect(many.products[0]?.unlisted).toBeGreaterThan(300);
});

/** A number in letters: digits would be read as numbers. */
const letters = (value: number) =>
  value.toString(26).replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
