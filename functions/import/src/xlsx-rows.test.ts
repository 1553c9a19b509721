import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { UnreadableFile } from './rows.ts';
import { text, workbook, zip } from './workbook.fixture.ts';
import { openFile, readXlsxRows } from './xlsx-rows.ts';

const HEADER = `<row r="1">${text('A1', '评论内容')}${text('B1', '评分')}${text('C1', '日期')}${text('D1', '编号')}</row>`;

async function read(content: Buffer) {
  const { isWorkbook, whole } = await openFile(Readable.from([content.subarray(0, 2), content.subarray(2)]));
  expect(isWorkbook).toBe(true);
  const rows = [];
  const choose = (header: string[]) => new Map(header.map((name, i) => [name, i]));
  for await (const batch of readXlsxRows(whole, choose)) rows.push(...batch);
  return rows;
}

test('rows are read with their dates, and long numbers keep their digits', async () => {
  const rows = `${HEADER}<row r="2">${text('A2', '三天就坏了')}<c r="B2"><v>2</v></c><c r="C2" s="1"><v>46082</v></c><c r="D2"><v>9007199254740993</v></c></row>`;
  expect(await read(workbook(rows))).toEqual([
    { line: 2, fields: { 评论内容: '三天就坏了', 评分: '2', 日期: '2026-03-01', 编号: '9007199254740993' } },
  ]);
});

test('empty rows are passed over', async () => {
  const rows = `${HEADER}<row r="2"></row><row r="3">${text('A3', '好')}</row>`;
  expect(await read(workbook(rows))).toEqual([{ line: 3, fields: { 评论内容: '好' } }]);
});

test('an empty sheet and a zip that is no workbook say so', async () => {
  await expect(read(workbook(''))).rejects.toThrow(UnreadableFile);
  await expect(read(zip({ 'a.txt': 'hello' }))).rejects.toThrow(UnreadableFile);
});

test('a workbook whose cells do not say where they stand is refused, not tried for ever', async () => {
  await expect(read(workbook('<row><c t="inlineStr"><is><t>评论</t></is></c></row>'))).rejects.toThrow(UnreadableFile);
});

test('any other file is passed on as it is', async () => {
  const { isWorkbook, whole } = await openFile(Readable.from([Buffer.from('P'), Buffer.from('K,text')]));
  expect(isWorkbook).toBe(false);
  expect(Buffer.concat(await whole.toArray()).toString()).toBe('PK,text');
});

test.each([
  ['in opposite corners', `<row r="1">${text('A1', 'text')}</row><row r="1048576">${text('XFD1048576', 'b')}</row>`],
  [
    'of a row each, all far out',
    Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 1}">${text(`XFD${i + 1}`, 'a')}</row>`).join(''),
  ],
  ['whose place is written in a roundabout way', `<row r="1">${text('A1', 'text')}${text('&#88;FD1', 'b')}</row>`],
])('cells %s are refused before they fill the memory', async (_, rows) => {
  await expect(read(workbook(rows))).rejects.toThrow('A cell far out');
});

test('what a text says of places is no place', async () => {
  const rows = `<row r="1">${text('A1', 'text')}</row><row r="2">${text('A2', 'c r="XFD9999999" r="&amp;"')}</row>`;
  expect(await read(workbook(rows))).toHaveLength(1);
});
