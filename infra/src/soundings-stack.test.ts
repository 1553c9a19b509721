import { Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { expect, test, vi } from 'vitest';
import { FUNCTIONS } from './function-bundle.ts';
import { stackUnderTest } from './stack-under-test.ts';

vi.stubEnv('CDK_VALIDATION', 'false');
const template = Template.fromStack(stackUnderTest().stack);

test('the table is paid by use, can be restored to any second, and tells its stream what it now holds', () => {
  template.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    Properties: {
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'pending',
          KeySchema: [
            { AttributeName: 'pending', KeyType: 'HASH' },
            { AttributeName: 'due', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    },
  });
});

test('no bucket is open, unencrypted or reached without TLS, and data outlives the stack', () => {
  template.allResources('AWS::S3::Bucket', {
    DeletionPolicy: 'Retain',
    Properties: Match.objectLike({
      BucketEncryption: Match.anyValue(),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  });
  template.allResourcesProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({ Effect: 'Deny', Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }),
      ]),
    },
  });
});

test('objects keep their versions; pages as fetched, uploads and broken-off parts do not stay', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    VersioningConfiguration: { Status: 'Enabled' },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LifecycleConfiguration: {
      Rules: [
        Match.objectLike({ Prefix: 'raw/', ExpirationInDays: 30 }),
        Match.objectLike({ Prefix: 'work/athena/', ExpirationInDays: 7 }),
        Match.objectLike({ Prefix: 'comprehend/', ExpirationInDays: 7 }),
        Match.objectLike({ Prefix: 'uploads/', ExpirationInDays: 90 }),
        Match.objectLike({
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        }),
      ],
    },
  });
});

test('a stage for trying out leaves nothing behind', () => {
  const passing = Template.fromStack(stackUnderTest({ keepsData: false }).stack);
  passing.hasResource('AWS::DynamoDB::Table', {
    DeletionPolicy: 'Delete',
    Properties: { DeletionProtectionEnabled: false },
  });
  passing.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  passing.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
});

test('every function runs on Node 22 on arm64 and logs to a group of its own for thirty days', () => {
  template.resourceCountIs('AWS::Lambda::Function', FUNCTIONS.length);
  template.allResourcesProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs22.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    LoggingConfig: { LogFormat: 'JSON', LogGroup: Match.anyValue() },
    Environment: { Variables: Match.objectLike({ TABLE_NAME: Match.anyValue(), BUCKET_NAME: Match.anyValue() }) },
  });
  template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
});

test('the stream brings what waits for analysis, and what it cannot bring goes to the dead letters', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    StartingPosition: 'TRIM_HORIZON',
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    BisectBatchOnFunctionError: true,
    MaximumRetryAttempts: 3,
    MaximumRecordAgeInSeconds: 3600,
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    FilterCriteria: {
      Filters: ['responses#', 'analyze#'].map((prefix) => ({
        Pattern: JSON.stringify({
          eventName: ['INSERT', 'MODIFY'],
          dynamodb: { NewImage: { pending: { S: [{ prefix }] } } },
        }),
      })),
    },
  });
});

test('the stream brings new deliveries to the webhooks’ function, and no change of one', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FunctionName: { Ref: Match.stringLikeRegexp('^deliver') },
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
    FilterCriteria: {
      Filters: [
        {
          Pattern: JSON.stringify({
            eventName: ['INSERT'],
            dynamodb: { NewImage: { pending: { S: [{ prefix: 'webhook#' }] } } },
          }),
        },
      ],
    },
  });
  // Two readers are what a stream bears.
  template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
});

test('every queue is swept once a minute, and every hour it is seen whether a build is due', () => {
  const schedules = Object.values(template.findResources('AWS::Scheduler::Schedule')).map(({ Properties }) => [
    Properties.ScheduleExpression,
    Properties.Target.Input,
  ]);
  expect(schedules).toEqual([
    ...Array(5).fill(['rate(1 minute)', '{"reason":"sweep"}']),
    ['rate(1 hour)', '{"reason":"schedule"}'],
  ]);
  template.allResourcesProperties('AWS::Scheduler::Schedule', {
    Target: { RetryPolicy: { MaximumRetryAttempts: 0 }, DeadLetterConfig: { Arn: Match.anyValue() } },
  });
});

test('a call that fails for good is kept as a dead letter', () => {
  template.resourceCountIs('AWS::Lambda::EventInvokeConfig', FUNCTIONS.length - 1);
  template.allResourcesProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: Match.anyValue() } },
  });
  template.allResourcesProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
});

test('a file that an import announced wakes it when it has come', () => {
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [Match.anyValue()] }, object: { key: [{ prefix: 'uploads/' }] } },
    },
  });
});

