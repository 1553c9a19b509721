import { expect, test } from 'vitest';
import { favourOf, namesOf } from './comparisons.ts';

test.each([
  ['After a week I switched to Rival and never looked back', 'them'],
  ['Should have bought the Rival instead', 'them'],
  ['this is much better than my Rival', 'us'],
  ['I changed from Rival last year', 'us'],
  ['Rival has a blue one', null],
  ['换成Rival之后再也没卡过', 'them'],
  ['续航不如Rival', 'them'],
  ['屏幕比Rival清楚', 'us'],
  ['比Rival差远了', 'them'],
])('%s', (text, favour) => {
  expect(favourOf(text, namesOf('Rival'))).toBe(favour);
});

test('a name in two scripts is called by either part', () => {
  expect(namesOf('Corvid 乌鹭')).toEqual(['corvid 乌鹭', 'corvid', '乌鹭']);
  expect(namesOf('WH-1000 XM5')).toEqual(['wh-1000 xm5']);
  expect(namesOf('X')).toEqual([]);
  expect(favourOf('音质不如乌鹭', namesOf('Corvid 乌鹭'))).toBe('them');
});
