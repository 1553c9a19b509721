import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { stackUnderTest } from './stack-under-test.ts';

test('CloudFormation’s own checks and cdk-nag’s AwsSolutions find nothing that is not answered with a reason', () => {
  const { app } = stackUnderTest();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});
