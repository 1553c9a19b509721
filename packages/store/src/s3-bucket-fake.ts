import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { NoSuchKey, NotFound, S3ServiceException } from '@aws-sdk/client-s3';

/** What the commands say, each a part of it. */
type Input = {
  Key: string;
  Body: Uint8Array;
  UploadId: string;
  PartNumber: number;
  Prefix: string;
  ContinuationToken?: string;
  IfNoneMatch?: string;
};

/** A command of the SDK. */
type Command = { constructor: { name: string }; input: object };

/** S3's answers to what the adapter of the bucket asks, over a map: for tests of what becomes of a lost answer. */
export function fakeS3() {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Buffer[]>();
  const etagOf = (body: Buffer) => `"${createHash('md5').update(body).digest('hex')}"`;

  const answers: Record<string, (input: Input) => Promise<object>> = {
    async PutObjectCommand({ Key, Body }: Input) {
      objects.set(Key, Buffer.from(Body));
      return {};
    },
    async CreateMultipartUploadCommand({ Key }: Input) {
      uploads.set(Key, []);
      return { UploadId: Key };
    },
    async UploadPartCommand({ UploadId, PartNumber, Body }: Input) {
      const parts = uploads.get(UploadId);
      if (!parts) throw s3Error('NoSuchUpload', 404);
      parts[PartNumber - 1] = Buffer.from(Body);
      return { ETag: `"${PartNumber}"` };
    },
    async CompleteMultipartUploadCommand({ Key, UploadId }: Input) {
      objects.set(Key, Buffer.concat(uploads.get(UploadId) ?? []));
      uploads.delete(UploadId);
      return {};
    },
    async AbortMultipartUploadCommand({ UploadId }: Input) {
      uploads.delete(UploadId);
      return {};
    },
    async GetObjectCommand({ Key, IfNoneMatch }: Input) {
      const body = objects.get(Key);
      if (!body) throw new NoSuchKey({ message: Key, $metadata: { httpStatusCode: 404 } });
      if (etagOf(body) === IfNoneMatch) throw s3Error('304', 304);
      return { Body: Readable.from([body]), ETag: etagOf(body), ContentLength: body.length };
    },
    async HeadObjectCommand({ Key }: Input) {
      const body = objects.get(Key);
      if (!body) throw new NotFound({ message: Key, $metadata: { httpStatusCode: 404 } });
      return { ContentLength: body.length };
    },
    async DeleteObjectCommand({ Key }: Input) {
      objects.delete(Key);
      return {};
    },
    async ListObjectsV2Command({ Prefix, ContinuationToken = '' }: Input) {
      const keys = [...objects.keys()].filter((key) => key.startsWith(Prefix) && key > ContinuationToken).sort();
      const page = keys.slice(0, 2);
      const next = keys.length > 2 ? page.at(-1) : undefined;
      return { Contents: page.map((Key) => ({ Key })), NextContinuationToken: next };
    },
  };

  return {
    objects,
    async answer({ constructor: { name }, input }: Command): Promise<never> {
      const answer = answers[name];
      if (!answer) throw new Error(`nobody expected ${name}`);
      return (await answer(input as Input)) as never;
    },
  };
}

export function s3Error(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', message: name, $metadata: { httpStatusCode } });
}
