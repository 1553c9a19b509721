import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@soundings/contracts/ids';
import { makeSample, type Sample } from '@soundings/sample-data/sample';
import type { SampleData } from '@soundings/store/sample-data';
import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { createSurvey } from '../create-survey.ts';
import { startBuild } from '../start-build.ts';
import { startImport } from '../start-import.ts';
import type { PageEnv } from './reader.ts';

const DAY_MS = 86_400_000;
/** Files of this size are read in a second or two; a request may take 29 s in the cloud. */
const PATIENCE_MS = 20_000;
const PURCHASES = 'purchases';

/** The button for those who want to look around first. */
export function samplePages(api: Api) {
  return new Hono<PageEnv>().post('/', async (c) => {
    const loaded = await api.store.sampleData.current();
    if (loaded?.erasureId) return c.redirect('/settings/sample-data', 303);
    const buildId = await loadSample(api);
    return c.redirect(`/builds/${buildId}`, 303);
  });
}

/**
 * Brings the sample in by the same ways as a team's own data, then has the insights built, which waits for the rest.
 * Pressed twice it doubles nothing: all that it creates has an id that was noted first. Gives the build's id.
 */
async function loadSample(api: Api): Promise<string> {
  const { store } = api;
  const sample = makeSample(new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS));
  const ids = await store.sampleData.load(newIds(sample));
  let ours: string | undefined;
  for (const { name, role, reviews } of sample.products) {
    const product = await store.products.create({ name, role }, ids.products[name]);
    if (role === 'ours') ours = product.id;
    const wanted = { kind: 'reviews', productId: product.id, ...idOf(ids, name) } as const;
    await startImport(api, wanted, Readable.from([reviews]));
  }
  const purchases = { kind: 'purchases', productId: null, ...idOf(ids, PURCHASES) } as const;
  await startImport(api, purchases, Readable.from([sample.purchases]));
  if (ours) await loadSurvey(api, { productId: ours, id: ids.surveyId, sample });
  await untilRead(api, Object.values(ids.imports));
  const { job } = await startBuild(api, { key: `sample ${ids.buildId}` });
  return job.id;
}

function newIds({ products }: Sample): SampleData {
  const names = products.map(({ name }) => name);
  return {
    loadedAt: new Date().toISOString(),
    products: Object.fromEntries(names.map((name) => [name, newId('product')])),
    imports: Object.fromEntries([...names, PURCHASES].map((name) => [name, newId('import')])),
    surveyId: newId('survey'),
    buildId: newId('build'),
  };
}

function idOf({ imports }: SampleData, name: string): { id?: string } {
  const id = imports[name];
  return id ? { id } : {};
}

type SampleSurvey = { productId: string; id: string; sample: Sample };

async function loadSurvey(api: Api, { productId, id, sample }: SampleSurvey): Promise<void> {
  const product = await api.store.products.get(productId);
  const definition = sample.survey(product?.name ?? '');
  const name = `${product?.name} · 反馈 Feedback`;
  const survey = await createSurvey(api, { productId, name, definition }, { id });
  await api.store.surveys.publish(survey.id);
  for (const response of sample.responses(survey.id)) await api.store.responses.accept(response);
  api.wake('analyze');
}

/** A build waits for the texts that stood in the store when it began, so they must be read by then. */
async function untilRead({ store }: Api, imports: readonly string[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (const id of imports) {
    while (Date.now() < until && !['done', 'failed'].includes((await store.imports.get(id))?.status ?? 'done')) {
      await sleep(200);
    }
  }
}
