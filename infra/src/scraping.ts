import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { Worker } from './worker.ts';

/** Collects competitors' reviews from the sources that are due. */
export class Scraping extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'scrape', {
      ...parts,
      description: 'Collects reviews from the sources that are due.',
      memorySize: 512,
      timeout: Duration.minutes(15),
    });
  }
}
