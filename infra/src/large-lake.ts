import { Stack, Validations } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ObjectBucket } from './object-bucket.ts';
import type { Stage } from './stage.ts';

const GB = 1_000_000_000;

/**
 * Athena over the lake, for statements over more purchases than a function holds. What a statement may scan is limited.
 * The tables are the function's to declare, one for each list of files, in a database of their own.
 */
export class LargeLake extends Construct {
  private readonly bucket: IBucket;
  private readonly workgroup: CfnWorkGroup;
  private readonly database: string;

  constructor(
    scope: Construct,
    id: string,
    { bucket, athena }: { bucket: ObjectBucket; athena: NonNullable<Stage['athena']> },
  ) {
    super(scope, id);
    this.bucket = bucket.bucket;
    const { account, stackName } = Stack.of(this);
    this.database = stackName.toLowerCase().replaceAll(/[^a-z\d]/g, '_');
    new CfnDatabase(this, 'Database', {
      catalogId: account,
      databaseInput: { name: this.database, description: 'Lists of files of the lake, as Athena asks them.' },
    });
    this.workgroup = new CfnWorkGroup(this, 'Workgroup', {
      name: stackName,
      description: 'Soundings asks its lake.',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: athena.scanGb * GB,
        resultConfiguration: {
          outputLocation: `s3://${this.bucket.bucketName}/work/athena/results/`,
          encryptionConfiguration: { encryptionOption: 'SSE_S3' },
        },
      },
    });
  }

  /** Lets a function ask, and declare the tables that it asks. */
  grantAccess(grantee: LambdaFunction, { fromRows }: NonNullable<Stage['athena']>): void {
    const { partition, region, account } = Stack.of(this);
    const arn = (service: string, what: string) => `arn:${partition}:${service}:${region}:${account}:${what}`;
    grantee.addEnvironment('ATHENA_WORKGROUP', this.workgroup.name);
    grantee.addEnvironment('ATHENA_DATABASE', this.database);
    grantee.addEnvironment('ATHENA_FROM_ROWS', String(fromRows));
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'].map((action) => `athena:${action}`),
        resources: [arn('athena', `workgroup/${this.workgroup.name}`)],
      }),
    );
    grantee.addToRolePolicy(
      new PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [this.bucket.bucketArn] }),
    );
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['GetDatabase', 'GetTable', 'CreateTable'].map((action) => `glue:${action}`),
        resources: [
          arn('glue', 'catalog'),
          arn('glue', `database/${this.database}`),
          arn('glue', `table/${this.database}/*`),
        ],
      }),
    );
    Validations.of(grantee.role ?? grantee).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/${this.database}/*]`,
      reason: 'A table for each list of files, named by it: their names are made as they come.',
    });
  }
}
