import type { PublishedSurvey } from '@soundings/contracts/survey';

const GRACE_MINUTES = 15;

/** Why a survey takes no answers at this time; a page opened before closing still counts for the time of grace. */
export function whyClosed(
  { status, closedAt, definition }: PublishedSurvey,
  { at, openedAt }: { at: number; openedAt?: number },
) {
  if (definition.opensAt && at < Date.parse(definition.opensAt)) return 'not-open';
  const ends = [definition.closesAt, status === 'closed' ? (closedAt ?? '1970-01-01') : undefined];
  const end = Math.min(...ends.flatMap((time) => (time ? Date.parse(time) : [])));
  if (at < end) return null;
  const grace = (definition.graceMinutes ?? GRACE_MINUTES) * 60_000;
  return openedAt !== undefined && openedAt < end && at < end + grace ? null : 'closed';
}
