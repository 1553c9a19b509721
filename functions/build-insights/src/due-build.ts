import type { Build } from '@soundings/contracts/build';
import type { BuildSchedule } from '@soundings/contracts/build-schedule';
import type { Store } from '@soundings/store/store';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What moves a share by more than its interval is worth a build: this part more of anything, and at least so many. */
const MOVED = 0.05;
const LEAST = 30;
/** However much there is already, so many are news. */
const MOST = 2000;
/** Builds that follow what arrives leave each other so much time. */
const PAUSE_MS = 6 * HOUR_MS;

type Size = { feedback: number; responses: number; purchases: number };

/** How much more of something makes a build worth it. */
export function enough(before: number): number {
  return Math.min(MOST, Math.max(LEAST, Math.ceil(MOVED * before)));
}

/**
 * Why a build should begin by itself: the schedule's day has come, or enough has arrived since the last one began. `more`
 * is what no build has seen; a number below zero says that there is less than before.
 */
export function buildDue(
  last: { createdAt: string; size: Size },
  { now, more }: { now: Date; more: Size },
  { everyDays, hour, whenMoved }: BuildSchedule,
): 'scheduled' | 'inputs-moved' | null {
  if (everyDays !== null) {
    const day = Date.parse(`${last.createdAt.slice(0, 10)}T00:00:00Z`);
    if (now.getTime() >= day + everyDays * DAY_MS + hour * HOUR_MS) return 'scheduled';
  }
  if (!whenMoved || now.getTime() - Date.parse(last.createdAt) < PAUSE_MS) return null;
  const moved = (['feedback', 'responses', 'purchases'] as const).some(
    (kind) => Math.abs(more[kind]) >= enough(last.size[kind]),
  );
  return moved ? 'inputs-moved' : null;
}

/**
 * Asks for a build if one is due and none is under way; the same one however often it is called. Before the first build
 * there is one a day after the team has begun.
 */
export async function askForDueBuild(store: Store, now = new Date()): Promise<Build | undefined> {
  const { value: schedule } = await store.buildSchedule.current();
  const last = await lastBuild(store);
  if (!last || last.status === 'queued' || last.status === 'running') return undefined;
  const { feedback = 0, responses = 0, purchases = 0 } = last.counts;
  const size = { feedback, responses, purchases };
  const more = await arrivedSince(size, store);
  // A team that has brought nothing yet is left to begin.
  if ([size, more].flatMap((sizes) => Object.values(sizes)).every((n) => n === 0)) return undefined;
  const due = buildDue({ createdAt: last.createdAt, size }, { now, more }, schedule);
  if (!due) return undefined;
  const key = `${due} after ${last.id} of ${last.createdAt}`;
  return (await store.builds.ask({ key, createdAt: now.toISOString() })).job;
}

/** The newest build; before the first one, as if there had been one when the team began. */
async function lastBuild(store: Store): Promise<Pick<Build, 'id' | 'status' | 'createdAt' | 'counts'> | undefined> {
  const [newest] = (await store.builds.list({ limit: 1 })).items;
  if (newest) return newest;
  const [product] = await store.products.all();
  const begun = product ?? (await store.imports.list({ limit: 1 })).items[0];
  return begun && { id: begun.id, status: 'done', createdAt: begun.createdAt, counts: {} };
}

async function arrivedSince(before: Size, store: Store): Promise<Size> {
  const [feedback, responses, { files }] = await Promise.all([
    store.arrivals.texts(enough(before.feedback)),
    store.arrivals.responses(enough(before.responses)),
    store.lake.read('purchases'),
  ]);
  return { feedback, responses, purchases: files.reduce((sum, { rows }) => sum + rows, 0) - before.purchases };
}
