const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

// Nine attempts over some 24 hours: a receiver that is down for a night misses nothing.
const WAITS = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 8 * HOUR, 8.5 * HOUR];
/** How far a wait may be off, so that what failed together does not come back together. */
const JITTER = 0.1;

/** When to try again after this many attempts, or null: it is given up. `random` is in [0, 1). */
export function nextAttempt(attempts: number, { now, random = Math.random() }: { now: number; random?: number }) {
  const wait = WAITS[attempts - 1];
  return wait === undefined ? null : new Date(now + wait * (1 + JITTER * (2 * random - 1))).toISOString();
}
