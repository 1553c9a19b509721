import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Analysis } from './analysis.ts';
import type { ItemTable } from './item-table.ts';
import type { Stage } from './stage.ts';
import type { WebApi } from './web-api.ts';
import type { Worker } from './worker.ts';

export type Watched = {
  stage: Stage;
  table: ItemTable;
  web: WebApi;
  analysis: Analysis;
  scraping: Worker;
  workers: Worker[];
};

/** What a worker says of itself in its log. */
const said = (worker: Worker, metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: 'Soundings',
    metricName,
    statistic,
    dimensionsMap: { service: worker.name },
    period: Duration.minutes(5),
  });

/** How long what is due longest in a worker's queue has waited; its sweep says it every minute. */
export const overdueSeconds = (worker: Worker): Metric => said(worker, 'OverdueSeconds', 'Maximum');

/** What a person should look at, by mail where the stage names an address. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];

  constructor(scope: Construct, id: string, { stage, table, web, analysis, scraping, workers }: Watched) {
    super(scope, id);
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
    if (stage.alarmEmail) topic.addSubscription(new EmailSubscription(stage.alarmEmail));

    const watch = (name: string, metric: IMetric, { above, description, silence = 'good' }: Bound) => {
      const alarm = new Alarm(this, name, {
        metric,
        alarmDescription: description,
        threshold: above,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        evaluationPeriods: 1,
        treatMissingData: silence === 'good' ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(topic));
      alarm.addOkAction(new SnsAction(topic));
      this.all.push(alarm);
    };

    for (const worker of workers) {
      watch(`${worker.name}-overdue`, overdueSeconds(worker), {
        above: 900,
        silence: 'bad',
        description: `What is due in the queue of ${worker.name} has waited for a quarter of an hour, or nobody looks after it.`,
      });
      watch(`${worker.name}-dead-letters`, worker.deadLetters.metricApproximateNumberOfMessagesVisible(), {
        above: 0,
        description: `A call of ${worker.name} failed for good. The letter says which; the log, why.`,
      });
      watch(`${worker.name}-throttles`, worker.lambda.metricThrottles(), {
        above: 0,
        description: `The account has no free Lambda for ${worker.name}.`,
      });
      watch(`${worker.name}-unreadable`, said(worker, 'UnreadableItems', 'Sum'), {
        above: 0,
        description: `What waits for ${worker.name} cannot be read; the log names it, and it is looked at again every hour.`,
      });
    }
    watch('failed-texts', said(analysis, 'FailedTexts', 'Sum'), {
      above: 10,
      description: 'The analysis gave up more than ten texts in five minutes; each says why.',
    });
    watch('alerted-sources', said(scraping, 'AlertedSources', 'Maximum'), {
      above: 0,
      description: 'A source of reviews is silent, has changed or refuses; /v1/sources says which and how.',
    });
    watch('stream-behind', analysis.lambda.metric('IteratorAge', { statistic: 'Maximum' }), {
      above: Duration.minutes(10).toMilliseconds(),
      description: 'The analysis is ten minutes behind what is written.',
    });
    watch('api-errors', web.api.metricServerError(), {
      above: 4,
      description: 'Five requests or more in five minutes were answered with an internal error.',
    });
    watch('api-slow', web.api.metricLatency({ statistic: 'p95' }), {
      above: 3000,
      description: 'One request in twenty takes more than three seconds.',
    });
    watch('api-throttles', web.function.lambda.metricThrottles(), {
      above: 0,
      description: 'The account has no free Lambda for a request.',
    });
    for (const way of ['Read', 'Write']) {
      watch(`table-${way.toLowerCase()}-throttles`, table.table.metric(`${way}ThrottleEvents`, { statistic: 'Sum' }), {
        above: 100,
        description: `DynamoDB holds ${way === 'Read' ? 'readers' : 'writers'} back: one partition is asked too much.`,
      });
    }
  }
}

type Bound = {
  above: number;
  description: string;
  /** Whether no data at all is good news. */
  silence?: 'good' | 'bad';
};
