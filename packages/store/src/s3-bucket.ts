import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type Bucket, NoSuchObject, TooLarge } from './bucket.ts';
import { openLocalFiles } from './s3-bucket-files.ts';

export type S3Bucket = Bucket & {
  /**
   * An address that takes the object by one PUT of up to 5 GB, without credentials, for so long. S3 knows no upper
   * bound for such a PUT: ask `size` before using what came.
   */
  uploadUrl(key: string, options: { expiresSeconds: number }): Promise<string>;
};

type S3BucketOptions = { client: S3Client; bucketName: string; localBytes?: number; stillMs?: number };

/** The bytes of an object stopped coming: nothing is known of the rest, and it may be read again. */
export class Stalled extends Error {
  override name = 'TimeoutError';
}

/**
 * The bucket in S3. Bodies go up in parts of 5 MB, four at a time, so that memory stays flat. `localPath` keeps copies
 * in the temporary folder, `localBytes` at most, and throws `TooLarge` where what is in use at once does not fit. An object
 * whose reader has waited for `stillMs` for the next bytes is given up as `Stalled`; the reader may take any time.
 * Needs s3:ListBucket: without it S3 answers "forbidden" for what is not there.
 */
export function openS3Bucket({
  client,
  bucketName,
  localBytes = 4 * 2 ** 30,
  stillMs = 8000,
}: S3BucketOptions): S3Bucket {
  const Bucket = bucketName;
  const localFiles = openLocalFiles({
    folder: join(tmpdir(), `soundings-objects-${randomUUID()}`),
    maxBytes: localBytes,
    fetch: (key, etag) => open(key, etag).catch(orUndefined(isUnchanged)),
  });

  async function open(Key: string, unlessEtag?: string) {
    const answer = await client.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: unlessEtag }));
    // On Node the SDK's body is always a Readable.
    const body = answer.Body as Readable;
    // A connection that breaks before anybody reads would end the process; whoever reads is told all the same.
    body.on('error', () => {});
    return { body: unlessStalled(body, stillMs), etag: answer.ETag ?? '', bytes: answer.ContentLength ?? 0 };
  }

  async function upload(key: string, body: Readable): Promise<void> {
    try {
      await new Upload({ client, params: { Bucket, Key: key, Body: body } }).done();
    } finally {
      body.destroy();
    }
  }

  return {
    async put(key, body, { maxBytes = Number.POSITIVE_INFINITY } = {}) {
      let size = 0;
      async function* measured(chunks: AsyncIterable<Buffer | string> | Iterable<Buffer>) {
        for await (const chunk of chunks) {
          size += Buffer.byteLength(chunk);
          if (size > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`);
          yield chunk;
        }
      }
      const chunks = body instanceof Readable ? body : [Buffer.from(body)];
      await upload(key, Readable.from(measured(chunks), { objectMode: false }));
      return size;
    },

    putFile: (key, path) => upload(key, createReadStream(path)),

    async get(key) {
      const found = await open(key).catch(orUndefined(isAbsent));
      return found && buffer(found.body);
    },

    async read(key) {
      const found = await open(key).catch(orUndefined(isAbsent));
      if (!found) throw new NoSuchObject(key);
      return found.body;
    },

    async size(key) {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key: key })).catch(orUndefined(isAbsent));
      return found?.ContentLength;
    },

    async localPath(key) {
      const path = await localFiles.pathOf(key).catch(orUndefined(isAbsent));
      if (path === undefined) throw new NoSuchObject(key);
      return path;
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },

    async *list(prefix) {
      for (let ContinuationToken: string | undefined; ; ) {
        const page = new ListObjectsV2Command({ Bucket, Prefix: prefix, ContinuationToken });
        // The client waits for an answer to begin; whether it also ends is seen here, past the time of all attempts.
        const answer = await client.send(page, { abortSignal: AbortSignal.timeout(stillMs * 20) });
        for (const { Key } of answer.Contents ?? []) if (Key !== undefined) yield Key;
        ContinuationToken = answer.NextContinuationToken;
        if (ContinuationToken === undefined) return;
      }
    },

    uploadUrl: (key, { expiresSeconds }) =>
      getSignedUrl(withoutChecksums(client), new PutObjectCommand({ Bucket, Key: key }), { expiresIn: expiresSeconds }),
  };
}

/** What comes by `body`, until whoever reads has waited so long. */
function unlessStalled(body: Readable, stillMs: number): Readable {
  async function* flow() {
    const wait = () => setTimeout(() => body.destroy(new Stalled(`no bytes for ${stillMs} ms`)), stillMs);
    let waiting = wait();
    try {
      for await (const chunk of body) {
        clearTimeout(waiting);
        yield chunk;
        waiting = wait();
      }
    } finally {
      clearTimeout(waiting);
    }
  }
  // Also where nobody began to read.
  return Readable.from(flow(), { objectMode: false }).on('close', () => body.destroy());
}

/** For a promise's `catch`: an error that is expected gives undefined, any other stays an error. */
function orUndefined(isExpected: (error: S3ServiceException) => boolean): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof S3ServiceException && isExpected(error)) return undefined;
    throw error;
  };
}

// By name: a missing bucket is a 404 as well.
const isAbsent = ({ name }: S3ServiceException) => name === 'NoSuchKey' || name === 'NotFound';

const isUnchanged = ({ $metadata }: S3ServiceException) => $metadata.httpStatusCode === 304;

/** By default the SDK signs the checksum of the body it knows, which is none, and S3 then refuses any other. */
function withoutChecksums(client: S3Client): S3Client {
  const config = { ...client.config, requestChecksumCalculation: async () => 'WHEN_REQUIRED' };
  return Object.create(client, { config: { value: config } });
}
