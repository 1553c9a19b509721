import { isAscii } from 'node:buffer';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { detect } from 'chardet';

const GZIP = Buffer.from([0x1f, 0x8b]);
const BYTE_ORDER_MARKS = [
  { mark: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'utf-8' },
  { mark: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
];

/** More than any honest file of rows inflates: 200 bytes a byte of gzip. Stops a bomb early, with a clear error. */
const MAX_INFLATION = 200;

export class InflatesTooFar extends Error {
  override name = 'InflatesTooFar';
}

/**
 * Gives a file's text in pieces, whatever it is written in: gzip is undone; UTF-8, UTF-16 and GB18030, Big5 or Windows
 * code pages are told apart by the first bytes that are not ASCII.
 */
export async function* readText(file: Readable): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of inflated(file)) {
    if (!decoder && isAscii(chunk) && !BYTE_ORDER_MARKS.some(({ mark }) => startsWith(chunk, mark))) {
      yield chunk.toString('latin1');
      continue;
    }
    decoder ??= new TextDecoder(encodingOf(chunk));
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder?.decode();
  if (rest) yield rest;
}

async function* inflated(file: Readable): AsyncGenerator<Buffer> {
  const chunks = file[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (first.done) return;
  const whole = (async function* () {
    yield first.value;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  })();
  if (!startsWith(first.value, GZIP)) {
    yield* whole;
    return;
  }
  let [packed, unpacked] = [0, 0];
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const feeding = (async () => {
    for await (const chunk of whole) {
      packed += chunk.length;
      if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once('drain', resolve));
    }
    gunzip.end();
  })();
  feeding.catch((error) => gunzip.destroy(error));
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    unpacked += chunk.length;
    if (unpacked > MAX_INFLATION * packed + (1 << 20)) throw new InflatesTooFar('the gzip inflates too far');
    yield chunk;
  }
}

function encodingOf(chunk: Buffer): string {
  for (const { mark, encoding } of BYTE_ORDER_MARKS) if (startsWith(chunk, mark)) return encoding;
  if (isStartOf('utf-8', chunk)) return 'utf-8';
  if (isStartOf('gb18030', chunk) && comesInPairs(chunk)) return 'gb18030';
  const guess = detect(chunk)?.toLowerCase() ?? '';
  if (['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1251', 'windows-1252'].includes(guess))
    return guess;
  return guess.startsWith('iso-8859') ? 'windows-1252' : 'gb18030';
}

/** Chinese characters in GB18030 are two bytes above 0xA0 each; accented Latin letters stand between ASCII ones. */
function comesInPairs(chunk: Buffer): boolean {
  let paired = 0;
  let single = 0;
  for (let i = 0; i < chunk.length; i++) {
    if ((chunk[i] ?? 0) <= 0xa0) continue;
    if ((chunk[i + 1] ?? 0xff) > 0xa0) {
      paired++;
      i++;
    } else single++;
  }
  return paired > 9 * single;
}

/** Valid in this encoding, up to a character that the chunk's end may cut. */
function isStartOf(encoding: string, chunk: Buffer): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function startsWith(chunk: Buffer, start: Buffer): boolean {
  return chunk.subarray(0, start.length).equals(start);
}
