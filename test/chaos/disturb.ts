import { openCloud } from '@soundings/store/cloud';
import { attributesOf, itemOf } from '@soundings/store/dynamo-table-item';
import { openStore } from '@soundings/store/store';
import { afterEach, expect, test, vi } from 'vitest';
import { canBe, cloudInMemory, FAULTS, type Fault } from './cloud-in-memory.ts';

for (const name of ['TABLE_NAME', 'BUCKET_NAME', 'IMPORT_FUNCTION', 'BUILD_FUNCTION', 'AWS_REGION', 'CONTACT']) {
  vi.stubEnv(name, 'eu-central-1');
}
vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
// The waits between attempts are tested by themselves.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => {} }));

const isThorough = process.env.CHAOS === 'all';
const TIMERS = 3;
const MINUTES = 2;

export const START = Date.UTC(2026, 5, 1);
export const context = { getRemainingTimeInMillis: () => 60_000 };
export const cloud = openCloud({ tableName: 'items', bucketName: 'objects' });
export const store = openStore(cloud.table, cloud.bucket);

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

function stateOf(
  { items, objects }: ReturnType<typeof cloudInMemory>,
  { objects: counted = [], oftener = [] }: Scenario,
): string[] {
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
const secrets: ReturnType<typeof cloudInMemory>['items'] = new Map();

/** For `JSON.stringify`: fields by their names. */
function inOrder(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const names = (value: object, key: string) => JSON.stringify(value).includes(`"${key}"`);

type Played = { state: string[]; calls: string[]; logged: string };

/** Wakes the function as AWS does, again where it fails, then lets its timer come until nothing is left to do. */
async function play(scenario: Scenario, disturbance: { at?: number; fault?: Fault } = {}): Promise<Played> {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  const prepared = cloudInMemory();
  for (const [name, item] of secrets) prepared.items.set(name, item);
  await scenario.prepare();
  const played = cloudInMemory(disturbance);
  for (const [name, item] of prepared.items) played.items.set(name, item);
  for (const [name, body] of prepared.objects) played.objects.set(name, body);
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
  for (const [name, item] of played.items) if (name.startsWith('secrets\n')) secrets.set(name, item);
  return { state: stateOf(played, scenario), calls: played.calls, logged: logged.join('\n') };
}

function whole(error: unknown): string {
  return error instanceof Error ? `${error.stack} ${whole(error.cause)}` : String(error);
}

/**
 * Tests that a scenario ends in the same state whichever of its calls of AWS fails, and that nobody's words are logged.
 * Calls meet the faults in turn, and of the shards of a queue, which are asked side by side, the first and the last fail,
 * or one call of `oneOf`; under `CHAOS=all` each call meets each fault.
 */
export function disturb(name: string, scenario: Scenario): void {
  afterEach(() => vi.useRealTimers());

  test(`${name} comes out the same whichever call fails, and however, and tells nobody's words`, async () => {
    await play(scenario);
    const undisturbed = await play(scenario);
    expect(undisturbed.state.length).toBeGreaterThan(1);
    expect(undisturbed.calls.length).toBeGreaterThan(2);
    const found = undisturbed.state.join('\n');
    expect(scenario.written.filter((words) => !found.includes(words))).toEqual([]);
    const { oneOf = 1 } = scenario;
    let plays = 0;
    for (const [i, call] of undisturbed.calls.entries()) {
      const isBetween = call === 'QueryCommand' && [i - 1, i + 1].every((next) => undisturbed.calls[next] === call);
      if (!isThorough && (isBetween || i % oneOf > 0)) continue;
      plays++;
      const faults = FAULTS.filter((fault) => canBe(fault, call));
      for (const fault of isThorough ? faults : faults.slice(plays % faults.length).slice(0, 1)) {
        const { state, logged } = await play(scenario, { at: i + 1, fault });
        const told = scenario.written.filter((words) => logged.includes(words));
        const found = { call, at: i + 1, fault, apart: apart(undisturbed.state, state), told };
        expect(found).toEqual({ ...found, apart: [], told: [] });
      }
    }
  }, 1_800_000);

  test(`${name} comes out the same when it is woken twice, and when nobody wakes it but the timer`, async () => {
    await play(scenario);
    const undisturbed = await play(scenario);
    const wakeTwice = async () => {
      await scenario.wake();
      await scenario.wake();
    };
    const { twice = wakeTwice } = scenario;
    expect(apart(undisturbed.state, (await play({ ...scenario, wake: twice })).state)).toEqual([]);
    const { sweep, needsItsEvent } = scenario;
    if (sweep && !needsItsEvent)
      expect(apart(undisturbed.state, (await play({ ...scenario, wake: sweep })).state)).toEqual([]);
  }, 120_000);
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
export async function streamed(queue: Parameters<typeof cloud.table.waiting>[0]): Promise<object[]> {
  const waiting = await cloud.table.waiting(queue, { now: '2999-01-01T00:00:00.000Z', limit: 99 });
  return waiting.map((item, i) => ({
    dynamodb: { SequenceNumber: String(i), NewImage: attributesOf(item, item.version) },
  }));
}
