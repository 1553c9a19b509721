import { expect, test } from 'vitest';
import { guessDateOrder, parseWrittenDate, zoneClock, zoneWall } from './written-date.ts';
import { guessDecimalMark, headerCurrency, parseWrittenNumber, writtenCurrency, yenSignOf } from './written-number.ts';

const utc = (...parts: [number, number, number, number?, number?, number?]) =>
  Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0);

test.each([
  ['2010-12-01 08:26:00', utc(2010, 12, 1, 8, 26)],
  ['2010-12-01T08:26', utc(2010, 12, 1, 8, 26)],
  ['2010/12/1 8:26', utc(2010, 12, 1, 8, 26)],
  ['19970101', utc(1997, 1, 1)],
  ['20240301093015', utc(2024, 3, 1, 9, 30, 15)],
  ['2024年3月1日', utc(2024, 3, 1)],
  ['2024年3月1日 下午3:05', utc(2024, 3, 1, 15, 5)],
  ['2024年3月1日 15时05分', utc(2024, 3, 1, 15, 5)],
  ['12/1/2010 8:26 PM', utc(2010, 12, 1, 20, 26)],
  ['12/1/10 12:05 AM', utc(2010, 12, 1, 0, 5)],
  ['1 Dec 2010', utc(2010, 12, 1)],
  ['Dec 1, 2010 08:26', utc(2010, 12, 1, 8, 26)],
  ['01-Dec-10', utc(2010, 12, 1)],
  ['1709281800', utc(2024, 3, 1, 8, 30)],
  ['1709281800000', utc(2024, 3, 1, 8, 30)],
  ['40513.5', utc(2010, 12, 1, 12)],
])('%s is read as a date', (text, wall) => {
  expect(parseWrittenDate(text, 'mdy')?.wall).toBe(wall);
});

test.each(['', 'soon', '2024-02-31', '2024-13-01', '31/31/2024', '2024-03-01 25:00', '2024-03-01 noon', '12345678901'])(
  '%s is no date',
  (text) => {
    expect(parseWrittenDate(text, 'dmy')).toBeNull();
  },
);

test('an offset in the text is kept', () => {
  expect(parseWrittenDate('2024-03-01T08:30:00+08:00', 'ymd')).toEqual({ wall: utc(2024, 3, 1, 8, 30), offset: 480 });
  expect(parseWrittenDate('2024-03-01T08:30:00.250Z', 'ymd')?.offset).toBe(0);
});

test('the order of day and month is decided by the file, and said to be open where nothing tells', () => {
  expect(guessDateOrder(['1/2/2024', '13/2/2024'])).toEqual({ order: 'dmy', settled: true });
  expect(guessDateOrder(['1/2/2024', '2/13/2024'])).toEqual({ order: 'mdy', settled: true });
  expect(guessDateOrder(['1/2/2024', '3/4/2024'], 'dmy')).toEqual({ order: 'dmy', settled: false });
  expect(guessDateOrder(['13/2/2024', '14/2/2024', '2/13/2024']).settled).toBe(false);
  expect(guessDateOrder(['2024-01-02', '20240102'])).toEqual({ order: 'ymd', settled: true });
  expect(parseWrittenDate('1/2/2024', 'dmy')?.wall).toBe(utc(2024, 2, 1));
});

test('wall clocks follow their zone through changes of the clock', () => {
  const shanghai = zoneClock('Asia/Shanghai');
  expect(shanghai(utc(2024, 3, 1, 8))).toBe(utc(2024, 3, 1, 0));
  const berlin = zoneClock('Europe/Berlin');
  expect(berlin(utc(2024, 1, 1, 12))).toBe(utc(2024, 1, 1, 11));
  expect(berlin(utc(2024, 7, 1, 12))).toBe(utc(2024, 7, 1, 10));
  expect(berlin(utc(2024, 3, 31, 4))).toBe(utc(2024, 3, 31, 2));
});

test.each([
  ['12', 12],
  ['-3.25', -3.25],
  ['1,234.50', 1234.5],
  ['1,2345,678', 12345678],
  ['¥1,234.50', 1234.5],
  ['US$ 12.00', 12],
  ['12元', 12],
  ['１２．５', 12.5],
  ['(3.20)', -3.2],
  ['3.20-', -3.2],
  ['EUR 5', 5],
])('%s is read as a number', (text, value) => {
  expect(parseWrittenNumber(text, '.')).toBe(value);
});

test('what is no number is none, and a decimal comma is read where the file has it', () => {
  for (const text of ['', 'free', '1,5', '1.2.3', '--1']) expect(parseWrittenNumber(text, '.')).toBeNaN();
  expect(parseWrittenNumber('1.234,50', ',')).toBe(1234.5);
  expect(guessDecimalMark(['1.234,50', '12,00', '7'])).toBe(',');
  expect(guessDecimalMark(['1,234', '12.00'])).toBe('.');
});

test('an amount may name its currency', () => {
  expect(['€5', '£5', '5元', 'US$5', 'CHF 5', '$5'].map((text) => writtenCurrency(text))).toEqual([
    'EUR',
    'GBP',
    'CNY',
    'USD',
    'CHF',
    null,
  ]);
});

test('¥ is the yuan, or the yen where the team or the file says so', () => {
  expect(['¥5', '￥5', 'CN¥5', 'JP¥5', '5円'].map((text) => writtenCurrency(text))).toEqual([
    'CNY',
    'CNY',
    'CNY',
    'JPY',
    'JPY',
  ]);
  expect(['¥5', 'CN¥5'].map((text) => writtenCurrency(text, 'JPY'))).toEqual(['JPY', 'CNY']);
  expect([yenSignOf(['￥5']), yenSignOf(['￥5'], 'JPY'), yenSignOf(['合計（円）', '￥5'])]).toEqual([
    'CNY',
    'JPY',
    'JPY',
  ]);
  expect(yenSignOf(['5円'], 'CNY')).toBe('CNY');
  expect(['￥1,234', 'CN¥5', '5円', '人民币5'].map((text) => parseWrittenNumber(text, '.'))).toEqual([1234, 5, 5, 5]);
  expect(['实付金额(元)', 'Total (USD)', '金额（￥）', '金额', '数量(件)'].map((name) => headerCurrency(name))).toEqual(
    ['CNY', 'USD', 'CNY', null, null],
  );
});

test('an instant has its wall clock in a zone on both sides of a change of clocks', () => {
  expect(zoneWall('Asia/Shanghai')(utc(2024, 3, 1, 20))).toBe(utc(2024, 3, 2, 4));
  const berlin = zoneWall('Europe/Berlin');
  expect([berlin(utc(2024, 3, 31, 0, 59)), berlin(utc(2024, 3, 31, 1))]).toEqual([
    utc(2024, 3, 31, 1, 59),
    utc(2024, 3, 31, 3),
  ]);
});

test('a long text that begins as a date is none, however it is made', () => {
  expect(parseWrittenDate(`2024-01-01 10:00${'\t'.repeat(1_000_000)}x`, 'ymd')).toBeNull();
});
