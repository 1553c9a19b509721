import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Alarms, overdueSeconds, type Watched } from './alarms.ts';

/** How the installation is doing, on one page: alarms, people's requests, work that waits, the table. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { alarms, web, analysis, workers, table }: Watched & { alarms: Alarms }) {
    super(scope, id);
    const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
      new GraphWidget({ title, left, right, width: 8, height: 6 });
    new CloudWatchDashboard(this, 'Dashboard', {
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: alarms.all, width: 24, height: 3 })],
        [
          graph('Requests', [web.api.metricCount()], [web.api.metricClientError(), web.api.metricServerError()]),
          graph('Time of an answer, ms', [
            web.api.metricLatency({ statistic: 'p50' }),
            web.api.metricLatency({ statistic: 'p95' }),
          ]),
          graph('Analysis behind its stream, ms', [analysis.lambda.metric('IteratorAge', { statistic: 'Maximum' })]),
        ],
        [
          graph(
            'Longest overdue, s',
            workers.map((worker) => overdueSeconds(worker).with({ label: worker.name })),
          ),
          graph(
            'Time of a run, ms',
            workers.map(({ lambda, name }) => lambda.metricDuration({ label: name })),
          ),
          graph(
            'Failed runs',
            workers.map(({ lambda, name }) => lambda.metricErrors({ label: name })),
          ),
        ],
        [
          graph('Table: read and written units', [
            table.table.metricConsumedReadCapacityUnits(),
            table.table.metricConsumedWriteCapacityUnits(),
          ]),
          graph(
            'Dead letters',
            workers.map(({ deadLetters, name }) =>
              deadLetters.metricApproximateNumberOfMessagesVisible({ label: name }),
            ),
          ),
        ],
      ],
    });
  }
}
