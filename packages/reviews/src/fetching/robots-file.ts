import type { KnownRobots } from '@soundings/contracts/source';
import { readRobots } from './robots.ts';
import type { Answer } from './transport.ts';

/** RFC 9309, 2.4: no longer than a day. */
const KEPT_MS = 86_400_000;
/** What could not be had is asked for again by the next try, a minute later. */
const MISSED_MS = 50_000;

/** Is what was read of a robots.txt still good? */
export function isFresh({ fetchedAt, outcome }: KnownRobots, now: number): boolean {
  return now - fetchedAt < (outcome === 'unreachable' ? MISSED_MS : KEPT_MS);
}

/**
 * What an answer to `/robots.txt` says (RFC 9309, 2.3.1): any 4xx is none, which allows everything; 5xx, no answer at
 * all or redirects without an end disallow everything. A 429 asks for patience and is taken as 5xx.
 */
export function knownRobots(answer: Answer | undefined, { token, now }: { token: string; now: number }): KnownRobots {
  const status = answer?.status ?? 0;
  if (answer && status >= 200 && status < 300)
    return { fetchedAt: now, outcome: 'read', ...readRobots(answer.body, token) };
  const isAbsent = status >= 400 && status < 500 && status !== 429;
  return { fetchedAt: now, outcome: isAbsent ? 'absent' : 'unreachable', rules: [], crawlDelay: null };
}
