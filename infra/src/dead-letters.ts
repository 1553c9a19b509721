import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Calls that never succeeded, kept as evidence for two weeks. Nothing is lost with them: what they were to work on
 * still waits in the table, and the next sweep takes it up.
 */
export class DeadLetters extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'This is a queue of dead letters itself.' });
  }

  /** Where Lambda leaves what a function could not do. The library's own destination may read the queue as well. */
  destinationOf(worker: LambdaFunction): { bind(): { destination: string } } {
    worker.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queueArn] }));
    return { bind: () => ({ destination: this.queueArn }) };
  }
}
