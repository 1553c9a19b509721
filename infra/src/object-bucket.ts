import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { DataKey } from './data-key.ts';
import type { Stage } from './stage.ts';

/** The one bucket: files as they came, the lake's Parquet, published documents. */
export class ObjectBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { stage, key }: { stage: Stage; key: DataKey | undefined }) {
    super(scope, id);
    const closed = {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    };
    const accessLog = new Bucket(this, 'AccessLog', {
      ...closed,
      lifecycleRules: [{ expiration: Duration.days(stage.logDays) }],
    });
    Validations.of(accessLog).acknowledge({ id: 'AwsSolutions-S1', reason: 'This is the log of access itself.' });

    this.bucket = new Bucket(this, 'Bucket', {
      ...closed,
      // With a bucket key S3 asks KMS once in a while, not once an object.
      ...(key && { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      versioned: true,
      serverAccessLogsBucket: accessLog,
      // The outer limit of what the team keeps (functions/build-insights/src/expire.ts), also where nothing runs any more.
      lifecycleRules: [
        { id: 'pages-as-fetched', prefix: 'raw/', expiration: Duration.days(30) },
        { id: 'athenas-results', prefix: 'work/athena/', expiration: Duration.days(7) },
        // Texts on their way through Comprehend, which takes hours; what a broken job leaves.
        { id: 'texts-of-jobs', prefix: 'comprehend/', expiration: Duration.days(7) },
        { id: 'uploaded-files', prefix: 'uploads/', expiration: Duration.days(90) },
        {
          id: 'replaced-or-broken-off',
          noncurrentVersionExpiration: Duration.days(30),
          expiredObjectDeleteMarker: true,
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    // Not `eventBridgeEnabled`: that brings a custom resource with a function of its own.
    (this.bucket.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
  }

  /** Lets a function do what the adapter of the bucket does, and no more. */
  grantAccess(grantee: LambdaFunction): void {
    grantee.addEnvironment('BUCKET_NAME', this.bucket.bucketName);
    grantee.addToRolePolicy(
      new PolicyStatement({
        actions: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    // Without it S3 answers "forbidden" for what is not there.
    grantee.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }));
    const logicalId = Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
    Validations.of(grantee.role ?? grantee).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/*]`,
      reason: 'All objects of the one bucket: their names are made as they come.',
    });
  }
}
