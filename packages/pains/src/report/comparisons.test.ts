import { expect, test } from 'vitest';
import { favourOf } from './comparisons.ts';

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
  expect(favourOf(text, 'Rival')).toBe(favour);
});
