import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/**
 * What the adapter expects of its DynamoDB table; the deployed table is made from this as well. `pending` holds keys
 * only: what waits is read from the table itself, so that an index that lags behind never hands out a former version.
 */
export const dynamoSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  expiry: 'expires',
  pending: { indexName: 'pending', partitionKey: 'pending', sortKey: 'due' },
} as const;

/** The same for a stand-in of DynamoDB that no template deploys to. */
export function createTableInput(tableName: string): CreateTableCommandInput {
  const { partitionKey, sortKey, pending } = dynamoSchema;
  const keys = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [partitionKey, sortKey, pending.partitionKey, pending.sortKey].map((name) => ({
      AttributeName: name,
      AttributeType: 'S',
    })),
    KeySchema: keys(partitionKey, sortKey),
    GlobalSecondaryIndexes: [
      {
        IndexName: pending.indexName,
        KeySchema: keys(pending.partitionKey, pending.sortKey),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  };
}
