import type { Queue } from '@soundings/store/table';
import { Duration, Validations } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Parts } from './soundings-function.ts';
import type { Worker } from './worker.ts';

type Wakes = Pick<Parts, 'stage' | 'table'> & { queues: readonly Queue[]; events: readonly ('INSERT' | 'MODIFY')[] };

/**
 * Has the table's stream wake a worker within a second or two of something being put into one of these queues. A stream
 * bears two readers, and has two: the analysis and the deliveries.
 */
export function wokenByStream(worker: Worker, { stage, table, queues, events }: Wakes): void {
  worker.lambda.addEventSource(
    new DynamoEventSource(table.table, {
      enabled: !stage.paused,
      startingPosition: StartingPosition.TRIM_HORIZON,
      // One batch of the analysis, gathered for a second at most.
      batchSize: 250,
      maxBatchingWindow: Duration.seconds(1),
      filters: queues.map((queue) =>
        FilterCriteria.filter({
          eventName: FilterRule.or(...events),
          dynamodb: { NewImage: { pending: { S: FilterRule.beginsWith(`${queue}#`) } } },
        }),
      ),
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      // What is given up here still waits in the table, where the sweep finds it.
      retryAttempts: 3,
      maxRecordAge: Duration.hours(1),
      onFailure: worker.deadLetters.destinationOf(worker.lambda),
    }),
  );
  Validations.of(worker.lambda.role ?? worker.lambda).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'dynamodb:ListStreams, which reading a stream needs, cannot be narrowed to one.',
  });
}
