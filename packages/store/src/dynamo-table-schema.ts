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
