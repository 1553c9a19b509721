import * as z from 'zod';

/** A request sent again with the same `Idempotency-Key` creates nothing a second time and gets the first one's answer. */
export const IdempotencyKey = z.object({ 'idempotency-key': z.string().min(1).max(200).optional() });
