import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { beforeAll, expect, test } from 'vitest';
import { SoundingsStack } from './soundings-stack.ts';

function templateOf(keepsData: boolean): Template {
  // Bundling is tested by itself; here it would take most of the time.
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stage = { name: 'test', keepsData, analyzer: 'local' as const, logDays: 30 as const };
  return Template.fromStack(new SoundingsStack(app, 'Test', { stage }));
}

let template: Template;
beforeAll(() => {
  template = templateOf(true);
});

test('x', () => {
  console.log(JSON.stringify(template.toJSON(), null, 1));
});
