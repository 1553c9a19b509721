import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeSample } from '@soundings/sample-data/sample';
import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { createSurvey } from '../create-survey.ts';
import { startBuild } from '../start-build.ts';
import { startImport } from '../start-import.ts';
import type { PageEnv } from './reader.ts';

const DAY_MS = 86_400_000;
/** Files of this size are read in a second or two; a request may take 29 s in the cloud. */
const PATIENCE_MS = 20_000;

/** The button for those who want to look around first. */
export function samplePages(api: Api) {
  return new Hono<PageEnv>().post('/', async (c) => {
    const buildId = await loadSample(api);
    return c.redirect(`/builds/${buildId}`, 303);
  });
}

/**
 * Brings the sample in by the same ways as a team's own data, then has the insights built, which waits for the rest.
 * Pressed twice it doubles nothing: all that it creates has an id that follows from the sample. Gives the build's id.
 */
async function loadSample(api: Api): Promise<string> {
  const { store } = api;
  const sample = makeSample(new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS));
  const imports: string[] = [];
  let ours: string | undefined;
  for (const { name, role, reviews } of sample.products) {
    const key = `sample ${name}`;
    const product = await store.products.create({ name, role }, await store.idempotency.id('product', key));
    if (role === 'ours') ours = product.id;
    const job = await startImport(api, { kind: 'reviews', productId: product.id, key }, Readable.from([reviews]));
    imports.push(job.id);
  }
  await startImport(api, { kind: 'purchases', productId: null, key: 'sample' }, Readable.from([sample.purchases]));
  if (ours) await loadSurvey(api, ours, sample);
  await untilRead(api, imports);
  const build = await startBuild(api);
  return build.id;
}

async function loadSurvey(api: Api, productId: string, sample: ReturnType<typeof makeSample>): Promise<void> {
  const product = await api.store.products.get(productId);
  const definition = sample.survey(product?.name ?? '');
  const name = `${product?.name} · 反馈 Feedback`;
  const survey = await createSurvey(api, { productId, name, definition }, 'sample');
  await api.store.surveys.publish(survey.id);
  for (const response of sample.responses(survey.id)) await api.store.responses.accept(response);
  api.wake('analyze');
}

/** A build waits for the texts that stood in the store when it was asked for, so they must be read by then. */
async function untilRead({ store }: Api, imports: readonly string[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (const id of imports) {
    while (Date.now() < until && !['done', 'failed'].includes((await store.imports.get(id))?.status ?? 'done')) {
      await sleep(200);
    }
  }
}
