import type { RunSummary } from '@soundings/contracts/source-progress';
import { findDrift } from '@soundings/scrape/drift';

const SOURCES = 40;
const RUNS = 200;
const PAGE = 50;
const FIELDS = ['text', 'rating', 'author', 'occurredAt'];

type Source = { now: RunSummary; history: RunSummary[]; days: number[]; today: number };

/**
 * Sources that are well, from one review in five days to thirty a day, in bursts, with ratings on 60 to 100 % of them.
 * Gives the share of runs that raised an alarm, and of the faults, put into the last run of each, that its first bad run
 * showed.
 */
export function simulateRuns(seed = 20260301): { falseAlarms: number; found: number; faults: number } {
  const random = randomFrom(seed);
  let [alarms, found, faults] = [0, 0, 0];
  for (let i = 0; i < SOURCES; i++) {
    const perDay = 0.2 * 150 ** (i / (SOURCES - 1));
    const share = 0.6 + 0.4 * random();
    const source = healthySource({ perDay, share, random, onAlarm: () => void alarms++ });
    for (const fault of faultsOf(source)) {
      faults++;
      if (fault) found++;
    }
  }
  return { falseAlarms: alarms / (SOURCES * RUNS), found, faults };
}

type Course = { perDay: number; share: number; random: () => number; onAlarm: () => void };

function healthySource({ perDay, share, random, onAlarm }: Course): Source {
  const reviews: { day: number; isRated: boolean }[] = [];
  const source: Source = { now: { seen: 0, new: 0, filled: {}, declared: null }, history: [], days: [], today: 0 };
  for (let day = 0; day < RUNS + 60; day++) {
    // Twice as uneven as a Poisson process: a day is either quiet or twice as busy.
    const count = random() < 0.5 ? 0 : poisson(2 * perDay, random);
    for (let n = 0; n < count; n++) reviews.push({ day, isRated: random() < share });
    if (day < 60 || reviews.length === 0) continue;
    const page = reviews.slice(-PAGE);
    const rated = page.filter(({ isRated }) => isRated).length;
    source.now = {
      seen: page.length,
      new: count,
      filled: { text: page.length, author: page.length, occurredAt: page.length, rating: rated },
      declared: reviews.length,
    };
    source.today = day;
    source.days = [...new Set(reviews.map((review) => review.day))].slice(-60);
    const isWell = driftOf(source.now, source).length === 0;
    if (isWell) source.history = [...source.history, source.now].slice(-10);
    else onAlarm();
  }
  return source;
}

function driftOf(now: RunSummary, { history, days, today }: Omit<Source, 'now'>) {
  return findDrift(now, {
    history,
    requiredFields: FIELDS,
    mayBeEmpty: false,
    full: { declared: 0, parsed: 0 },
    days,
    today,
  });
}

/** Whether each of four faults would show at once. */
function faultsOf(source: Source): boolean[] {
  const { now, days } = source;
  const longest = Math.max(...days.slice(1).map((day, i) => day - (days[i] ?? day)), 3);
  const shows = (kind: string, bad: RunSummary, later = 0) =>
    driftOf(bad, { ...source, today: (days.at(-1) ?? 0) + later }).some((drift) => drift.kind === kind);
  return [
    shows('nothing-found', { ...now, seen: 0, new: 0, filled: {} }),
    shows('fields-missing', { ...now, filled: { ...now.filled, rating: 0 } }),
    shows('fewer-than-declared', { ...now, new: 0, declared: (now.declared ?? 0) + 20 }),
    shows('silent', { ...now, new: 0 }, 6 * longest),
  ];
}

function poisson(mean: number, random: () => number): number {
  let [count, product] = [0, random()];
  for (const limit = Math.exp(-mean); product > limit; count++) product *= random();
  return count;
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
