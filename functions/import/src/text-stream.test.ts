import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { InflatesTooFar, readText } from './text-stream.ts';

async function read(bytes: Uint8Array, size = 5): Promise<string> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    Buffer.from(bytes.subarray(i * size, (i + 1) * size)),
  );
  let text = '';
  for await (const piece of readText(Readable.from(chunks))) text += piece;
  return text;
}

const text = 'id,评论\n1,物流很慢，包装也破了 👍\n';
// 「评论,物流很慢，包装也破了」 in GB18030.
const gb = Buffer.from('c6c0c2db2cceefc1f7badcc2fda3acb0fcd7b0d2b2c6c6c1cb', 'hex');

test('UTF-8 is read whatever way it is cut', async () => {
  expect(await read(Buffer.from(text), 1)).toBe(text);
  expect(await read(Buffer.from(text), 4096)).toBe(text);
});

test('byte order marks tell the encoding', async () => {
  expect(await read(Buffer.from(`\u{feff}${text}`))).toBe(text);
  expect(await read(Buffer.from(`\u{feff}${text}`, 'utf16le'), 64)).toBe(text);
});

test('GB18030 is told apart, also after a long beginning in ASCII', async () => {
  expect(await read(gb, 4096)).toBe('评论,物流很慢，包装也破了');
  expect(await read(Buffer.concat([Buffer.from('a,b\n'.repeat(5000)), gb]), 4096)).toContain('物流很慢');
});

test('Latin-1 is not taken for Chinese', async () => {
  const latin = 'Le café était très cher et le garçon désagréable. Où est la crème brûlée ? Voilà, déçu.';
  expect(await read(Buffer.from(latin, 'latin1'), 4096)).toBe(latin);
});

test('a single Chinese word in GB18030 is enough, and Russian is not taken for Chinese', async () => {
  expect(await read(gb.subarray(0, 4), 4096)).toBe('评论');
  // «Доставка была очень долгой» in Windows-1251.
  const russian = Buffer.from('c4eef1f2e0e2eae020e1fbebe020eef7e5ede520e4eeebe3eee9', 'hex');
  expect(await read(Buffer.concat([russian, Buffer.from('. '), russian]), 4096)).not.toMatch(/\p{Script=Han}/u);
});

test('gzip is undone, and one that inflates too far is stopped', async () => {
  expect(await read(gzipSync(text), 8)).toBe(text);
  await expect(read(gzipSync(Buffer.alloc(100 << 20)), 1 << 16)).rejects.toBeInstanceOf(InflatesTooFar);
});
