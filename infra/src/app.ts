import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleFunction, FUNCTIONS, type FunctionName } from './function-bundle.ts';
import { SoundingsStack } from './soundings-stack.ts';
import { stageOf } from './stage.ts';

const app = new App();
const stage = stageOf(app.node);

const bundles = await mkdtemp(join(tmpdir(), 'soundings-bundles-'));
const folderOf = (name: FunctionName) => join(bundles, name);
await Promise.all(FUNCTIONS.map((name) => bundleFunction(name, { folder: folderOf(name), cpu: stage.cpu })));

new SoundingsStack(app, `Soundings-${stage.name}`, { stage, codeOf: (name) => Code.fromAsset(folderOf(name)) });
app.synth();

await rm(bundles, { recursive: true });
