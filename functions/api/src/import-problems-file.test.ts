import { expect, test } from 'vitest';
import { importProblemsCsv } from './import-problems-file.ts';

const kind = (reason: string, lines: number[], count: number) => ({ reason, message: 'As it was told.', count, lines });

test('every line with a problem is listed, in the language that is asked for', () => {
  const csv = importProblemsCsv(
    [kind('no_text', [2], 2)],
    [2, 9].map((line) => ({ line, reason: 'no_text' })),
    'zh-CN',
  );
  expect(csv.join('')).toBe('\uFEFF行,代码,问题,行数\r\n2,no_text,评论没有正文。,2\r\n9,no_text,评论没有正文。,2\r\n');
});

test('of an import whose lines of a kind were never listed, those that the import names are', () => {
  const csv = importProblemsCsv(
    [kind('no_text', [2], 1), kind('date_unknown', [3, 4], 60)],
    [{ line: 2, reason: 'no_text' }],
    'en',
  );
  expect(csv.slice(1).map((line) => line.split(',')[0])).toEqual(['2', '3', '4']);
  expect(csv[3]).toMatch(/,60\r\n$/);
});