test('CloudFront keeps nothing but what the application allows, and says whom the visitor asked for', () => {
  template.hasResourceProperties('AWS::CloudFront::CachePolicy', { CachePolicyConfig: { DefaultTTL: 0, MinTTL: 0 } });
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
      Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } }],
    },
  });
  const code = new Capture();
  template.hasResourceProperties('AWS::CloudFront::Function', { FunctionCode: code });
  const event = { request: { headers: { host: { value: 'surveys.example' } } }, viewer: { ip: '192.0.2.7' } };
  const { headers } = new Function('event', `${code.asString()}; return handler(event)`)(event);
  expect(headers).toMatchObject({
    'x-forwarded-host': { value: 'surveys.example' },
    'x-visitor-address': { value: '192.0.2.7' },
  });
});

test('the access log says nothing about who asked', () => {
  const format = new Capture();
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', { AccessLogSettings: { Format: format } });
  expect(format.asString()).not.toMatch(/sourceIp|userAgent|identity|query|authorizer|path/i);
});

test('every alarm reaches the topic, which CloudWatch may publish to; a worker that falls silent is one', () => {
  template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [Match.anyValue()] });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
        }),
      ]),
    },
  });
  const silent = { TreatMissingData: 'breaching' };
  template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', silent, FUNCTIONS.length - 1);
  template.resourceCountIs('AWS::SNS::Subscription', 0);
});

test('alarms and an exceeded budget are mailed to the address that the stage names', () => {
  const { stack } = stackUnderTest({ alarmEmail: 'team@example.com', monthlyBudget: 50 });
  const mailed = Template.fromStack(stack);
  mailed.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'team@example.com' });
  mailed.hasResourceProperties('AWS::Budgets::Budget', { Budget: { BudgetLimit: { Amount: 50, Unit: 'USD' } } });
  template.resourceCountIs('AWS::Budgets::Budget', 0);
});

test('where the account has a key of its own, table, bucket and logs are under it, and functions may use it', () => {
  const own = Template.fromStack(stackUnderTest({ ownKey: true }).stack);
  own.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  const isOwn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };
  own.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: isOwn } });
  own.hasResourceProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: isOwn } },
      ],
    },
  });
  const logs = Object.values(own.findResources('AWS::Logs::LogGroup', { Properties: { KmsKeyId: isOwn } }));
  expect(logs).toHaveLength(FUNCTIONS.length);
  template.resourceCountIs('AWS::KMS::Key', 0);
});

test('a paused installation does nothing by itself', () => {
  const paused = Template.fromStack(stackUnderTest({ paused: true }).stack);
  paused.allResourcesProperties('AWS::Scheduler::Schedule', { State: 'DISABLED' });
  paused.allResourcesProperties('AWS::Lambda::EventSourceMapping', { Enabled: false });
  paused.allResourcesProperties('AWS::Events::Rule', { State: 'DISABLED' });
  template.allResourcesProperties('AWS::Scheduler::Schedule', { State: 'ENABLED' });
});

test('people come by the name that the stage gives, past its firewall, and sign in there with accounts in Cognito', () => {
  const firewallArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/y';
  const domain = { name: 'voice.soundings.test', certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' };
  const named = Template.fromStack(stackUnderTest({ domain, firewallArn, accounts: true }).stack);
  named.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: [domain.name],
      WebACLId: firewallArn,
      ViewerCertificate: { AcmCertificateArn: domain.certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
    },
  });
  named.hasOutput('Address', { Value: 'https://voice.soundings.test' });
  named.hasResourceProperties('AWS::Cognito::UserPool', { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  named.hasResourceProperties('AWS::Cognito::UserPoolClient', {
    AllowedOAuthFlows: ['code'],
    CallbackURLs: ['https://voice.soundings.test/sign-in/callback'],
    GenerateSecret: false,
  });
});

test('calls are traced, and held to so many at once, only where the stage says so', () => {
  const chosen = Template.fromStack(stackUnderTest({ traces: true, atOnce: { analyze: 5, scrape: 2 } }).stack);
  const Variables = Match.objectLike({ POWERTOOLS_TRACE_ENABLED: 'true' });
  chosen.allResourcesProperties('AWS::Lambda::Function', {
    TracingConfig: { Mode: 'Active' },
    Environment: { Variables },
  });
  const held = (of: Template) =>
    Object.values(of.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties.ReservedConcurrentExecutions,
    );
  expect(held(chosen).filter(Boolean).sort()).toEqual([2, 5]);
  expect(held(template).filter(Boolean)).toEqual([]);
  template.resourcePropertiesCountIs('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } }, 0);
  template.resourcePropertiesCountIs('AWS::Lambda::Function', { Environment: { Variables } }, 0);
});

test('large lakes are asked by Athena only where the stage says so, each statement within its limit', () => {
  const large = Template.fromStack(stackUnderTest({ athena: { fromRows: 1_000_000, scanGb: 10 } }).stack);
  large.hasResourceProperties('AWS::Athena::WorkGroup', {
    WorkGroupConfiguration: { EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 10_000_000_000 },
  });
  large.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: Match.objectLike({ ATHENA_WORKGROUP: Match.anyValue(), ATHENA_FROM_ROWS: '1000000' }) },
  });
  template.resourceCountIs('AWS::Athena::WorkGroup', 0);
});
