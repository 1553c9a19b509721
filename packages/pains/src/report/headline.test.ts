import type { PainAlarm, PainReport } from '@soundings/contracts/pain-point';
import { expect, test } from 'vitest';
import { emptyReport } from './empty-report.ts';
import { headlineOf } from './headline.ts';

const nothing: PainReport = emptyReport(
  { builtAt: '2026-11-22T00:00:00.000Z', window: { from: '', to: '' }, taxonomyVersion: '', themes: [], emergent: [] },
  [{ id: 'prd_1', name: 'Kettle', role: 'ours', createdAt: '', updatedAt: '' } as never],
);

test('what rose is told with the week in which it did, which is not always the last', () => {
  const rose = (week: string, en: string, zh: string) => ({ week, names: { en, 'zh-CN': zh } }) as unknown as PainAlarm;
  const products = nothing.products.map((product) => ({ ...product, people: 50 }));
  const alarms = [
    rose('2025-03-03T00:00:00.000Z', 'Delivery', '物流配送'),
    rose('2025-03-10T00:00:00.000Z', 'Price', '价格'),
    rose('2025-03-03T00:00:00.000Z', 'Battery', '电池'),
  ];
  const told = headlineOf({ ...nothing, products, alarms });
  expect(told.en).toContain(
    'Rising in the week of 2025-03-03: Delivery, Battery. Rising in the week of 2025-03-10: Price.',
  );
  expect(told['zh-CN']).toContain('2025-03-03 起的一周上升：物流配送、电池。2025-03-10 起的一周上升：价格。');
});

test('of two that hurt as many people, none is said to hurt most', () => {
  const pain = (en: string, zh: string, people: number) =>
    ({ names: { en, 'zh-CN': zh }, people: { people, of: 50, share: people / 50, low: 0.1, high: 0.3 } }) as never;
  const told = (second: number) =>
    headlineOf({
      ...nothing,
      products: nothing.products.map((product) => ({
        ...product,
        people: 50,
        pains: [pain('Price', '价格', 9), pain('Delivery', '物流配送', second)],
      })),
    });
  expect(told(9).en).toContain('“Price” and “Delivery” hurt most, 18% of them each (95 % interval 10–30%).');
  expect(told(9)['zh-CN']).toContain('最痛的是“价格”和“物流配送”，各占 18%（95% 区间 10–30%）。');
  expect(told(8).en).toContain('“Price” hurts most, 18% of them (95 % interval 10–30%), then “Delivery” (16%).');
});
