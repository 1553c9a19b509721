import type { Feedback } from '@soundings/contracts/feedback';

/**
 * When a text counts as said: at its date, on its file's clock, or at its arrival if it has none or one that lay ahead of it
 * (clock skew).
 */
export function saidAt({
  occurredAt,
  localAt,
  receivedAt,
}: Pick<Feedback, 'occurredAt' | 'localAt' | 'receivedAt'>): string {
  const said = localAt ?? occurredAt;
  return said === null || said > receivedAt ? receivedAt : said;
}
