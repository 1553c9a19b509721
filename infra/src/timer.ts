import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

type TimerProps = {
  description: string;
  schedule: ScheduleExpression;
  target: IFunction;
  /** What the function is called with. */
  input: Record<string, string>;
  deadLetters: IQueue;
};

/** Calls a function again and again. A call that fails is not repeated: the next one finds the same work. */
export class Timer extends Schedule {
  constructor(scope: Construct, id: string, { description, schedule, target, input, deadLetters }: TimerProps) {
    super(scope, id, {
      description,
      schedule,
      target: new LambdaInvoke(target, {
        input: ScheduleTargetInput.fromObject(input),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
        deadLetterQueue: deadLetters,
      }),
    });
  }
}
