import * as z from 'zod';
import { idOf } from './ids.ts';
import { Message } from './language.ts';
import { Currency } from './money.ts';
import { AmountOf, AmountsReading, PurchaseQuality } from './purchase.ts';
import { Time } from './time.ts';

export const ImportKind = z.enum(['reviews', 'purchases', 'events']).meta({ id: 'ImportKind' });
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

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What a file does not say of itself. */
export const ImportOptions = z
  .strictObject({
    /** Of amounts that name none; `XXX`, no currency, by default. `JPY` says that `¥` is the yen, which else is the yuan. */
    currency: Currency.optional(),
    /**
     * An IANA name: whose clock times without an offset are on, UTC by default; those with one are turned to it, so that
     * hours and weekdays are the shop's. Without it they stay as they are written.
     */
    timeZone: z.string().max(60).refine(isTimeZone, 'no time zone of this name').optional(),
    /** Which of day and month stands first in dates such as 05/03/2021; told from the file by default. */
    dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
    /** Fields of ours that no column is read as, however it is called. */
    leaveOut: z.array(z.string().max(100)).max(100).optional(),
    /** Equal lines of an order are a basket that holds the thing twice, not a line exported twice. */
    keepRepeats: z.boolean().optional(),
    /**
     * Of purchases: whether the amount is each line's own or its order's total, which each of the order's lines repeats and
     * which counts once, in whichever files they come. By default as the header or the file's first 20,000 rows show.
     */
    amountOf: AmountOf.optional(),
  })
  .meta({ id: 'ImportOptions' });
export type ImportOptions = z.infer<typeof ImportOptions>;

/** A file before it is read: its columns, what each was recognised as, and its first rows. */
export const ImportPreview = z
  .object({
    columns: z.array(
      z.object({
        /** The header, or `#n` where there is none of its own. */
        name: z.string(),
        /** The field of ours that it is taken for. */
        field: z.string().nullable(),
        samples: z.array(z.string()),
      }),
    ),
    /** Of purchases with recognised columns for order and amount: what the amounts are taken for. */
    amounts: AmountsReading.optional(),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof ImportPreview>;

/**
 * A file on its way in. `read` = `accepted` + `duplicates` + `rejected` when it is done; until then more may be read than
 * dealt with.
 */
export const Import = z
  .object({
    id: idOf('import'),
    kind: ImportKind,
    productId: idOf('product').nullable(),
    /** Told from the file's first character where it is null. */
    format: ImportFormat.nullable(),
    mapping: ColumnMapping.nullable(),
    options: ImportOptions,
    /** What the file is called where it came from, where a browser said so. */
    fileName: z.string().max(255).optional(),
    /** The bucket's object that holds the file. */
    object: z.string(),
    status: z.enum(['queued', 'running', 'done', 'failed']),
    /** Bytes of the file, and how many of them are read. */
    size: z.int().nonnegative().nullable(),
    processed: z.int().nonnegative(),
    read: z.int().nonnegative(),
    accepted: z.int().nonnegative(),
    duplicates: z.int().nonnegative(),
    rejected: z.int().nonnegative(),
    problems: z.array(ImportProblem),
    /** How far the purchases can be trusted; reviews have none. */
    quality: PurchaseQuality.nullable(),
    failure: z.string().nullable(),
    /** Why it failed, for the team to read; `failure` is its English. */
    message: Message.optional(),
    /** Whether its columns wait to be confirmed: nothing is taken in before. */
    unconfirmed: z.boolean().optional(),
    preview: ImportPreview.optional(),
    attempts: z.int().nonnegative(),
    /** Where to send the file, for one that was announced without a body. */
    uploadUrl: z.url().optional(),
    createdAt: Time,
    finishedAt: Time.nullable(),
  })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;
