import type { Feedback } from '@soundings/contracts/feedback';

/** When a text counts as said: at its date, or at its arrival if it has none or one that lay ahead of it (clock skew). */
export function saidAt({ occurredAt, receivedAt }: Pick<Feedback, 'occurredAt' | 'receivedAt'>): string {
  return occurredAt === null || occurredAt > receivedAt ? receivedAt : occurredAt;
}
