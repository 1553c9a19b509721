import { expect, test } from 'vitest';
import { csvHead, csvLine } from './csv.ts';

test('a line has its cells quoted where they need it, and numbers as they are', () => {
  expect(csvLine(['a "b"', 'c,d', 'e\r\nf', -3, true, null, '好'])).toBe('"a ""b""","c,d","e\r\nf",-3,true,,好\r\n');
  expect(csvHead(['客户'])).toBe('\uFEFF客户\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠A1', '|calc', '%0A'])(
  'the cell %j is no formula',
  (text) => {
    expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
  },
);
