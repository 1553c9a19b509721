import { AssetHashType, DockerImage, type Duration, RemovalPolicy, type Size } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundleFunction, type FunctionName, folderOf } from './function-bundle.ts';
import type { ItemTable } from './item-table.ts';
import type { ObjectBucket } from './object-bucket.ts';
import type { Stage } from './stage.ts';

export type SoundingsFunctionProps = {
  stage: Stage;
  table: ItemTable;
  bucket: ObjectBucket;
  description: string;
  memorySize: number;
  timeout: Duration;
  /** Of the folder for files, where 512 MB are not enough. */
  ephemeralStorageSize?: Size;
  environment?: Record<string, string>;
};

/**
 * One of `functions/`, with the table and the bucket as all it may touch until it is granted more. What it logs is kept
 * for the stage's days.
 */
export class SoundingsFunction extends LambdaFunction {
  constructor(scope: Construct, name: FunctionName, { stage, table, bucket, ...props }: SoundingsFunctionProps) {
    const parts = new Construct(scope, `${name}-parts`);
    const logGroup = new LogGroup(parts, 'Logs', {
      retention: stage.logDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const role = new Role(parts, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    super(scope, name, {
      ...props,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      runtime: Runtime.NODEJS_22_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: codeOf(name),
      environment: { ...props.environment, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
    });
    table.grantAccess(this);
    bucket.grantAccess(this);
  }
}

function codeOf(name: FunctionName): Code {
  return Code.fromAsset(folderOf(name), {
    // What is deployed is told by what came out of the bundling: the folder alone does not say what it imports.
    assetHashType: AssetHashType.OUTPUT,
    exclude: ['node_modules'],
    bundling: {
      // Never asked: bundling here does not fall back to Docker.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle(folder) {
          bundleFunction(name, folder);
          return true;
        },
      },
    },
  });
}
