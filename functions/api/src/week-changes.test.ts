import type { Build } from '@soundings/contracts/build';
import { contentId, newId } from '@soundings/contracts/ids';
import { type PainPoint, PainReport } from '@soundings/contracts/pain-point';
import { Persona } from '@soundings/contracts/persona';
import { SegmentReport } from '@soundings/contracts/segment';
import { wilson } from '@soundings/statistics/wilson';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { startTestApp } from './pages/test-app.ts';
import { weekBefore, weekChanges } from './week-changes.ts';

const PRODUCT = contentId('product', 'kettle');
const THEMES = {
  lid: contentId('theme', 'lid'),
  noise: contentId('theme', 'noise'),
  price: contentId('theme', 'price'),
};

function build(createdAt: string, more: Partial<Build> = {}): Build {
  const job = { id: newId('build', Date.parse(createdAt)), options: {}, step: null, failure: null, attempts: 1 };
  return { ...job, status: 'done', progress: 1, counts: {}, createdAt, finishedAt: createdAt, ...more };
}

function painOf(theme: keyof typeof THEMES, people: number, rank: number): PainPoint {
  const share = { people, of: 1000, share: people / 1000, ...wilson(people, 1000) };
  return {
    ...{ id: THEMES[theme], names: { en: theme, 'zh-CN': theme }, productId: PRODUCT, rank, people: share },
    ...{ feedback: people, mentions: people, praise: share, wish: share, severity: null, terms: [], wishes: [] },
    ...{ quotes: [], groups: [], firstSeen: '2026-01-01T00:00:00.000Z', before: null, standing: 'unknown' },
    trend: { unit: 'week', points: [], smoothed: null, change: null, against: 'window-before', direction: 'unknown' },
  };
}

/** A store whose builds say so much of each pain, the last of them shown. */
async function builtAs(builds: [createdAt: string, pains: Partial<Record<keyof typeof THEMES, number>>][]) {
  const { app, store, cookie } = await startTestApp();
  for (const [createdAt, people] of builds) {
    const job = build(createdAt, { counts: { responses: builds.length, mentions: 10 } });
    const pains = Object.entries(people).map(([theme, n], i) => painOf(theme as keyof typeof THEMES, n, i + 1));
    const counts = { mentions: 0, inWindow: 0, before: 0, after: 0, redated: 0, otherProducts: 0 };
    const report: PainReport = {
      ...{ builtAt: createdAt, window: { from: '2026-01-01T00:00:00.000Z', to: createdAt } },
      counts: { ...counts, languages: [], analyzers: [] },
      ...{ taxonomyVersion: '1', themes: [], emergent: [], headline: { en: 'All.', 'zh-CN': '全部。' } },
      products: [
        {
          ...{ productId: PRODUCT, name: 'Kettle', role: 'ours', domains: [], people: 1000, feedback: 1000 },
          ...{ mentions: 1000, painFeedback: 500, unthemed: 0, lost: null, terms: [], pains, unlisted: 0, gone: [] },
        },
      ],
      ...{ alarms: [], raised: [], gaps: [], swot: [], comparisons: [] },
    };
    await store.builds.create(job, { start: false });
    await store.reports.write(job.id, 'pains', PainReport, report);
    await store.reports.write(job.id, 'personas', z.array(Persona), []);
    await store.reports.write(job.id, 'segments', SegmentReport.nullable(), null);
    await store.reports.publish(job);
  }
  const current = await store.reports.current();
  const pains = current && (await store.reports.read(current.id, 'pains', PainReport));
  if (!current || !pains) throw new Error('nothing was built');
  return {
    changes: await weekChanges(store, { id: current.id, pains, personas: [] }),
    page: await (await app.request('/', { headers: { cookie, accept: 'text/html' } })).text(),
  };
}

test('the newest build that is a week older is compared with, however many came after it', () => {
  const days = ['2026-03-01', '2026-03-02', '2026-03-08', '2026-03-09'].map((day) => build(`${day}T03:00:00.000Z`));
  const later = build('2026-03-09T02:00:00.000Z');
  expect(weekBefore(days, later)).toBe(days[1]);
  expect(weekBefore([build('2026-03-02T03:00:00.000Z', { status: 'failed' })], later)).toBeUndefined();
  expect(weekBefore(days.slice(2), later)).toBe(days[2]);
});

test('what is new, gone, or named by more or fewer than chance would have is told; the rest is not', async () => {
  const { changes, page } = await builtAs([
    ['2026-03-01T03:00:00.000Z', { lid: 100, noise: 300 }],
    ['2026-03-08T03:00:00.000Z', { noise: 100, price: 50 }],
    ['2026-03-09T03:00:00.000Z', { noise: 105, price: 400 }],
  ]);
  expect(changes).toMatchObject({ isWeek: true, days: 8, counts: [{ of: 'responses' }, { of: 'mentions' }] });
  const named = Object.entries(changes?.pains ?? {}).map(([kind, pains]) => [kind, pains.map(({ names }) => names.en)]);
  expect(Object.fromEntries(named)).toEqual({ new: ['price'], gone: ['lid'], up: [], down: ['noise'] });
  expect(page).toContain(`href="/pain-points/${PRODUCT}/${THEMES.noise}"`);
  expect(page).toContain('30% → 11% of 1,000 people');
});

test('without a build of last week it says which one it takes instead, or that there is none', async () => {
  const young = await builtAs([
    ['2026-03-07T03:00:00.000Z', { lid: 100 }],
    ['2026-03-09T03:00:00.000Z', { lid: 101 }],
  ]);
  expect(young.changes).toMatchObject({ isWeek: false, days: 2, pains: { new: [], up: [], down: [], gone: [] } });
  expect(young.page).toContain('No build is a week old yet');
  const first = await builtAs([['2026-03-09T03:00:00.000Z', { lid: 100 }]]);
  expect(first.changes).toBeUndefined();
  expect(first.page).toContain('This is the first build');
});
