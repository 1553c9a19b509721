import { Duration, RemovalPolicy, Size, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type Parts, SoundingsFunction } from './soundings-function.ts';
import type { Worker } from './worker.ts';

type WebApiProps = Parts & { imports: Worker; builds: Worker };

/** The JSON API, the hosted surveys and the team's pages at one address. */
export class WebApi extends Construct {
  readonly function: SoundingsFunction;
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { imports, builds, ...parts }: WebApiProps) {
    super(scope, id);
    this.function = new SoundingsFunction(this, 'api', {
      ...parts,
      description: 'The JSON API, the hosted surveys and the team’s pages.',
      // Lambda gives processor time by memory; this is where a person waits.
      memorySize: 1024,
      // An HTTP API waits for 30 seconds.
      timeout: Duration.seconds(29),
      // Parquet as files, where one customer or two days are asked for.
      ephemeralStorageSize: Size.gibibytes(4),
      environment: {
        IMPORT_FUNCTION: imports.lambda.functionName,
        BUILD_FUNCTION: builds.lambda.functionName,
      },
    });
    this.function.lambda.addToRolePolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [imports.lambda.functionArn, builds.lambda.functionArn],
      }),
    );

    this.api = new HttpApi(this, 'Http', {
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Integration', this.function.lambda),
    });
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Surveys are open to anybody; the function itself asks for a key or a session everywhere else.',
    });
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: parts.stage.logDays,
      removalPolicy: parts.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        // No address, query or agent: they tell of a respondent, and a signed link's token stands in the query. No path:
        // a customer's id, which may be an e-mail address, stands in some. The function's own log names the route of an error.
        format: AccessLogFormat.custom(
          JSON.stringify({
            time: '$context.requestTime',
            requestId: '$context.requestId',
            method: '$context.httpMethod',
            status: '$context.status',
            ms: '$context.responseLatency',
            error: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
  }
}
