import { type Duration, RemovalPolicy, type Size, Validations } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DataKey } from './data-key.ts';
import type { FunctionName } from './function-bundle.ts';
import type { ItemTable } from './item-table.ts';
import type { ObjectBucket } from './object-bucket.ts';
import type { Stage } from './stage.ts';

/** What every function has to do with. */
export type Parts = {
  stage: Stage;
  table: ItemTable;
  bucket: ObjectBucket;
  /** Undefined where AWS's own keys are used. */
  key: DataKey | undefined;
  /** What a function runs. */
  codeOf: (name: FunctionName) => Code;
};

type Machine = {
  description: string;
  memorySize: number;
  timeout: Duration;
  /** Of the folder for files, where 512 MB are not enough. */
  ephemeralStorageSize?: Size;
  environment?: Record<string, string>;
  /** Of what the account may run at once; any number without it. */
  reservedConcurrentExecutions?: number | undefined;
};

export type SoundingsFunctionProps = Parts & Machine;

/** One of `functions/`. It may touch the table and the bucket, and nothing else until it is granted more. */
export class SoundingsFunction extends Construct {
  readonly name: FunctionName;
  readonly lambda: LambdaFunction;

  constructor(
    scope: Construct,
    name: FunctionName,
    { stage, table, bucket, key, codeOf, ...machine }: SoundingsFunctionProps,
  ) {
    super(scope, name);
    this.name = name;
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logDays,
      ...(key && { encryptionKey: key }),
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Not the role that comes by default: it may write to any log group.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Lambda', {
      ...machine,
      role,
      logGroup,
      tracing: stage.traces ? Tracing.ACTIVE : Tracing.DISABLED,
      loggingFormat: LoggingFormat.JSON,
      runtime: Runtime.NODEJS_22_X,
      architecture: stage.cpu === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      handler: 'index.handler',
      code: codeOf(name),
    });
    table.grantAccess(this.lambda);
    bucket.grantAccess(this.lambda);
    key?.grantAccess(this.lambda);
    if (stage.traces) {
      // The functions' own parts of a trace, which they leave out without it.
      this.lambda.addEnvironment('POWERTOOLS_TRACE_ENABLED', 'true');
      Validations.of(role).acknowledge({
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'xray:PutTraceSegments and PutTelemetryRecords know no resource.',
      });
    }
    Validations.of(this.lambda).acknowledge({
      id: 'AwsSolutions-L1',
      reason: 'The tests run on Node 22, and what passes them is what is deployed.',
    });
  }
}
