import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { SoundingsStack } from './soundings-stack.ts';
import type { Stage } from './stage.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

/** The stack as cdk.json's feature flags make it, with empty functions: bundling them would take most of the time. */
export function stackUnderTest(settings: Partial<Stage> = {}): { app: App; stack: SoundingsStack } {
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const stage: Stage = { name: 'test', keepsData: true, analyzer: 'local', logDays: 30, ...settings };
  return { app, stack: new SoundingsStack(app, 'Test', { stage }) };
}
