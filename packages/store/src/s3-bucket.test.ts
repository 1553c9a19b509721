import { readFile, stat } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { TooLarge } from './bucket.ts';
import { describeBucket } from './bucket-contract.ts';
import { openS3Bucket } from './s3-bucket.ts';
import { fakeS3, s3Error } from './s3-bucket-fake.ts';

const s3 = mockClient(S3Client);
const client = new S3Client({ region: 'eu-central-1', credentials: { accessKeyId: 'id', secretAccessKey: 'secret' } });
const open = (localBytes = 1 << 30) => openS3Bucket({ client, bucketName: 'bucket', localBytes });

const { objects, answer } = fakeS3();
beforeEach(() => {
  s3.reset();
  s3.send.callsFake(answer);
});

describeBucket('bucket in S3', async () => open());

const megabytes = (count: number) => Readable.from(Array.from({ length: count }, (_, i) => Buffer.alloc(1 << 20, i)));

test('a large body goes up in parts and keeps their order', async () => {
  await open().put('parts', megabytes(17));
  expect(s3.commandCalls(UploadPartCommand)).toHaveLength(4);
  expect(objects.get('parts')?.filter((_, i) => i % (1 << 20) === 0)).toEqual(Buffer.from([...Array(17).keys()]));
});

test.each([
  ['the body outgrows its limit', () => open().put('aborted', megabytes(20), { maxBytes: 15 << 20 }), TooLarge],
  ['a part is refused', () => open().put('aborted', megabytes(20)), S3ServiceException],
])('the parts that stand are discarded when %s', async (_, put, error) => {
  if (error === S3ServiceException) s3.on(UploadPartCommand, { PartNumber: 3 }).rejects(s3Error('SlowDown', 503));
  await expect(put()).rejects.toBeInstanceOf(error);
  expect(s3.commandCalls(AbortMultipartUploadCommand)).toHaveLength(1);
  expect(objects.has('aborted')).toBe(false);
});

test.each([
  ['NoSuchBucket', 404],
  ['AccessDenied', 403],
  ['SlowDown', 503],
])('%s is not mistaken for an absent object', async (name, status) => {
  const error = s3Error(name, status);
  s3.on(GetObjectCommand).rejects(error);
  s3.on(HeadObjectCommand).rejects(error);
  const bucket = open();
  await expect(bucket.get('a')).rejects.toBe(error);
  await expect(bucket.read('a')).rejects.toBe(error);
  await expect(bucket.size('a')).rejects.toBe(error);
  await expect(bucket.localPath('a')).rejects.toBe(error);
});

test('a file is fetched once for each version of its object, whoever asks', async () => {
  const bucket = open();
  await bucket.put('file', 'first');
  const paths = await Promise.all([bucket.localPath('file'), bucket.localPath('file')]);
  expect(paths[0]).toBe(paths[1]);
  expect(s3.commandCalls(GetObjectCommand)).toHaveLength(1);
  expect(await bucket.localPath('file')).toBe(paths[0]);
  await bucket.put('file', 'second');
  const path = await bucket.localPath('file');
  expect(await readFile(path, 'utf8')).toBe('second');
  expect(await readFile(paths[0] ?? '', 'utf8')).toBe('first');
});

test('files are kept within a limit, of which none in use is taken away', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const bucket = open(250);
  for (const key of ['a', 'b', 'c']) await bucket.put(key, key.repeat(100));
  const a = await bucket.localPath('a');
  vi.advanceTimersByTime(60_000);
  const b = await bucket.localPath('b');
  await expect(bucket.localPath('c')).rejects.toBeInstanceOf(TooLarge);
  vi.advanceTimersByTime(14.5 * 60_000);
  expect(await readFile(await bucket.localPath('c'), 'utf8')).toBe('c'.repeat(100));
  await expect(stat(a)).rejects.toThrow('ENOENT');
  expect(await readFile(b, 'utf8')).toBe('b'.repeat(100));
  vi.useRealTimers();
});

test('a download that breaks leaves no half file', async () => {
  const bucket = open();
  await bucket.put('half', 'whole');
  s3.on(GetObjectCommand).resolvesOnce({ Body: Readable.from(['who']) as never, ETag: '"x"', ContentLength: 5 });
  await expect(bucket.localPath('half')).rejects.toThrow('3 of 5 bytes');
  s3.on(GetObjectCommand).callsFake(async () => ({ Body: Readable.from(['whole']), ETag: '"x"', ContentLength: 5 }));
  expect(await readFile(await bucket.localPath('half'), 'utf8')).toBe('whole');
});

test('a download that breaks before anybody reads it fails its reader, not the process', async () => {
  s3.on(GetObjectCommand).callsFake(() => {
    const Body = new PassThrough();
    Body.write('half');
    setImmediate(() => Body.destroy(new Error('aborted')));
    return { Body, ETag: '"1"', ContentLength: 8 };
  });
  await expect(open().localPath('broken')).rejects.toThrow(/aborted/);
  const body = await open().read('broken');
  await new Promise((resolve) => setTimeout(resolve, 10));
  await expect(buffer(body)).rejects.toThrow(/aborted/);
});

test('an upload address names its key and lifetime, and binds no body’s checksum', async () => {
  const address = new URL(await open().uploadUrl('uploads/a b.csv', { expiresSeconds: 900 }));
  expect(address.host).toBe('bucket.s3.eu-central-1.amazonaws.com');
  expect(address.pathname).toBe('/uploads/a%20b.csv');
  expect(address.searchParams.get('X-Amz-Expires')).toBe('900');
  expect(address.searchParams.get('X-Amz-SignedHeaders')).toBe('host');
  expect(address.search).not.toMatch(/checksum/i);
});
