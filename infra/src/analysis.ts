import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { SoundingsFunctionProps } from './soundings-function.ts';
import { Worker } from './worker.ts';

/** Turns what people wrote into mentions, within seconds of its being stored. */
export class Analysis extends Worker {
  constructor(scope: Construct, props: Pick<SoundingsFunctionProps, 'stage' | 'table' | 'bucket'>) {
    super(scope, 'analyze', {
      ...props,
      description: 'Analyses texts as they come in.',
      memorySize: 1769, // one whole processor
      timeout: Duration.minutes(2),
    });
    this.function.addEventSource(
      new DynamoEventSource(props.table.table, {
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
        onFailure: new SqsDlq(this.deadLetters),
      }),
    );
  }
}
