import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

type TimerProps = {
  description: string;
  schedule: ScheduleExpression;
  target: IFunction;
  /** What the function is called with. */
  input: Record<string, string>;
  deadLetters: IQueue;
  paused: boolean;
};

/** Calls a function again and again. A call that fails is not repeated: the next one finds the same work. */
export class Timer extends Construct {
  constructor(scope: Construct, id: string, { description, schedule, target, input, deadLetters, paused }: TimerProps) {
    super(scope, id);
    // For timers of this account alone: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    const ours = { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } };
    const assumedBy = new ServicePrincipal('scheduler.amazonaws.com', { conditions: ours });
    const role = new Role(this, 'Role', { assumedBy });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [target.functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
    new Schedule(this, 'Schedule', {
      description,
      schedule,
      enabled: !paused,
      // Not the library's `LambdaInvoke`, whose role may call every version of the function.
      target: {
        bind: () => ({
          arn: target.functionArn,
          role,
          input: ScheduleTargetInput.fromObject(input),
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
          deadLetterConfig: { arn: deadLetters.queueArn },
        }),
      },
    });
  }
}
