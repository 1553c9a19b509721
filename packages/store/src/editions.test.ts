import { expect, test } from 'vitest';
import * as z from 'zod';
import { openEditions } from './editions.ts';
import { openSqliteTable } from './sqlite-table.ts';

const open = () =>
  openEditions(openSqliteTable(':memory:'), { pk: 'book', schema: z.array(z.string()), first: ['as it came'] });

test('before any change there is what the product brings', async () => {
  const editions = open();
  expect(await editions.current()).toEqual({ edition: 0, value: ['as it came'], changedAt: null });
  expect(await editions.newest()).toEqual([]);
});

test('each change is an edition of its own, and the former ones stay', async () => {
  const editions = open();
  await editions.add(['a'], 0);
  await editions.add(['a', 'b'], 1);
  expect(await editions.current()).toMatchObject({ edition: 2, value: ['a', 'b'] });
  expect((await editions.newest()).map(({ value }) => value)).toEqual([['a', 'b'], ['a']]);
});

test('of two people who change the same edition one is told to look again', async () => {
  const editions = open();
  const outcomes = await Promise.all([editions.add(['mine'], 0), editions.add(['yours'], 0)]);
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  expect(await editions.add(['late'], 0)).toBeUndefined();
  expect(await editions.add(['ahead'], 7)).toBeUndefined();
  expect(await editions.add(['nowhere'], Number.NaN)).toBeUndefined();
});
