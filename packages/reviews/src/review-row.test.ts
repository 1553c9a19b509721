import { expect, test } from 'vitest';
import { readRating, readReviewRow } from './review-row.ts';

test('a row gives its review with title and follow-up in the text', () => {
  const row = readReviewRow({
    title: 'Loud',
    text: ' The fan never stops. ',
    followUp: 'After a month it broke.',
    rating: '2',
    occurredAt: '2024-03-01',
    author: '小*明',
    url: 'javascript:alert(1)//',
  });
  expect(row).toMatchObject({
    review: {
      text: 'Loud\nThe fan never stops.\nAfter a month it broke.',
      rating: 2,
      occurredAt: '2024-03-01T00:00:00.000Z',
      occurredAtPrecision: 'day',
      occurredAtSaid: '2024-03-01',
      author: '小*明',
      url: null,
    },
    doubts: [],
  });
});

test('a short text in any language is a review; one of signs alone is not', () => {
  expect(readReviewRow({ text: '坏了' })).toHaveProperty('review');
  expect(readReviewRow({ text: '👍' })).toHaveProperty('review');
  expect(readReviewRow({ text: '……!!' })).toEqual({ reject: 'no_text' });
  expect(readReviewRow({ text: ' ' })).toEqual({ reject: 'no_text' });
  expect(readReviewRow({ text: 'x'.repeat(20_001) })).toEqual({ reject: 'text_too_long' });
});

test('what cannot be read stays unknown and is said so', () => {
  const row = readReviewRow({ text: 'ok', rating: '11', occurredAt: '05/03/2021', nps: '12' });
  expect(row).toMatchObject({
    review: { rating: null, occurredAt: null, nps: null },
    doubts: ['date_unknown', 'rating_unknown', 'nps_unknown'],
  });
});

test('an id that a spreadsheet rounded away is none', () => {
  expect(readReviewRow({ text: 'ok', author: '1.00008E+11' })).toMatchObject({ review: { author: null } });
});

test.each([
  ['5', 5],
  ['4.5', 4.5],
  ['5/5', 5],
  ['10/10', 5],
  ['1/10', 1],
  ['4星', 4],
  ['３', 3],
  ['★★★★☆', 4],
  ['差评', 1],
  ['2 stars', 2],
])('the rating %s', (text, value) => {
  expect(readRating(text)).toBe(value);
});

test.each(['0', '6', '-1', 'five', '', '3/2', '1e1'])('%j is no rating', (text) => {
  expect(readRating(text)).toBeUndefined();
});
