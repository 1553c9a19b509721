import { percent } from '@soundings/personas/numbers-in-words';
import { expect, test } from 'vitest';
import { areFarOff } from './charts/calibration-chart.tsx';
import { readerOf, say } from './reader.ts';

const [en, zh] = [readerOf('en'), readerOf('zh-CN')];

test('numbers, money and dates are written as the reader writes them', () => {
  expect(en.number(1234567)).toBe('1,234,567');
  expect(en.day('2026-03-01T00:00:00.000Z')).toBe('Mar 1, 2026');
  expect(zh.day('2026-03-01T00:00:00.000Z')).toBe('2026年3月1日');
  expect(zh.money('1512224.25', 'CNY')).toBe('¥1,512,224');
  expect(en.money('430.00', 'EUR')).toBe('€430');
});

test('an amount without a stated currency is a plain number', () => {
  expect(en.money('12.5', 'XXX')).toBe('12.5');
  expect(zh.roundMoney('1512224', 'XXX')).toBe('151万');
});

test('a range that holds numbers below zero cannot be misread', () => {
  expect(zh.percents(-0.1, -0.003)).toBe('-10% … -0.3%');
  expect(en.percents(-0.1, 0.04)).toBe('-10% … 4%');
});

test('one of a thing is told as one', () => {
  expect(say('{n} {n|theme is|themes are} listed.', { n: '1' })).toBe('1 theme is listed.');
  expect(say('{n} {n|theme is|themes are} listed.', { n: '1,024' })).toBe('1,024 themes are listed.');
});

test('small shares keep a decimal, and nothing is a minus zero', () => {
  expect(en.percent(0.046)).toBe('4.6%');
  expect(en.percent(0.46)).toBe('46%');
  expect(en.percent(0.9997)).toBe('99.9%');
  expect(en.percents(0.998, 1)).toBe('99.8% – 100%');
  expect(en.percent(1)).toBe('100%');
  expect(en.number(-0.001, 2)).toBe('0');
  expect(en.points(-0.0312)).toBe('-3.1 pp');
  expect(en.money(-0.001, 'CNY')).toBe('CN¥0');
});

test('a persona’s sentences write shares as the tables beside them do', () => {
  for (let thousandths = 0; thousandths <= 1000; thousandths++) {
    expect(percent(thousandths / 1000)).toBe(en.percent(thousandths / 1000));
  }
});

test('one is told in the singular, and a day that is excluded is not told as the last', () => {
  expect(en.quantity(1, 'days')).toBe('1 day');
  expect(en.quantity(1.5, 'orders')).toBe('1.5 orders');
  expect(zh.quantity(1, 'days')).toBe('1 天');
  const { lead } = en.words.customers;
  expect(say(lead, { n: '1', revenue: '$5', day: en.dayBefore('2026-03-01') })).toBe(
    '1 customer brought $5 net, counted up to Feb 28, 2026.',
  );
  expect(say(lead, { n: '1,001', revenue: '$5', day: en.dayBefore('2024-03-01') })).toBe(
    '1,001 customers brought $5 net, counted up to Feb 29, 2024.',
  );
});

test('forecasts that failed their test on the past are called so', () => {
  const tested = { cut: '2024-01-01', until: '2024-07-01', customers: 121, brier: 0.3, bins: [] };
  expect(areFarOff({ ...tested, predictedPurchases: 13, actualPurchases: 66, auc: 0.4 })).toBe(true);
  expect(areFarOff({ ...tested, predictedPurchases: 43, actualPurchases: 57, auc: 0.19 })).toBe(true);
  expect(areFarOff({ ...tested, predictedPurchases: 3, actualPurchases: 7, auc: 0.7 })).toBe(false);
  expect(areFarOff({ ...tested, predictedPurchases: 1653, actualPurchases: 1882, auc: 0.77 })).toBe(false);
});
