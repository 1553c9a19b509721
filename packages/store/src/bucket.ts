import type { Readable } from 'node:stream';

/**
 * The one bucket: files as they came, the lake's Parquet, published documents. A folder on one machine, S3 in the
 * cloud; `bucket-contract.ts` says in tests what both must do. An object appears whole or not at all.
 */
export type Bucket = {
  /** Writes an object, replacing one of the same key. Gives its size in bytes. Throws `TooLarge` past `maxBytes`. */
  put(key: string, body: string | Uint8Array | Readable, options?: { maxBytes?: number }): Promise<number>;
  /** Takes the file at `path` over as an object. */
  putFile(key: string, path: string): Promise<void>;
  /** The whole object, or undefined. For objects known to be small. */
  get(key: string): Promise<Buffer | undefined>;
  /** The object as a stream. Throws `NoSuchObject`. */
  read(key: string): Promise<Readable>;
  /** Its size in bytes, or undefined where there is none. */
  size(key: string): Promise<number | undefined>;
  /** A path under which the object can be read as a file. Throws `NoSuchObject`. */
  localPath(key: string): Promise<string>;
  remove(key: string): Promise<void>;
  /** The keys that begin so, in order. */
  list(prefix: string): AsyncIterable<string>;
};

export class NoSuchObject extends Error {
  override name = 'NoSuchObject';
}

export class TooLarge extends Error {
  override name = 'TooLarge';
}
