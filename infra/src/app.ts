import { App } from 'aws-cdk-lib';
import { SoundingsStack } from './soundings-stack.ts';
import { stageOf } from './stage.ts';

const app = new App();
const stage = stageOf(app.node);
new SoundingsStack(app, `Soundings-${stage.name}`, { stage });
