import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { attributesOf } from './dynamo-table-item.ts';
import { withRetries } from './dynamo-table-requests.ts';
import type { NewItem } from './table.ts';

/** The conditional writes of one item; each gives whether it was this one that wrote. */
export function conditionalWrites({ client, tableName }: { client: DynamoDBClient; tableName: string }) {
  async function put(item: NewItem, version: number, condition: Condition): Promise<boolean> {
    const attributes = attributesOf(item, version);
    const command = {
      TableName: tableName,
      Item: attributes,
      ConditionExpression: condition.expression,
      ExpressionAttributeNames: condition.names,
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(condition.numbers).map(([name, value]) => [name, { N: String(value) }]),
      ),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    } as const;
    try {
      await withRetries(() => client.send(new PutItemCommand(command)));
      return true;
    } catch (error) {
      // Where the answer to a write was lost, its repetition finds the condition broken by the write itself. The token,
      // which no other write has, tells that from another writer's success.
      if (error instanceof ConditionalCheckFailedException) return error.Item?.token?.S === attributes.token.S;
      throw error;
    }
  }

  return {
    /** An expired item that DynamoDB has not removed yet, which may take days, is in nobody's way. */
    create: (item: NewItem) =>
      put(item, 1, {
        expression: 'attribute_not_exists(#pk) OR #expires <= :now',
        names: { '#pk': 'pk', '#expires': 'expires' },
        numbers: { ':now': Math.floor(Date.now() / 1000) },
      }),

    replace: (item: NewItem, was: number) =>
      put(item, was + 1, {
        expression: '#version = :was',
        names: { '#version': 'version' },
        numbers: { ':was': was },
      }),
  };
}

type Condition = { expression: string; names: Record<string, string>; numbers: Record<string, number> };
