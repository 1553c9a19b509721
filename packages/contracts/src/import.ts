import * as z from 'zod';
import { idOf } from './ids.ts';
import { Time } from './time.ts';

export const ImportKind = z.enum(['reviews', 'purchases']).meta({ id: 'ImportKind' });
export type ImportKind = z.infer<typeof ImportKind>;

export const ImportFormat = z.enum(['csv', 'jsonl']).meta({ id: 'ImportFormat' });
export type ImportFormat = z.infer<typeof ImportFormat>;

/**
 * Which column of the file holds what: field of ours → header of the file's, or the column's number from 1 where the
 * file has no header.
 */
export const ColumnMapping = z.record(z.string().max(100), z.union([z.string().max(500), z.int().positive()]));
export type ColumnMapping = z.infer<typeof ColumnMapping>;

/** One kind of thing that was wrong with a file: how often, and on which lines first. */
export const ImportProblem = z
  .object({
    reason: z.string(),
    message: z.string(),
    count: z.int().positive(),
    /** The first lines that it concerns, counted from 1 in the file as sent. */
    lines: z.array(z.int().positive()),
  })
  .meta({ id: 'ImportProblem' });
export type ImportProblem = z.infer<typeof ImportProblem>;

/** How good the data itself is, from 0 to 1 each. */
export const DataQuality = z
  .object({
    grade: z.enum(['A', 'B', 'C', 'D']),
    completeness: z.number(),
    validity: z.number(),
    uniqueness: z.number(),
    timeliness: z.number().nullable(),
  })
  .meta({ id: 'DataQuality' });
export type DataQuality = z.infer<typeof DataQuality>;

/** A file on its way in. `read` = `accepted` + `duplicates` + `rejected`, at every moment. */
export const Import = z
  .object({
    id: idOf('import'),
    kind: ImportKind,
    productId: idOf('product').nullable(),
    format: ImportFormat,
    mapping: ColumnMapping.nullable(),
    status: z.enum(['queued', 'running', 'done', 'failed']),
    /** Bytes of the file, and how many of them are read. */
    size: z.int().nonnegative().nullable(),
    processed: z.int().nonnegative(),
    read: z.int().nonnegative(),
    accepted: z.int().nonnegative(),
    duplicates: z.int().nonnegative(),
    rejected: z.int().nonnegative(),
    problems: z.array(ImportProblem),
    quality: DataQuality.nullable(),
    failure: z.string().nullable(),
    /** Where to send the file, for one that was announced without a body. */
    uploadUrl: z.url().optional(),
    createdAt: Time,
    finishedAt: Time.nullable(),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;
