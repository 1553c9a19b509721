import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { wokenByStream } from './woken-by-stream.ts';
import { Worker } from './worker.ts';

/** Tells the team's webhooks what happens. */
export class Deliveries extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'deliver', {
      ...parts,
      description: 'Tells the team’s webhooks what happens.',
      memorySize: 512,
      timeout: Duration.minutes(2),
    });
    // What is to be tried again is changed, not put in: the sweep takes it up when it is due.
    wokenByStream(this, { ...parts, queues: ['webhook'], events: ['INSERT'] });
  }
}
