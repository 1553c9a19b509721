import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test, vi } from 'vitest';
import { FUNCTIONS, type FunctionName, sourcesOfFunctions } from './function-bundle.ts';
import { stackUnderTest } from './stack-under-test.ts';

/** What a call in our code needs. A call that is missing here fails the test: name its actions. */
const ACTIONS: Record<string, string[]> = {
  BatchGetItemCommand: ['dynamodb:BatchGetItem'],
  DeleteItemCommand: ['dynamodb:DeleteItem'],
  GetItemCommand: ['dynamodb:GetItem'],
  PutItemCommand: ['dynamodb:PutItem'],
  QueryCommand: ['dynamodb:Query'],
  DeleteObjectCommand: ['s3:DeleteObject'],
  GetObjectCommand: ['s3:GetObject'],
  HeadObjectCommand: ['s3:GetObject'],
  PutObjectCommand: ['s3:PutObject'],
  Upload: ['s3:PutObject', 's3:AbortMultipartUpload'],
  ListObjectsV2Command: ['s3:ListBucket'],
  InvokeCommand: ['lambda:InvokeFunction'],
  // Athena declares and finds tables, and looks where its results go, with the rights of whoever asks.
  StartQueryExecutionCommand: [
    'athena:StartQueryExecution',
    'glue:CreateTable',
    'glue:GetDatabase',
    'glue:GetTable',
    's3:GetBucketLocation',
  ],
  GetQueryExecutionCommand: ['athena:GetQueryExecution'],
  GetQueryResultsCommand: ['athena:GetQueryResults'],
  BatchDetectKeyPhrasesCommand: ['comprehend:BatchDetectKeyPhrases'],
  BatchDetectSentimentCommand: ['comprehend:BatchDetectSentiment'],
  BatchDetectTargetedSentimentCommand: ['comprehend:BatchDetectTargetedSentiment'],
  DescribeSentimentDetectionJobCommand: ['comprehend:DescribeSentimentDetectionJob'],
  StartSentimentDetectionJobCommand: ['comprehend:StartSentimentDetectionJob', 'iam:PassRole'],
};

/** What Lambda does in a function's name, whatever its code says. */
const LAMBDAS_OWN = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const OF_STREAM_READERS = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (a) => `dynamodb:${a}`,
);
const OF_WORKERS = ['sqs:SendMessage'];

vi.stubEnv('CDK_VALIDATION', 'false');
const template = Template.fromStack(stackUnderTest({ athena: { fromRows: 20_000_000, scanGb: 100 } }).stack);
const sources = await sourcesOfFunctions();

/** The calls of AWS in the sources of ours that a function is made of. */
function callsOf(name: FunctionName): string[] {
  const texts = sources[name].map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/\bnew (\w+Command|Upload)\(|\b(paginate\w+)\(/g)].map(([, a, b]) => a ?? b ?? ''),
  );
}

type Statement = { Action: string | string[]; Resource: unknown; Effect: string };

function statementsOf(name: FunctionName): Statement[] {
  const roles = Object.keys(template.findResources('AWS::IAM::Role')).filter((id) =>
    id.match(`^(Web)?${name.replace('-', '')}Role`),
  );
  return Object.values(template.findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => roles.includes(Properties.Roles[0].Ref))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

test.each(FUNCTIONS)('%s may do what its code does, and nothing else', (name) => {
  const calls = new Set(callsOf(name));
  expect(calls.size).toBeGreaterThan(4);
  expect([...calls].filter((call) => !(call in ACTIONS))).toEqual([]);
  const needed = [...calls].flatMap((call) => ACTIONS[call] ?? []);
  const services = [
    ...LAMBDAS_OWN,
    ...(name === 'api' ? [] : OF_WORKERS),
    ...(name === 'analyze' || name === 'deliver' ? OF_STREAM_READERS : []),
  ];
  const granted = statementsOf(name).flatMap(({ Action }) => Action);
  expect([...new Set(granted)].sort()).toEqual([...new Set([...needed, ...services])].sort());
});

test('nothing is granted on every resource but what cannot be narrowed: listing streams, Comprehend’s batches', () => {
  const wide = FUNCTIONS.flatMap(statementsOf).filter(({ Resource }) => [Resource].flat().includes('*'));
  const ofComprehend = ['Sentiment', 'KeyPhrases', 'TargetedSentiment'].map((what) => `comprehend:BatchDetect${what}`);
  const actions = wide.flatMap(({ Action }) => Action).sort();
  expect(actions).toEqual([...ofComprehend, 'dynamodb:ListStreams', 'dynamodb:ListStreams'].sort());
});
