import type { TimePrecision } from '@soundings/contracts/time';

type RelativeTime = { time: string; precision: TimePrecision; isRelative: true };

/** To be written. */
export function readRelativeDate(_raw: string, _seenAt: number): RelativeTime | undefined {
  return undefined;
}
