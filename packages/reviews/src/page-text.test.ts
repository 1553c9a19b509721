import { expect, test } from 'vitest';
import { pageText } from './page-text.ts';

const CHINESE = '三天就坏了，客服一直说在路上，等了两周还没有收到货，非常失望，不会再买了。';
const GBK = Buffer.from('yP3M7L7Nu7XBy6OszsrBy7/Nt/7Su9ax1Nq8tLvYuLSjrNT20/bL1cHL0ruzocqy', 'base64');

test.each([
  ['the header', Buffer.from('好', 'utf16le'), 'text/html; charset=utf-16le', '好'],
  ['a byte order mark before the header', Buffer.from('\u{feff}好'), 'text/html; charset=gbk', '好'],
  ['UTF-8 by itself', Buffer.from(CHINESE), null, CHINESE],
  ['plain ASCII', Buffer.from('fine'), null, 'fine'],
])('%s says the encoding', (_, body, contentType, text) => {
  expect(pageText({ body, contentType })).toBe(text);
});

test('GBK is read by header, by meta, and against a header that is wrong', () => {
  const text = new TextDecoder('gb18030').decode(GBK);
  const page = Buffer.concat([Buffer.from('<meta charset="gb2312">'), GBK]);
  expect(pageText({ body: GBK, contentType: 'text/html; charset=GBK' })).toBe(text);
  expect(pageText({ body: page, contentType: null })).toContain(text);
  expect(pageText({ body: page, contentType: 'text/html; charset=utf-8' })).toContain(text);
  expect(pageText({ body: Buffer.concat([GBK, GBK, GBK]), contentType: null })).toBe(text.repeat(3));
});

test('an XML declaration says the encoding', () => {
  const body = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="GB2312"?><a>'), GBK]);
  expect(pageText({ body, contentType: 'application/xml' })).toContain(new TextDecoder('gb18030').decode(GBK));
});

test('an encoding that nobody knows is told from the text', () => {
  expect(pageText({ body: Buffer.from(CHINESE), contentType: 'text/html; charset=klingon' })).toBe(CHINESE);
});
