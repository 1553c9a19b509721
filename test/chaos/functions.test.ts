import type { Feedback } from '@soundings/contracts/feedback';
import type { Import } from '@soundings/contracts/import';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { openCloud } from '@soundings/store/cloud';
import { attributesOf, itemOf } from '@soundings/store/dynamo-table-item';
import { queuedImport } from '@soundings/store/queued-import';
import { openStore } from '@soundings/store/store';
import { afterEach, expect, test, vi } from 'vitest';
import { cloudInMemory, FAULTS, type Fault } from './cloud-in-memory.ts';

for (const name of ['TABLE_NAME', 'BUCKET_NAME', 'AWS_REGION']) vi.stubEnv(name, 'eu-central-1');
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
// The waits between attempts are tested by themselves.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const { handler: analyze } = await import('../../functions/analyze/src/handler.ts');
const { handler: runImport } = await import('../../functions/import/src/handler.ts');

const START = Date.UTC(2026, 5, 1);
const context = { getRemainingTimeInMillis: () => 60_000 };
const cloud = openCloud({ tableName: 'items', bucketName: 'objects' });
const store = openStore(cloud.table, cloud.bucket);

const REVIEWS = [
  'The strap broke after a week.',
  'Battery life is great; delivery was slow.',
  '表带一周就断了，很失望',
];
const productId = 'prd_00000000000000000000000000';
const importId = 'imp_00000000000000000000000000';

type Scenario = { prepare: () => Promise<unknown>; event: () => object; handler: (event: object) => Promise<unknown> };

const feedback = (text: string, i: number): Feedback =>
  pendingReview({
    id: `fbk_${String(i).padStart(26, '0')}`,
    productId,
    origin: { kind: 'review', sourceId: importId, line: i + 2, externalId: null, url: null },
    text,
    receivedAt: new Date(START).toISOString(),
  });

const job = (): Import =>
  queuedImport({
    id: importId,
    kind: 'reviews',
    productId,
    format: 'csv',
    object: `uploads/${importId}/file`,
    createdAt: new Date(START).toISOString(),
  });

let streamed: object[] = [];
const scenarios: Record<string, Scenario> = {
  'analysing what the stream brings': {
    async prepare() {
      await store.feedback.add(REVIEWS.map(feedback));
      const waiting = await cloud.table.waiting('analyze', { now: '2999-01-01T00:00:00.000Z', limit: 9 });
      streamed = waiting.map((item, i) => ({
        dynamodb: { SequenceNumber: String(i), NewImage: attributesOf(item, item.version) },
      }));
    },
    event: () => ({ Records: streamed }),
    handler: (event) => analyze(event, context),
  },
  'importing reviews': {
    async prepare() {
      await store.bucket.put(job().object, `text\n${REVIEWS.join('\n')}\n${REVIEWS[0]}\n`);
      await store.imports.create(job());
    },
    event: () => ({ reason: 'sweep' }),
    handler: (event) => runImport(event, context),
  },
};

/** What is kept, without the instants, the versions, random keys and how often it was tried. */
function stateOf(items: ReturnType<typeof cloudInMemory>['items']) {
  return [...items.values()]
    .map(itemOf)
    .filter(({ pk }) => pk !== 'secrets')
    .map(({ pk, sk, value, waits }) => ({ pk, sk, value: { ...value, attempts: 0 }, queue: waits?.queue }))
    .map((item) => JSON.stringify(item).replaceAll(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"then"'))
    .sort();
}

/** Delivers the event as Lambda does, again where it failed, then lets the timers come until nothing is left to do. */
async function deliver({ handler, event }: Scenario): Promise<void> {
  for (let delivery = 0; delivery < 3; delivery++) {
    if (
      await handler(event()).then(
        () => true,
        () => false,
      )
    )
      break;
  }
  for (let minute = 1; minute <= 3; minute++) {
    vi.setSystemTime(START + minute * 120_000);
    await handler({ reason: 'sweep' }).catch(() => {});
  }
}

async function play(scenario: Scenario, { at, fault }: { at?: number; fault?: Fault } = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  const prepared = cloudInMemory();
  await scenario.prepare();
  const played = cloudInMemory({ ...(at !== undefined && { at }), ...(fault && { fault }) });
  for (const [name, item] of prepared.items) played.items.set(name, item);
  for (const [name, body] of prepared.objects) played.objects.set(name, body);
  await deliver(scenario);
  return { state: stateOf(played.items), calls: played.calls() };
}

afterEach(() => vi.useRealTimers());

test.each(Object.keys(scenarios))('%s comes out the same whichever call fails, and however', async (name) => {
  const scenario = scenarios[name] as Scenario;
  const undisturbed = await play(scenario);
  expect(undisturbed.state.length).toBeGreaterThan(2);
  for (let at = 1; at <= undisturbed.calls; at++) {
    for (const fault of FAULTS)
      expect({ at, fault, ...(await play(scenario, { at, fault })) }).toMatchObject({ state: undisturbed.state });
  }
});

test.each(Object.keys(scenarios))('%s comes out the same when its event comes twice, and late', async (name) => {
  const scenario = scenarios[name] as Scenario;
  const undisturbed = await play(scenario);
  const twice: Scenario = {
    ...scenario,
    handler: async (event) => {
      await scenario.handler(event);
      return scenario.handler(event);
    },
  };
  expect((await play(twice)).state).toEqual(undisturbed.state);
  const late: Scenario = {
    ...scenario,
    handler: (event) => scenario.handler('Records' in event ? { reason: 'sweep' } : event),
  };
  expect((await play(late)).state).toEqual(undisturbed.state);
});
