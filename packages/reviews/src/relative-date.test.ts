import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReviewDate } from './review-date.ts';
import { dateCases, SEEN_AT, undated } from './testing/date-cases.ts';

test.each(dateCases)('%s is %s, %s', (text, time, precision) => {
  expect(readReviewDate(text, SEEN_AT)).toMatchObject({ time, precision });
});

test.each(undated)('%j stays unknown', (text) => {
  expect(readReviewDate(text, SEEN_AT)).toBeUndefined();
});

test('a date that is relative is read only by who says when it was seen', () => {
  expect(readReviewDate('3天前')).toBeUndefined();
});

test('nothing is ever read as a time to come', () => {
  const piece = fc.constantFrom(
    '昨天',
    '今天',
    '上',
    '周',
    '日',
    '3',
    '12',
    '月',
    '天',
    '前',
    '年',
    '去',
    ':',
    '30',
    '晚上',
    '点',
    '半',
    ' ',
    '-',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.integer({ min: 0, max: 4e12 }), (pieces, seenAt) => {
      const read = readReviewDate(pieces.join(''), seenAt);
      if (read && 'isRelative' in read) expect(Date.parse(read.time)).toBeLessThan(seenAt + 86_400_000);
    }),
    { numRuns: 2000 },
  );
});
