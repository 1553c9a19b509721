import { Readable } from 'node:stream';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { UnreadableFile } from './rows.ts';
import { openFile, readXlsxRows } from './xlsx-rows.ts';

/** A zip of these files, as small as the format allows. */
function zip(files: Record<string, string>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [raw, packed] = [Buffer.from(text), deflateRawSync(text)];
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc(raw), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(raw.length, 18);
    head.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    const where = Buffer.alloc(16);
    where.writeUInt32LE(offset, 12);
    const version = Buffer.from([20, 0]);
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02'),
        version,
        head.subarray(0, 24),
        Buffer.alloc(4),
        where.subarray(2),
        Buffer.from(name),
      ]),
    );
    local.push(entry);
    offset += entry.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, index, Buffer.from('PK\x05\x06'), end]);
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

function workbook(rows: string): Buffer {
  return zip({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="评论" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`,
  });
}

const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
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

test('any other file is passed on as it is', async () => {
  const { isWorkbook, whole } = await openFile(Readable.from([Buffer.from('P'), Buffer.from('K,text')]));
  expect(isWorkbook).toBe(false);
  expect(Buffer.concat(await whole.toArray()).toString()).toBe('PK,text');
});
