import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { SoundingsStack } from './soundings-stack.ts';
import type { Stage } from './stage.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

/**
 * The stack as cdk.json's feature flags make it, with functions that do nothing: bundling takes seconds.
 * CloudFormation's own checks, which take as long, run where `app` is synthesised with `CDK_VALIDATION` unset.
 */
export function stackUnderTest(settings: Partial<Stage> = {}): { app: App; stack: SoundingsStack } {
  const app = new App({ context });
  const stage: Stage = {
    name: 'test',
    keepsData: true,
    front: true,
    cpu: 'arm64',
    contact: 'team@soundings.test',
    logDays: 30,
    ownKey: false,
    accounts: false,
    traces: false,
    paused: false,
    atOnce: {},
    analyzer: 'comprehend',
    comprehendUnits: 500_000,
    ...settings,
  };
  return { app, stack: new SoundingsStack(app, 'Test', { stage, codeOf: () => Code.fromInline('//') }) };
}

/** How many resources of a type an installation has. */
export function resourcesUnderTest(type: string): number {
  return Object.keys(Template.fromStack(stackUnderTest().stack).findResources(type)).length;
}
