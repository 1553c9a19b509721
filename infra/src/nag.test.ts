import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';
import type { Stage } from './stage.ts';

const everything: Partial<Stage> = {
  ownKey: true,
  accounts: true,
  traces: true,
  paused: true,
  atOnce: { analyze: 5, scrape: 2 },
  athena: { fromRows: 1, scanGb: 10 },
  alarmEmail: 'team@soundings.test',
  monthlyBudget: 50,
  domain: { name: 'voice.soundings.test', certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' },
  firewallArn: 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/x/y',
};

test.each([
  ['as it comes', {}],
  ['with everything that can be chosen', everything],
])(
  'CloudFormation’s own checks and cdk-nag’s AwsSolutions find nothing that is not answered with a reason: %s',
  (_, settings) => {
    const { app } = stackUnderTest(settings);
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  },
);
