import { Duration, Validations } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { Worker } from './worker.ts';

/** Turns what people wrote into mentions, within seconds of its being stored. */
export class Analysis extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'analyze', {
      ...parts,
      description: 'Analyses texts as they come in.',
      memorySize: 1769, // one whole processor
      timeout: Duration.minutes(2),
    });
    this.lambda.addEventSource(
      new DynamoEventSource(parts.table.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        // One batch of the analysis, gathered for a second at most.
        batchSize: 250,
        maxBatchingWindow: Duration.seconds(1),
        filters: ['responses', 'analyze'].map((queue) =>
          FilterCriteria.filter({
            eventName: FilterRule.or('INSERT', 'MODIFY'),
            dynamodb: { NewImage: { pending: { S: FilterRule.beginsWith(`${queue}#`) } } },
          }),
        ),
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // What is given up here still waits in the table, where the sweep finds it.
        retryAttempts: 3,
        maxRecordAge: Duration.hours(1),
        onFailure: this.deadLetters.destinationOf(this.lambda),
      }),
    );
    Validations.of(this.lambda.role ?? this.lambda).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'dynamodb:ListStreams, which reading a stream needs, cannot be narrowed to one.',
    });
  }
}
