import * as z from 'zod';
import { Currency, Decimal } from './money.ts';
import { Time } from './time.ts';

export const PurchaseKind = z.enum(['sale', 'refund']);
export type PurchaseKind = z.infer<typeof PurchaseKind>;

/**
 * One order line, or one order where the file has no lines, as the lake keeps it (`purchases/`, columns are these names
 * in snake_case, times as TIMESTAMP, `amount` as DECIMAL(18,4)). Money is in the currency of the file; a refund's is negative.
 */
export const Purchase = z
  .object({
    /** A function of what the line says, so that a repeated line has the id it had. */
    id: z.string(),
    orderId: z.string(),
    customerId: z.string(),
    /** The company that the customer buys for. */
    accountId: z.string().nullable(),
    occurredAt: Time,
    /** The same instant on the clock of the file's time zone: days, hours and weekdays are counted on it. */
    localAt: Time,
    kind: PurchaseKind,
    /** The order that a refund gives back, where it is known. */
    refundOf: z.string().nullable(),
    /** `localAt` on exactly one sale line of each order, null on all others: counting it counts orders. */
    openedAt: Time.nullable(),
    /** A number for the order, and for the order that a refund gives back: joins on it are cheap. */
    orderKey: z.bigint(),
    refundKey: z.bigint().nullable(),
    /** Of a refund: what had been paid for its order when it was imported, and the order's day; null if the order came later. */
    orderAmount: Decimal.nullable(),
    orderDay: z.iso.date().nullable(),
    sku: z.string().nullable(),
    product: z.string().nullable(),
    category: z.string().nullable(),
    quantity: z.number().nullable(),
    amount: Decimal,
    currency: Currency,
    channel: z.string().nullable(),
    region: z.string().nullable(),
    importId: z.string(),
    /** Where it stands in the file. */
    line: z.int().positive(),
  })
  .meta({ id: 'Purchase' });
export type Purchase = z.infer<typeof Purchase>;

/** Why a line of a file is not a purchase. */
export const PurchaseReject = z
  .enum([
    'missing_customer',
    'missing_order',
    'missing_date',
    'unreadable_date',
    'future_date',
    'missing_amount',
    'unreadable_amount',
    'unreadable_quantity',
    'unreadable_currency',
    'zero_price',
    'zero_quantity',
    'stock_adjustment',
    'money_adjustment',
    'cancelled_order',
    'test_account',
    'erased_customer',
  ])
  .meta({ id: 'PurchaseReject' });
export type PurchaseReject = z.infer<typeof PurchaseReject>;

/** What a file's amounts are of: each line by itself, or its whole order, whose total each of its lines repeats. */
export const AmountOf = z.enum(['line', 'order']);
export type AmountOf = z.infer<typeof AmountOf>;

/** How a file's amounts are read, why, and on how many orders that rests. */
export const AmountsReading = z
  .object({
    amountOf: AmountOf,
    /**
     * `said` by whoever sent it; the column's `header` names an order's total; lines of an order `repeat` one amount though
     * their articles or prices differ; they `differ`; the amount `fits` quantity × unit price; no order has several lines
     * (`single`); too `few` to tell.
     */
    because: z.enum(['said', 'header', 'repeat', 'differ', 'fits', 'single', 'few']),
    /** Orders of several lines among the file's first rows, and those whose lines all have the same amount. */
    orders: z.int().nonnegative(),
    alike: z.int().nonnegative(),
  })
  .meta({ id: 'AmountsReading' });
export type AmountsReading = z.infer<typeof AmountsReading>;

/**
 * Why an order's total is doubtful: lines of one order and file name `different_totals`, or an earlier import left the
 * order with `another_total`.
 */
export const OrderTotalDoubt = z.enum(['different_totals', 'another_total']);
export type OrderTotalDoubt = z.infer<typeof OrderTotalDoubt>;

const Share = z.number().min(0).max(1);

/** How far the purchases of one file can be trusted. Scores are shares from 0 to 1. */
export const PurchaseQuality = z
  .object({
    read: z.int().nonnegative(),
    accepted: z.int().nonnegative(),
    /** Lines that say exactly what another line of the file says. */
    duplicatesInFile: z.int().nonnegative(),
    /** Lines that an earlier import brought. */
    duplicatesInLake: z.int().nonnegative(),
    rejected: z.int().nonnegative(),
    rejectedBy: z.partialRecord(PurchaseReject, z.int().positive()),
    refunds: z.int().nonnegative(),
    /** Refunds whose order could not be found: their money counts, their order stays. */
    unlinkedRefunds: z.int().nonnegative(),
    customers: z.int().nonnegative(),
    orders: z.int().nonnegative(),
    net: z.array(z.object({ currency: Currency, amount: Decimal })),
    firstAt: Time.nullable(),
    lastAt: Time.nullable(),
    /** How the file's dates and numbers were read, and whether its own rows settle that. */
    reading: z.object({
      dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
      dateOrderSettled: z.boolean(),
      decimalMark: z.enum(['.', ',']),
      timeZone: z.string(),
      currency: Currency,
      /** Null where an older version read the file: each amount was its line's own. */
      amounts: AmountsReading.nullable().default(null),
    }),
    /** Share of accepted lines that fill each optional column. */
    filled: z.record(z.string(), Share),
    completeness: Share,
    validity: Share,
    uniqueness: Share,
    timeliness: Share,
    score: Share,
    grade: z.enum(['A', 'B', 'C', 'D', 'E']),
  })
  .meta({ id: 'PurchaseQuality' });
export type PurchaseQuality = z.infer<typeof PurchaseQuality>;
