import { openCloud } from '@soundings/store/cloud';
import { attributesOf, itemOf } from '@soundings/store/dynamo-table-item';
import { openStore } from '@soundings/store/store';
import { afterEach, expect, test, vi } from 'vitest';
import { type CloudState, canBe, type Disturbance, FAULTS } from './disturbed-cloud.ts';

// The emulator at this address, or what stands in for AWS in memory.
const emulator = process.env.CHAOS_EMULATOR;
const aws = emulator
  ? await (await import('./cloud-emulated.ts')).openCloudEmulated(emulator)
  : (await import('./cloud-in-memory.ts')).openCloudInMemory();

for (const name of ['IMPORT_FUNCTION', 'BUILD_FUNCTION', 'AWS_REGION', 'CONTACT']) vi.stubEnv(name, 'eu-central-1');
vi.stubEnv('TABLE_NAME', aws.tableName);
vi.stubEnv('BUCKET_NAME', aws.bucketName);
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
// The waits between attempts are tested by themselves.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const isThorough = process.env.CHAOS === 'all';
/** Of the calls that are to fail, those of one part of so many: `2/8`. */
const [PART = 0, PARTS = 1] = (process.env.CHAOS_PART ?? '0/1').split('/').map(Number);
/** An emulator takes its time: so many calls of a scenario fail there, as many again of the shards between. */
const MOST_EMULATED = 12;
const TIMERS = 3;
const MINUTES = 2;

export const START = Date.UTC(2026, 5, 1);
export const context = { getRemainingTimeInMillis: () => 60_000 };
const { table, bucket } = openCloud(aws);

export { table };
export const store = openStore(table, bucket);

/** What a function is for: what is there before, what wakes it, what people wrote that it has to do with. */
export type Scenario = {
  prepare(): Promise<unknown>;
  /** Throws where the function fails. */
  wake(): Promise<unknown>;
  /** The timer's call; a function without a timer has none. */
  sweep?: () => Promise<unknown>;
  /** What wakes it brings news that is nowhere else, and is sent again until it is heard. */
  needsItsEvent?: boolean;
  /** As `wake`, with everything coming twice; without it, it is woken twice. */
  twice?: () => Promise<unknown>;
  /** Where a run takes long, one call of so many fails. */
  oneOf?: number;
  /** Words that must be in no log. */
  written: readonly string[];
  /** Partitions in which each attempt leaves its line. */
  oftener?: readonly string[];
  /** Objects that count besides those that items name, by the beginnings of their keys. */
  objects?: readonly string[];
};

