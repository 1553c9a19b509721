import { randomBytes } from 'node:crypto';
import type { LakeTable } from './lake-tables.ts';

/** The key of a new object of a lake table; it says when it was made. */
export function newKey(table: LakeTable): string {
  return `${table}/${digitsOf(new Date().toISOString())}-${randomBytes(6).toString('hex')}.parquet`;
}

/** Was an object made before a time (ISO 8601)? Undefined where its key does not tell. */
export function isOlder(key: string, time: string): boolean | undefined {
  const madeAt = /\/(\d{17})-/.exec(key)?.[1];
  return madeAt === undefined ? undefined : madeAt < digitsOf(time);
}

function digitsOf(time: string): string {
  return time.replaceAll(/\D/g, '');
}
