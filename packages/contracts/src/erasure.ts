import * as z from 'zod';
import { idOf } from './ids.ts';
import { Message } from './language.ts';
import { Time } from './time.ts';

const persons = [
  z.strictObject({ kind: z.literal('customer'), customerId: z.string().min(1).max(500) }),
  z.strictObject({ kind: z.literal('author'), productId: idOf('product'), author: z.string().min(1).max(100) }),
  z.strictObject({ kind: z.literal('feedback'), productId: idOf('product'), feedbackId: idOf('feedback') }),
] as const;
const sample = z.strictObject({
  kind: z.literal('sample'),
  /** With the sample's survey, whoever answered or changed it since; else it stays if anybody did. */
  withSurvey: z.boolean().optional(),
});

/**
 * Who is to be erased: a customer with everything that is theirs, the author of a product's reviews by the pseudonym
 * that feedback shows, or a single text; or what is older than the team keeps it; or the sample data.
 */
export const ErasureSubject = z
  .discriminatedUnion('kind', [
    ...persons,
    z.strictObject({
      kind: z.literal('expired'),
      reviewsBefore: Time.nullable(),
      responsesBefore: Time.nullable(),
    }),
    sample,
  ])
  .meta({ id: 'ErasureSubject' });
export type ErasureSubject = z.infer<typeof ErasureSubject>;

/** A person named by the team: as a subject, or as the author's name, which is nowhere stored; or the sample data. */
export const NewErasure = z
  .union([
    ...persons,
    z.strictObject({
      kind: z.literal('author-name'),
      productId: idOf('product'),
      name: z.string().trim().min(1).max(500),
    }),
    sample,
  ])
  .meta({ id: 'NewErasure' });
export type NewErasure = z.infer<typeof NewErasure>;

export const ErasureCounts = z.object({
  /** Survey responses and texts of reviews and answers. */
  responses: z.int().nonnegative(),
  feedback: z.int().nonnegative(),
  /** Rows of the lake. */
  rows: z.int().nonnegative(),
  /** Reports and personas that quoted or listed them. */
  documents: z.int().nonnegative(),
  /** Files and pages as they came, which are removed whole. */
  files: z.int().nonnegative(),
});
export type ErasureCounts = z.infer<typeof ErasureCounts>;

/** The erasure of a person from every store. Once it is done, it no longer says whom it erased. */
export const Erasure = z
  .object({
    id: idOf('erasure'),
    kind: z.enum(['customer', 'author', 'feedback', 'expired', 'sample']),
    subject: ErasureSubject.nullable(),
    status: z.enum(['queued', 'running', 'done', 'failed']),
    attempts: z.int().nonnegative(),
    failure: z.string().nullable(),
    /** Why it failed, for the team to read; `failure` is its English. */
    message: Message.optional(),
    counts: ErasureCounts,
    createdAt: Time,
    finishedAt: Time.nullable(),
  })
  .meta({ id: 'Erasure' });
export type Erasure = z.infer<typeof Erasure>;
