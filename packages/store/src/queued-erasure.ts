import type { Erasure, ErasureSubject } from '@soundings/contracts/erasure';
import { goneBefore, type Retention } from '@soundings/contracts/retention';
import type { Store } from './store.ts';

/** An erasure of which nothing is done yet. */
export function queuedErasure({ id, subject }: { id: string; subject: ErasureSubject }): Erasure {
  return {
    id,
    kind: subject.kind,
    subject,
    status: 'queued',
    attempts: 0,
    failure: null,
    counts: { responses: 0, feedback: 0, rows: 0, documents: 0, files: 0 },
    createdAt: new Date().toISOString(),
    finishedAt: null,
  };
}

/** Has reviews and responses erased that are older than they are kept: once a day for each edition of what is kept. */
export async function queueExpiry(
  { idempotency, erasures }: Pick<Store, 'idempotency' | 'erasures'>,
  { edition, retention, now = Date.now() }: { edition: number; retention: Retention; now?: number },
): Promise<Erasure> {
  const id = await idempotency.id('erasure', `expired ${edition} ${new Date(now).toISOString().slice(0, 10)}`);
  const subject = {
    kind: 'expired',
    reviewsBefore: goneBefore(retention.reviews, now),
    responsesBefore: goneBefore(retention.responses, now),
  } as const;
  return (await erasures.jobs.create(queuedErasure({ id, subject }))).job;
}
