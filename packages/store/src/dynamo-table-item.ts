import { createHash, randomUUID } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  type Item,
  ItemTooLarge,
  type JsonObject,
  type Key,
  MAX_ITEM_BYTES,
  type NewItem,
  type Queue,
} from './table.ts';

export type Attributes = Record<string, AttributeValue>;

/** A partition of an index takes 1,000 writes a second; a queue has 16. */
const SHARDS = [...'0123456789abcdef'];

/** The partitions of the index `pending` over which a queue is spread. */
export const shardsOf = (queue: Queue): string[] => SHARDS.map((shard) => `${queue}#${shard}`);

function shardOf(queue: Queue, { pk, sk }: Key): string {
  const digest = createHash('sha256').update(`${pk}\n${sk}`).digest('hex');
  return `${queue}#${digest[0]}`;
}

export function keyOf({ pk, sk }: Key): Attributes {
  return { pk: { S: pk }, sk: { S: sk } };
}

/**
 * An item as DynamoDB holds it. The value is JSON text, not a map: numbers past DynamoDB's 38 digits or its exponents,
 * empty names and deep nesting come back as they went in. `token` is of this write alone. Throws `ItemTooLarge`.
 */
export function attributesOf(item: NewItem, version: number): Attributes & { token: { S: string } } {
  const attributes: Attributes & { token: { S: string } } = {
    ...keyOf(item),
    version: { N: String(version) },
    value: { S: JSON.stringify(item.value) },
    token: { S: randomUUID() },
  };
  if (item.waits) {
    attributes.pending = { S: shardOf(item.waits.queue, item) };
    attributes.due = { S: item.waits.due };
  }
  if (item.expires !== undefined) attributes.expires = { N: String(item.expires) };
  const size = sizeOf(attributes);
  if (size > MAX_ITEM_BYTES) throw new ItemTooLarge(item, size);
  return attributes;
}

/** The item in what DynamoDB or its stream gave. Throws where that was not written by `attributesOf`. */
export function itemOf(attributes: Attributes): Item {
  const { pk, sk, version, value, pending, due, expires } = attributes;
  if (!pk?.S || !sk?.S || !version?.N || !value?.S) throw new Error('not an item of this table');
  const item: Item = { pk: pk.S, sk: sk.S, version: Number(version.N), value: JSON.parse(value.S) as JsonObject };
  if (pending?.S && due?.S) {
    item.waits = { queue: pending.S.slice(0, pending.S.indexOf('#')) as Queue, due: due.S };
  }
  if (expires?.N) item.expires = Number(expires.N);
  return item;
}

function sizeOf(attributes: Attributes): number {
  // A number takes 21 bytes at most.
  return Object.entries(attributes).reduce(
    (sum, [name, { S }]) => sum + name.length + (S === undefined ? 21 : Buffer.byteLength(S)),
    0,
  );
}
