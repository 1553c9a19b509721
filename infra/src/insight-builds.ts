import { Duration, Size } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { Timer } from './timer.ts';
import { Worker } from './worker.ts';

/** Builds segments, pain points and personas from the lake: every night, and when somebody asks for it. */
export class InsightBuilds extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'build-insights', {
      ...parts,
      description: 'Builds segments, pain points and personas.',
      memorySize: 3008,
      timeout: Duration.minutes(15),
      // Parquet as files, and what DuckDB spills.
      ephemeralStorageSize: Size.gibibytes(10),
    });
    new Timer(this, 'Nightly', {
      description: 'Builds all insights anew.',
      schedule: ScheduleExpression.cron({ minute: '0', hour: '2' }),
      target: this.lambda,
      input: { reason: 'nightly' },
      deadLetters: this.deadLetters,
    });
  }
}
