import {
  type BatchGetItemCommandInput,
  ConditionalCheckFailedException,
  type DeleteItemCommandInput,
  type GetItemCommandInput,
  type PutItemCommandInput,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Attributes } from './dynamo-table-item.ts';

/** A command of the SDK. */
type Command = { constructor: { name: string }; input: object };

/** DynamoDB's answers to what the adapter of the table asks, over a map: for tests of what becomes of a lost answer. */
export function fakeDynamo() {
  const items = new Map<string, Attributes>();
  const nameOf = (key: Attributes | undefined) => `${key?.pk?.S}\n${key?.sk?.S}`;

  const answers = {
    async GetItemCommand({ Key }: GetItemCommandInput) {
      return { Item: items.get(nameOf(Key)) };
    },
    async BatchGetItemCommand({ RequestItems = {} }: BatchGetItemCommandInput) {
      const asked = Object.entries(RequestItems);
      const found = (keys: Attributes[] = []) =>
        keys.map((key) => items.get(nameOf(key))).filter((item) => item !== undefined);
      return { Responses: Object.fromEntries(asked.map(([table, { Keys }]) => [table, found(Keys)])) };
    },
    async PutItemCommand({ Item = {}, ExpressionAttributeValues: values = {} }: PutItemCommandInput) {
      const held = items.get(nameOf(Item));
      const was = values[':was']?.N;
      const isExpired = Number(held?.expires?.N ?? Number.POSITIVE_INFINITY) <= Number(values[':now']?.N);
      if (was === undefined ? held && !isExpired : held?.version?.N !== was)
        throw new ConditionalCheckFailedException({ message: 'no', $metadata: {}, ...(held && { Item: held }) });
      items.set(nameOf(Item), Item);
      return {};
    },
    async DeleteItemCommand({ Key }: DeleteItemCommandInput) {
      items.delete(nameOf(Key));
      return {};
    },
    async QueryCommand(query: QueryCommandInput) {
      const values = query.ExpressionAttributeValues ?? {};
      const [partition, sort] = query.IndexName ? ['pending', 'due'] : ['pk', 'sk'];
      const wanted = values[':shard']?.S ?? values[':pk']?.S;
      const direction = query.ScanIndexForward === false ? -1 : 1;
      const start = query.ExclusiveStartKey?.sk?.S;
      const found = [...items.values()]
        .filter((item) => item[partition]?.S === wanted)
        .filter((item) => item.sk?.S?.startsWith(values[':prefix']?.S ?? ''))
        .filter((item) => !values[':now'] || String(item.due?.S) <= String(values[':now'].S))
        .sort((a, b) => (String(a[sort]?.S) < String(b[sort]?.S) ? -direction : direction))
        .filter((item) => start === undefined || (String(item.sk?.S) > start ? 1 : -1) === direction);
      return { Items: found.slice(0, query.Limit) };
    },
  };

  return {
    items,
    async answer({ constructor: { name }, input }: Command): Promise<never> {
      const answer = (answers as unknown as Record<string, (input: object) => Promise<never>>)[name];
      if (!answer) throw new Error(`nobody expected ${name}`);
      return answer(input);
    },
  };
}
