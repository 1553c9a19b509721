import type { RunSummary } from '@soundings/contracts/source-progress';
import { expect, test } from 'vitest';
import { findDrift } from './drift.ts';

const well: RunSummary = { seen: 50, new: 3, filled: { text: 50, rating: 50, title: 20 }, declared: 200 };
const course = {
  history: [well, well, well, well, well],
  requiredFields: ['text', 'rating'],
  mayBeEmpty: false,
  full: { declared: 0, parsed: 0 },
  days: [100, 101, 103, 104, 106, 107, 109],
  today: 110,
};
const kinds = (run: Partial<RunSummary>, more: Partial<typeof course> = {}) =>
  findDrift({ ...well, ...run }, { ...course, ...more }).map(({ kind }) => kind);

test('a run like the others is well', () => {
  expect(kinds({})).toEqual([]);
});

test('nothing where something is usual, or ever was looked for', () => {
  expect(kinds({ seen: 0, new: 0, filled: {} })).toEqual(['nothing-found']);
  expect(kinds({ seen: 0, new: 0, filled: {}, declared: null }, { history: [] })).toEqual(['nothing-found']);
  expect(kinds({ seen: 0, new: 0, filled: {} }, { mayBeEmpty: true })).toEqual([]);
  const empty = { ...well, seen: 0, filled: {} };
  expect(kinds({ seen: 0, new: 0, filled: {} }, { history: [empty, empty, empty] })).toEqual([]);
});

test('a field that 30 points fewer have', () => {
  expect(kinds({ filled: { text: 50, rating: 0, title: 20 } })).toEqual(['fields-missing']);
  expect(kinds({ filled: { text: 50, rating: 30, title: 20 } })).toEqual(['fields-missing']);
  expect(kinds({ filled: { text: 50, rating: 40, title: 20 } })).toEqual([]);
  expect(kinds({ filled: { text: 50, rating: 50, title: 10 } })).toEqual([]);
});

test('a field that chance may have left out of a few is not missed', () => {
  expect(kinds({ seen: 2, filled: { text: 2, rating: 2 } })).toEqual([]);
});

test('a required field that nobody has is missed in the first run', () => {
  expect(kinds({ filled: { text: 50 } }, { history: [] })).toEqual(['fields-missing']);
});

test('fewer than the source says it has', () => {
  expect(kinds({}, { full: { declared: 200, parsed: 100 } })).toEqual(['fewer-than-declared']);
  expect(kinds({}, { full: { declared: 200, parsed: 195 } })).toEqual([]);
  expect(kinds({ declared: 210, new: 0 })).toEqual(['fewer-than-declared']);
  expect(kinds({ declared: 210, new: 8 })).toEqual([]);
});

test('silence longer than the source’s own rhythm', () => {
  expect(kinds({}, { today: 113 })).toEqual([]);
  expect(kinds({}, { today: 140 })).toEqual(['silent']);
  // A review a month: two months are nothing.
  expect(kinds({}, { days: [100, 130, 160, 190, 220, 250], today: 310 })).toEqual([]);
});
