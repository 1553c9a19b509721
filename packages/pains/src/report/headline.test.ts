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
