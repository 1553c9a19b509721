import { Duration } from 'aws-cdk-lib';
import { EventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import type { FunctionName } from './function-bundle.ts';
import { SoundingsFunction, type SoundingsFunctionProps } from './soundings-function.ts';
import { Timer } from './timer.ts';

/**
 * A function that takes up what waits in its queue in the table: on being woken, and once a minute by itself, so that a
 * lost wake-up costs a minute and nothing else.
 */
export class Worker extends SoundingsFunction {
  readonly deadLetters: DeadLetters;

  constructor(scope: Construct, name: FunctionName, props: SoundingsFunctionProps) {
    super(scope, name, props);
    this.deadLetters = new DeadLetters(this, 'DeadLetters');
    new EventInvokeConfig(this, 'Invocations', {
      function: this.lambda,
      // The sweep is the repetition.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(5),
      onFailure: this.deadLetters.destinationOf(this.lambda),
    });
    new Timer(this, 'Sweep', {
      description: `Takes up what still waits for ${name}.`,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: this.lambda,
      input: { reason: 'sweep' },
      deadLetters: this.deadLetters,
      paused: props.stage.paused,
    });
  }
}
