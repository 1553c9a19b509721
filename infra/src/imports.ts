import { Duration, Size } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { Parts } from './soundings-function.ts';
import { Worker } from './worker.ts';

/** Takes in files of reviews and purchases. */
export class Imports extends Worker {
  constructor(scope: Construct, parts: Parts) {
    super(scope, 'import', {
      ...parts,
      description: 'Takes in files of reviews and purchases.',
      memorySize: 3008,
      // A file that takes longer goes on in the next sweep.
      timeout: Duration.minutes(15),
      ephemeralStorageSize: Size.gibibytes(4),
    });
    new Rule(this, 'Uploaded', {
      description: 'A file that an import announced has come.',
      enabled: !parts.stage.paused,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [parts.bucket.bucket.bucketName] }, object: { key: [{ prefix: 'uploads/' }] } },
      },
      targets: [new LambdaFunction(this.lambda, { deadLetterQueue: this.deadLetters, retryAttempts: 3 })],
    });
  }
}
