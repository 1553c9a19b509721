import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { wokenByStream } from './woken-by-stream.ts';
import { Worker } from './worker.ts';

/** Turns what people wrote into mentions, within seconds of its being stored. */
export class Analysis extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'analyze', {
      ...parts,
      description: 'Analyses texts as they come in.',
      reservedConcurrentExecutions: parts.stage.atOnce.analyze,
      memorySize: 1769, // one whole processor
      timeout: Duration.minutes(2),
      environment: { ANALYZER: parts.stage.analyzer, COMPREHEND_UNITS: String(parts.stage.comprehendUnits) },
    });
    if (parts.stage.analyzer === 'comprehend') this.grantComprehend(parts);
    wokenByStream(this, { ...parts, queues: ['responses', 'analyze'], events: ['INSERT', 'MODIFY'] });
  }

  /** Lets it ask Comprehend, and have Comprehend itself read and write what belongs to a job. */
  private grantComprehend({ bucket: { bucket }, key }: Parts): void {
    const { account, partition, region } = Stack.of(this);
    const role = new Role(this, 'JobRole', {
      description: 'In which Comprehend reads the texts of a job and writes what it found.',
      assumedBy: new ServicePrincipal('comprehend.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    const ofJobs = bucket.arnForObjects('comprehend/*');
    role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [ofJobs] }));
    const isOfJobs = { StringLike: { 's3:prefix': ['comprehend/*'] } };
    role.addToPolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn], conditions: isOfJobs }),
    );
    key?.grantAccess(role);
    const bucketId = Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnBucket);
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${bucketId}.Arn>/comprehend/*]`,
      reason: 'The objects of jobs: their names are made as they come.',
    });

    const jobs = `arn:${partition}:comprehend:${region}:${account}:sentiment-detection-job/*`;
    const isForComprehend = { StringEquals: { 'iam:PassedToService': 'comprehend.amazonaws.com' } };
    this.lambda.addEnvironment('COMPREHEND_ROLE', role.roleArn);
    const statements = [
      new PolicyStatement({
        actions: ['Sentiment', 'KeyPhrases', 'TargetedSentiment'].map((what) => `comprehend:BatchDetect${what}`),
        resources: ['*'],
      }),
      new PolicyStatement({
        actions: ['comprehend:StartSentimentDetectionJob', 'comprehend:DescribeSentimentDetectionJob'],
        resources: [jobs],
      }),
      new PolicyStatement({ actions: ['iam:PassRole'], resources: [role.roleArn], conditions: isForComprehend }),
    ];
    for (const statement of statements) this.lambda.addToRolePolicy(statement);
    Validations.of(this.lambda.role ?? this.lambda).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'dynamodb:ListStreams and the batches of Comprehend cannot be narrowed.',
      },
      {
        id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:comprehend:<AWS::Region>:<AWS::AccountId>:sentiment-detection-job/*]',
        reason: 'The jobs of this account: their names are made as they come.',
      },
    );
  }
}
