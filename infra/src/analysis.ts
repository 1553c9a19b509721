import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { wokenByStream } from './woken-by-stream.ts';
import { Worker } from './worker.ts';

/** Turns what people wrote into mentions, within seconds of its being stored. */
export class Analysis extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'analyze', {
      ...parts,
      description: 'Analyses texts as they come in.',
      reservedConcurrentExecutions: parts.stage.atOnce.analyze,
      memorySize: 1769, // one whole processor
      timeout: Duration.minutes(2),
    });
    wokenByStream(this, { ...parts, queues: ['responses', 'analyze'], events: ['INSERT', 'MODIFY'] });
  }
}
