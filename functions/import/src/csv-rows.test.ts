import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { findColumns } from './columns.ts';
import { readCsvRows } from './csv-rows.ts';
import { readJsonRows } from './jsonl-rows.ts';
import type { Row } from './rows.ts';

const aliases = { text: ['comment', '评论内容'], rating: ['score', '评分'], id: [] };

async function read(
  content: string,
  { mapping = null as Record<string, string | number> | null, format = 'csv' } = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  const reader = format === 'csv' ? readCsvRows : readJsonRows;
  const pieces = Readable.from(content.match(/.{1,7}/gsu) ?? []);
  for await (const batch of reader(pieces, (header) => findColumns(header, aliases, mapping))) rows.push(...batch);
  return rows;
}

test('cells are named by header, whatever its case, language and delimiter', async () => {
  expect(await read('ID,Comment,Score\n1,"good, really",5\n')).toEqual([
    { line: 2, fields: { id: '1', text: 'good, really', rating: '5' } },
  ]);
  expect(await read('评论内容；x;评分\n很好;5\n'.replace('；x', ''))).toEqual([
    { line: 2, fields: { text: '很好', rating: '5' } },
  ]);
  expect(await read('comment\tscore\nfine\t3')).toEqual([{ line: 2, fields: { text: 'fine', rating: '3' } }]);
});

test('a text over several lines counts from its first', async () => {
  expect(await read('comment,score\n"one\ntwo",5\nnext,4\n')).toEqual([
    { line: 2, fields: { text: 'one\ntwo', rating: '5' } },
    { line: 4, fields: { text: 'next', rating: '4' } },
  ]);
});

test('a table of spaces without a header is mapped by column numbers', async () => {
  expect(await read(' 00004 0001 19970101\n 00021 0002 19970102\n', { mapping: { id: 1, rating: 3 } })).toEqual([
    { line: 1, fields: { id: '00004', rating: '19970101' } },
    { line: 2, fields: { id: '00021', rating: '19970102' } },
  ]);
});

test('a sentence of spaces under one header is a text', async () => {
  expect(await read('comment\nit works well enough\n')).toEqual([
    { line: 2, fields: { text: 'it works well enough' } },
  ]);
});

test('a row with more cells than the header is refused, one with empty extra cells is not', async () => {
  expect(await read('comment,score\na,b,5\nfine,4,,\n')).toEqual([
    { line: 2, reject: 'too_many_cells' },
    { line: 3, fields: { text: 'fine', rating: '4' } },
  ]);
});

test('a file that was cut off says so in its last row', async () => {
  expect((await read('id,comment,score\n1,good,5\n2,go')).at(-1)).toEqual({ line: 3, reject: 'cut_off' });
  expect((await read('id,comment,score\n1,good,5\n2,"goo')).at(-1)).toMatchObject({ reject: 'cut_off' });
});

test('an open quote swallows no more than a row may hold', async () => {
  const rows = await read(`comment,score\nfine,5\n"open,4\n${'x,1\n'.repeat(280_000)}`);
  expect(rows[0]).toEqual({ line: 2, fields: { text: 'fine', rating: '5' } });
  expect(rows.slice(1).every((row) => 'reject' in row)).toBe(true);
});

test('an empty file and an unknown column say what to do', async () => {
  await expect(read('')).rejects.toThrow('empty');
  await expect(read('a,b\n1,2\n', { mapping: { text: 'c' } })).rejects.toThrow('The file has: a, b');
  await expect(read('a,b\n1,2\n', { mapping: { nothing: 'a' } })).rejects.toThrow('Fields are: text');
});

test('JSON lines give their named fields; what is no object is refused by line', async () => {
  const content =
    '{"comment":"很好","score":5,"extra":{"a":1}}\n\n[1]\n{"score":4}\nnot json\n"text"\n{"comment":null}';
  expect(await read(content, { format: 'jsonl' })).toEqual([
    { line: 1, fields: { text: '很好', rating: '5' } },
    { line: 3, reject: 'not_an_object' },
    { line: 4, fields: { rating: '4' } },
    { line: 5, reject: 'not_json' },
    { line: 6, reject: 'not_an_object' },
    { line: 7, fields: {} },
  ]);
});

test('a line of JSON without an end is refused without being held', async () => {
  const content = `{"comment":"${'x'.repeat(1_100_000)}"}\n{"comment":"ok"}`;
  expect(await read(content, { format: 'jsonl' })).toEqual([
    { line: 1, reject: 'row_too_long' },
    { line: 2, fields: { text: 'ok' } },
  ]);
});
