import { newId } from '@soundings/contracts/ids';
import { expect, test } from 'vitest';
import { describeOrder, newestFirst, paged, responseOf, splitAll } from './responses-by-time-contract.ts';
import { openSqliteTable } from './sqlite-table.ts';
import { openSurveyResponses } from './survey-responses.ts';
import type { Table } from './table.ts';

const surveyId = newId('survey');

describeOrder('SQLite', async () => openSqliteTable(':memory:'));

test('an erased response leaves no place behind, whenever it was split', async () => {
  const table = openSqliteTable(':memory:');
  const responses = openSurveyResponses(table);
  const places = async () => {
    const pages = [0, 1, 2, 3].map((shard) => table.list({ pk: `responses-by-time#${surveyId}#${shard}`, limit: 100 }));
    return (await Promise.all(pages)).flatMap(({ items }) => items);
  };
  const [a, b] = [responseOf(surveyId, 1), responseOf(surveyId, 2)];
  await responses.accept(a);
  await responses.accept(b);
  const batch = await responses.toSplit(10);
  await responses.erase(surveyId, a.id);
  await responses.split(batch);
  expect(await places()).toHaveLength(1);
  await responses.erase(surveyId, b.id);
  expect(await places()).toEqual([]);
});

test('noting the order of many goes on where it was killed', async () => {
  const table = openSqliteTable(':memory:');
  const responses = openSurveyResponses(table);
  const sent = Array.from({ length: 900 }, (_, n) => responseOf(surveyId, n));
  await Promise.all(sent.map((each) => responses.accept(each)));
  let kills = 0;
  for (let lives = 2; ; lives++) {
    let calls = 0;
    const dying: Table = {
      ...table,
      create: async (items) => {
        if (++calls === lives) throw new Error('killed');
        return table.create(items);
      },
    };
    const isOver = await openSurveyResponses(dying)
      .noteOrder(surveyId)
      .catch(() => undefined);
    if (isOver !== undefined) break;
    kills++;
  }
  expect(kills).toBeGreaterThan(1);
  await splitAll(responses);
  expect(await paged(responses, { surveyId, limit: 200 })).toEqual(newestFirst(sent));
});
