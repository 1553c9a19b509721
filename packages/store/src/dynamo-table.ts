import {
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { itemOf, keyOf, shardsOf } from './dynamo-table-item.ts';
import { mapBounded, TableBusy, withRetries } from './dynamo-table-requests.ts';
import { dynamoSchema } from './dynamo-table-schema.ts';
import { conditionalWrites } from './dynamo-table-writes.ts';
import type { Item, Key, NewItem, Page, Table } from './table.ts';

/** BatchGetItem takes 100 keys. */
const BATCH = 100;

/**
 * The table in DynamoDB, laid out as `dynamoSchema` says. Throttling, partial answers and lost connections are retried
 * here, then thrown as `TableBusy`; a `client` with `maxAttempts: 1` leaves all of that to this adapter. Writing an item
 * over 400 KB throws `ItemTooLarge`. The client is the caller's to destroy.
 */
export function openDynamoTable({ client, tableName }: { client: DynamoDBClient; tableName: string }): Table {
  const { create, replace } = conditionalWrites({ client, tableName });

  async function getBatch(keys: readonly Key[]): Promise<Item[]> {
    const found: Item[] = [];
    let asked = keys.map(keyOf);
    await withRetries(async () => {
      const answer = await client.send(
        new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: asked, ConsistentRead: true } } }),
      );
      found.push(...(answer.Responses?.[tableName] ?? []).map(itemOf));
      asked = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
      if (asked.length > 0) throw new TableBusy(`${asked.length} keys were left unread`);
    });
    return found;
  }

  async function getMany(keys: readonly Key[]): Promise<Item[]> {
    // One batch may not name a key twice.
    const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
    const batches = Array.from({ length: Math.ceil(distinct.length / BATCH) }, (_, i) =>
      distinct.slice(i * BATCH, (i + 1) * BATCH),
    );
    const items = (await mapBounded(batches, getBatch)).flat().filter(isLive);
    const byName = new Map(items.map((item) => [nameOf(item), item]));
    return keys.flatMap((key) => byName.get(nameOf(key)) ?? []);
  }

  /** What one shard of a queue holds, longest due first. */
  async function pendingIn(shard: string, { now, limit }: { now: string; limit: number }) {
    const { indexName, partitionKey, sortKey } = dynamoSchema.pending;
    const query = new QueryCommand({
      TableName: tableName,
      IndexName: indexName,
      KeyConditionExpression: '#pending = :shard AND #due <= :now',
      ExpressionAttributeNames: { '#pending': partitionKey, '#due': sortKey },
      ExpressionAttributeValues: { ':shard': { S: shard }, ':now': { S: now } },
      Limit: limit,
    });
    const { Items = [] } = await withRetries(() => client.send(query));
    return Items.map(({ pk, sk, due }) => ({ pk: pk?.S ?? '', sk: sk?.S ?? '', due: due?.S ?? '' }));
  }

  return {
    async get(key) {
      const request = new GetItemCommand({ TableName: tableName, Key: keyOf(key), ConsistentRead: true });
      const { Item } = await withRetries(() => client.send(request));
      return Item && [itemOf(Item)].find(isLive);
    },

    getMany,

    // One by one: BatchWriteItem knows no conditions.
    create(items) {
      const first = new Map<string, NewItem>();
      for (const item of items) if (!first.has(nameOf(item))) first.set(nameOf(item), item);
      return mapBounded(items, async (item) => first.get(nameOf(item)) === item && create(item));
    },

    replace,

    replaceMany: (changes) => mapBounded(changes, ({ item, was }) => replace(item, was)),

    async remove(key) {
      const request = new DeleteItemCommand({ TableName: tableName, Key: keyOf(key) });
      await withRetries(() => client.send(request));
    },

    async list({ pk, prefix = '', limit, after, newestFirst = false }): Promise<Page> {
      const order = after === undefined ? -1 : orderIn({ prefix, after, newestFirst });
      if (order > 0) return { items: [] };
      let start = after !== undefined && order === 0 ? keyOf({ pk, sk: after }) : undefined;
      const found: Item[] = [];
      do {
        const query = new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: prefix ? '#pk = :pk AND begins_with(#sk, :prefix)' : '#pk = :pk',
          ExpressionAttributeNames: { '#pk': 'pk', ...(prefix && { '#sk': 'sk' }) },
          ExpressionAttributeValues: { ':pk': { S: pk }, ...(prefix && { ':prefix': { S: prefix } }) },
          // One more than asked tells whether there is a next page.
          Limit: limit + 1 - found.length,
          ScanIndexForward: !newestFirst,
          ConsistentRead: true,
          ExclusiveStartKey: start,
        });
        const answer = await withRetries(() => client.send(query));
        found.push(...(answer.Items ?? []).map(itemOf).filter(isLive));
        start = answer.LastEvaluatedKey;
      } while (start && found.length <= limit);
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return found.length > limit && last ? { items, cursor: last.sk } : { items };
    },

    async waiting(queue, { now, limit }) {
      const pending = (await mapBounded(shardsOf(queue), (shard) => pendingIn(shard, { now, limit }))).flat();
      const longestDue = pending.sort((a, b) => Number(a.due > b.due) - Number(a.due < b.due)).slice(0, limit);
      // The index lags behind the table: what has left the queue meanwhile is left out.
      const items = await getMany(longestDue);
      return items.filter(({ waits }) => waits?.queue === queue && waits.due <= now);
    },

    async countWaiting(queue, { now, limit }) {
      const pending = await mapBounded(shardsOf(queue), (shard) => pendingIn(shard, { now, limit }));
      return Math.min(limit, pending.flat().length);
    },

    async close() {},
  };
}

/** DynamoDB may take days to remove what has expired. */
function isLive({ expires }: Item): boolean {
  return expires === undefined || expires > Date.now() / 1000;
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\n${sk}`;
}

/**
 * Whether a cursor stands before (-1), among (0) or behind (1) the sort keys that begin so. DynamoDB refuses to begin
 * outside of them, and cursors come from strangers.
 */
function orderIn({ prefix, after, newestFirst }: { prefix: string; after: string; newestFirst: boolean }): -1 | 0 | 1 {
  if (after !== '' && after.startsWith(prefix)) return 0;
  const isGreater = Buffer.compare(Buffer.from(after), Buffer.from(prefix)) > 0;
  return isGreater === newestFirst ? -1 : 1;
}
