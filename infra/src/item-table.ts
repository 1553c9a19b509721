import { dynamoSchema } from '@soundings/store/dynamo-table-schema';
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { DataKey } from './data-key.ts';
import type { Stage } from './stage.ts';

/** The one table. Its stream wakes the analysis of what is written. */
export class ItemTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { stage, key }: { stage: Stage; key: DataKey | undefined }) {
    super(scope, id);
    const { partitionKey, sortKey, expiry, pending } = dynamoSchema;
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new Table(this, 'Table', {
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      timeToLiveAttribute: expiry,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
      deletionProtection: stage.keepsData,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: pending.indexName,
      partitionKey: text(pending.partitionKey),
      sortKey: text(pending.sortKey),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** Lets a function do what the adapter of the table does, and no more. */
  grantAccess(grantee: LambdaFunction): void {
    const { tableArn } = this.table;
    grantee.addEnvironment('TABLE_NAME', this.table.tableName);
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action}`),
        resources: [tableArn],
      }),
    );
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['dynamodb:Query'],
        resources: [`${tableArn}/index/${dynamoSchema.pending.indexName}`],
      }),
    );
  }
}
