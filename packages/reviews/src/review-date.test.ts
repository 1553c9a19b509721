import { expect, test } from 'vitest';
import { readReviewDate } from './review-date.ts';

test.each([
  ['2024-03-01T09:30:00.500+08:00', '2024-03-01T01:30:00.000Z', 'second'],
  ['2015-02-24 11:15:59 -0800', '2015-02-24T19:15:59.000Z', 'second'],
  ['2020/3/4 16:30', '2020-03-04T16:30:00.000Z', 'minute'],
  ['2024年3月1日', '2024-03-01T00:00:00.000Z', 'day'],
  ['2024年3月1日 9时30分', '2024-03-01T09:30:00.000Z', 'minute'],
  ['２０２４－０３－０１', '2024-03-01T00:00:00.000Z', 'day'],
  ['2024-03', '2024-03-01T00:00:00.000Z', 'month'],
  ['2024年3月', '2024-03-01T00:00:00.000Z', 'month'],
  ['19970118', '1997-01-18T00:00:00.000Z', 'day'],
  ['1709285400', '2024-03-01T09:30:00.000Z', 'second'],
  ['1709285400000', '2024-03-01T09:30:00.000Z', 'second'],
  ['Mar 5, 2021', '2021-03-05T00:00:00.000Z', 'day'],
  ['5 March 2021', '2021-03-05T00:00:00.000Z', 'day'],
  ['Sun, 01 Mar 2026 08:00:00 GMT', '2026-03-01T08:00:00.000Z', 'second'],
  ['Sun, 1 Mar 2026 08:00:00 +0800', '2026-03-01T00:00:00.000Z', 'second'],
  ['Mar 5, 2021 at 4:30 PM', '2021-03-05T16:30:00.000Z', 'minute'],
  ['Tue Feb 24 11:15:59 +0000 2015', '2015-02-24T11:15:59.000Z', 'second'],
])('%s is read', (text, time, precision) => {
  expect(readReviewDate(text)).toMatchObject({ time, precision });
});

test.each([
  '05/03/2021',
  '2024-02-30',
  '2024-13-01',
  '2024-03-01 25:00',
  'yesterday',
  '',
  '5',
  'Foo 5, 2021',
  'Mar 5, 2021 13:00 PM',
])('%j stays unknown', (text) => {
  expect(readReviewDate(text)).toBeUndefined();
});

test('a long text that begins as a date is none, however it is made', () => {
  for (const start of ['周一', '昨天', '03-05', '3天前'])
    expect(readReviewDate(`${start}${'\t'.repeat(1_000_000)}x`, 0)).toBeUndefined();
});
