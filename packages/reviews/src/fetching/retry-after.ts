/** Longest that an answer can make us wait: a date in 2090 is a mistake. */
const LONGEST_MS = 7 * 86_400_000;

/** The instant, in milliseconds, that a Retry-After header names in either form (RFC 9110, 10.2.3); undefined for neither. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return Number.isFinite(at) && /\d/.test(text) ? Math.min(Math.max(at, now), now + LONGEST_MS) : undefined;
}
