import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type Attributes, itemOf } from '../dynamo-table-item.ts';
import { withRetries } from '../dynamo-table-requests.ts';
import type { Item } from '../table.ts';

/** Every live item of a table in DynamoDB. Needs dynamodb:Scan, which no function of ours has. */
export async function* scanDynamo({
  client,
  tableName,
}: {
  client: DynamoDBClient;
  tableName: string;
}): AsyncGenerator<Item[]> {
  let start: Attributes | undefined;
  do {
    const request = new ScanCommand({ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start });
    const answer = await withRetries(() => client.send(request));
    const now = Date.now() / 1000;
    yield (answer.Items ?? []).map(itemOf).filter(({ expires }) => expires === undefined || expires > now);
    start = answer.LastEvaluatedKey;
  } while (start);
}