/** A state without what differs from run to run: instants, random ids, how often something was tried, what it took. */
const VARIES: readonly [RegExp, string][] = [
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then'],
  [/\b([a-z]{3})_[0-9a-z]{20,26}\b/g, '$1'],
  [/\b\d{17}-[0-9a-f]{12}\b/g, 'written-at'],
  // What is reckoned from a random id: a partition's shard, a digest.
  [/(?<=")(\w+#[a-z]{3}#)(?:\d+|[\w-]{43})(?=["#])/g, '$1…'],
  [/"(attempts|milliseconds|seconds|latency|delayMs|nextAt|restUntil|fetchedAt|requests|bytes)":\d+/g, '"$1":0'],
];

function stateOf({ items, objects }: CloudState, { objects: counted = [], oftener = [] }: Scenario): string[] {
  const told = [...items.values()]
    .map(itemOf)
    .filter(({ pk }) => pk !== 'secrets' && pk !== 'idempotency')
    .map(({ pk, sk, value, waits }) => ({ pk, sk, value, queue: waits?.queue }));
  const files = [...objects]
    .filter(([key]) => counted.some((prefix) => key.startsWith(prefix)) || told.some((item) => names(item.value, key)))
    .map(([key, body]) => ({ key, body: /\.json$/.test(key) ? JSON.parse(body.toString()) : '' }));
  const lines = [...told, ...files].map((each) =>
    VARIES.reduce((text, [pattern, same]) => text.replaceAll(pattern, same), JSON.stringify(each, inOrder)),
  );
  const isOftener = (line: string) => oftener.some((pk) => line.includes(`"pk":"${pk}"`));
  return lines.filter((line, i) => !isOftener(line) || lines.indexOf(line) === i).sort();
}

/** Made in the first play: what is reckoned with them comes out the same in each. */
const secrets: CloudState['items'] = new Map();

/** For `JSON.stringify`: fields by their names. */
function inOrder(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const names = (value: object, key: string) => JSON.stringify(value).includes(`"${key}"`);

/** What is there before a scenario's function is woken. */
async function prepare(scenario: Scenario): Promise<CloudState> {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  await aws.begin({ items: new Map(secrets), objects: new Map() }, {});
  await scenario.prepare();
  return (await aws.end()).state;
}

type Played = { state: string[]; calls: string[]; logged: string };

/** Wakes the function as AWS does, again where it fails, then lets its timer come until nothing is left to do. */
async function play(scenario: Scenario, before: CloudState, disturbance: Disturbance = {}): Promise<Played> {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  await aws.begin({ ...before, items: new Map([...before.items, ...secrets]) }, disturbance);
  const failures: unknown[] = [];
  const listeners = [process.stdout, process.stderr].map((out) => vi.spyOn(out, 'write').mockReturnValue(true));
  const tried = async (work: () => Promise<unknown>) =>
    work().then(
      () => true,
      (error: unknown) => {
        failures.push(error);
        return false;
      },
    );
  for (let delivery = 0; delivery < 3; delivery++) if (await tried(scenario.wake)) break;
  for (let timer = 1; scenario.sweep && timer <= TIMERS; timer++) {
    vi.setSystemTime(START + timer * MINUTES * 60_000);
    await tried(scenario.sweep);
  }
  // Lambda logs what a handler throws, with its message and all its causes.
  const logged = [...listeners.flatMap(({ mock }) => mock.calls.map(([line]) => String(line))), ...failures.map(whole)];
  for (const listener of listeners) listener.mockRestore();
  const { state, calls } = await aws.end();
  for (const [name, item] of state.items) if (name.startsWith('secrets\n')) secrets.set(name, item);
  return { state: stateOf(state, scenario), calls, logged: logged.join('\n') };
}

function whole(error: unknown): string {
  return error instanceof Error ? `${error.stack} ${whole(error.cause)}` : String(error);
}

/**
 * Which calls are to fail, by their places: of the shards of queues, which are asked side by side, the first and the
 * last, or one call of `oneOf`; before an emulator a sample of both; under `CHAOS=all` all of them.
 */
function placesOf(calls: readonly string[], { oneOf = 1 }: Scenario): number[] {
  const all = [...calls.keys()];
  if (isThorough) return all.filter((i) => i % PARTS === PART);
  const isBetween = (i: number) => [i - 1, i, i + 1].every((near) => calls[near] === 'Query');
  const apart = all.filter((i) => !isBetween(i));
  if (!emulator) return apart.filter((i) => i % oneOf === 0);
  return [...spread(apart), ...spread(all.filter(isBetween))];
}

/** `MOST_EMULATED` of these, evenly over all of them. */
function spread(places: readonly number[]): number[] {
  const step = Math.max(1, places.length / MOST_EMULATED);
  return places.filter((_, i) => Math.floor(i / step) > Math.floor((i - 1) / step));
}

/**
 * Tests that a scenario ends in the same state whichever of its calls of AWS fails, and that nobody's words are logged.
 * The calls of `placesOf` meet the faults in turn; under `CHAOS=all` each meets each.
 */
export function disturb(name: string, scenario: Scenario): void {
  afterEach(() => vi.useRealTimers());

  test(`${name} comes out the same whichever call fails, and however, and tells nobody's words`, async () => {
    const before = await prepare(scenario);
    await play(scenario, before);
    const undisturbed = await play(scenario, before);
    expect(undisturbed.state.length).toBeGreaterThan(1);
    expect(undisturbed.calls.length).toBeGreaterThan(2);
    const found = undisturbed.state.join('\n');
    expect(scenario.written.filter((words) => !found.includes(words))).toEqual([]);
    const places = placesOf(undisturbed.calls, scenario);
    const failed: string[] = [];
    for (const [turn, i] of places.entries()) {
      const call = undisturbed.calls[i] ?? '';
      const faults = FAULTS.filter((fault) => canBe(fault, call));
      for (const fault of isThorough ? faults : faults.slice((turn + 1) % faults.length).slice(0, 1)) {
        const { state, calls, logged } = await play(scenario, before, { at: i + 1, fault });
        const told = scenario.written.filter((words) => logged.includes(words));
        const found = { call, at: i + 1, fault, apart: apart(undisturbed.state, state), told };
        expect(found).toEqual({ ...found, apart: [], told: [] });
        failed.push(`${calls[i]} ${fault}`);
      }
    }
    if (emulator || isThorough) tell(name, { places, calls: undisturbed.calls, failed });
  }, 7_200_000);

  test(`${name} comes out the same when it is woken twice, and when nobody wakes it but the timer`, async () => {
    const before = await prepare(scenario);
    await play(scenario, before);
    const undisturbed = await play(scenario, before);
    const wakeTwice = async () => {
      await scenario.wake();
      await scenario.wake();
    };
    const { twice = wakeTwice } = scenario;
    expect(apart(undisturbed.state, (await play({ ...scenario, wake: twice }, before)).state)).toEqual([]);
    const { sweep, needsItsEvent } = scenario;
    if (sweep && !needsItsEvent)
      expect(apart(undisturbed.state, (await play({ ...scenario, wake: sweep }, before)).state)).toEqual([]);
  }, 120_000);
}

/** Which calls failed how often, and how. */
function tell(
  name: string,
  { places, calls, failed }: { places: readonly number[]; calls: readonly string[]; failed: readonly string[] },
): void {
  const times = new Map<string, number>();
  for (const each of failed) times.set(each, (times.get(each) ?? 0) + 1);
  const kinds = [...times].sort().map(([each, n]) => `${each} ${n}`);
  console.log(`${name}: ${places.length} of ${calls.length} calls failed in turn. ${kinds.join(', ')}`);
}

/** What is in one state alone. */
function apart(wanted: readonly string[], found: readonly string[]): string[] {
  const more = (a: readonly string[], b: readonly string[], sign: string) => {
    const rest = [...b];
    return a
      .filter((line) => (rest.includes(line) ? !rest.splice(rest.indexOf(line), 1) : true))
      .map((line) => sign + line);
  };
  return [...more(wanted, found, '- '), ...more(found, wanted, '+ ')];
}

/** What waits in a queue as the table's stream tells of it. */
export async function streamed(queue: Parameters<typeof table.waiting>[0]): Promise<object[]> {
  const waiting = await table.waiting(queue, { now: '2999-01-01T00:00:00.000Z', limit: 99 });
  return waiting.map((item, i) => ({
    dynamodb: { SequenceNumber: String(i), NewImage: attributesOf(item, item.version) },
  }));
}
