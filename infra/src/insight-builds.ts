import { Duration, Size } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { LargeLake } from './large-lake.ts';
import type { Parts } from './soundings-function.ts';
import { Timer } from './timer.ts';
import { Worker } from './worker.ts';

/** Builds segments, pain points and personas from the lake: on the team's schedule, and when somebody asks for it. */
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
    const { athena } = parts.stage;
    if (athena) {
      const lake = new LargeLake(this, 'LargeLake', { bucket: parts.bucket, athena });
      lake.grantAccess(this.lambda, athena);
    }
    new Timer(this, 'Schedule', {
      description: 'Asks whether a build is due.',
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      target: this.lambda,
      input: { reason: 'schedule' },
      deadLetters: this.deadLetters,
      paused: parts.stage.paused,
    });
  }
}
