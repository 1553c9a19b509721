import { Annotations, Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { Worker } from './worker.ts';

/** Collects competitors' reviews from the sources that are due. */
export class Scraping extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'scrape', {
      ...parts,
      description: 'Collects reviews from the sources that are due.',
      reservedConcurrentExecutions: parts.stage.atOnce.scrape,
      memorySize: 512,
      environment: { CONTACT: parts.stage.contact },
      timeout: Duration.minutes(15),
    });
    if (/\bexample\.(com|org)\b/.test(parts.stage.contact)) {
      Annotations.of(this).addWarningV2(
        'soundings:contact',
        'Say in cdk.json where the operator can be reached: every site that is visited is shown it.',
      );
    }
  }
}
