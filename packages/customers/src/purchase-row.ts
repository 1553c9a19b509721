import type { AmountOf, PurchaseKind, PurchaseReject } from '@soundings/contracts/purchase';
import type { PurchaseColumn } from './purchase-columns.ts';
import { type DateOrder, fileClock, parseWrittenDate } from './written-date.ts';
import { type DecimalMark, parseWrittenNumber, writtenCurrency, type YenSign } from './written-number.ts';

/** A purchase as one line of a file tells it, before the lake gives it an id. */
export type PurchaseRow = {
  orderId: string;
  lineId: string | null;
  customerId: string;
  accountId: string | null;
  /** Milliseconds since 1970, UTC. */
  at: number;
  /** The same on the wall clock of the file's time zone. */
  localAt: number;
  kind: PurchaseKind;
  refundOf: string | null;
  sku: string | null;
  product: string | null;
  category: string | null;
  quantity: number | null;
  /** Ten-thousandths of the currency's unit, a whole number: negative for a refund. */
  amount: number;
  /** Whether that is what the whole order came to, which each of its lines repeats. */
  isOrderTotal: boolean;
  /** What the line comes to by its unit price, in the same unit, where it has one: an order's total is shared by it. */
  worth: number | null;
  currency: string;
  channel: string | null;
  region: string | null;
};

/** How the rows of one file are to be read. Build it once a file with `purchaseContext`. */
export type PurchaseContext = {
  dateOrder: DateOrder;
  decimalMark: DecimalMark;
  /** Whether an amount is its line's own or its order's total. */
  amountOf: AmountOf;
  timeZone: string;
  /** Of rows that name none. */
  currency: string;
  /** Purchases later than this instant (milliseconds) are refused. */
  latest: number;
  testAccounts: ReadonlySet<string>;
  /** What `¥` before an amount stands for. */
  yenSign: YenSign;
  toInstant: (wall: number) => number;
  /** The wall clock at an instant; null where nobody said whose: then a time with an offset stays as it is written. */
  toWall: ((instant: number) => number) | null;
};

const DAY_MS = 86_400_000;
const ABSENT = /^(?:null|none|nan|n\/a|na|nil|undefined|guest|无|空|-+|0)?$/i;
const TEST_ACCOUNT = /^(?:(?:test|demo|qa)(?:$|[-_.\d@]|er|account|user)|测试)/i;
const CANCELLED =
  /^(?:cancell?ed|unpaid|pending payment|voided|failed|(?:订单|交易)?已?(?:取消|关闭)|(?:等待|待)(?:买家)?付款|(?:买家)?未付款|(?:[未已]发货[,，])?退款成功)$/i;
const CANCELLATION_ID = /^C\d{4,}$/i;
// Ten thousandths beyond this are no longer exact in a double.
const LARGEST_AMOUNT = 9e15;

/** The reading of one file. A day is granted beyond `now`, for shops whose clock is ahead of the file's time zone. */
export function purchaseContext({
  dateOrder = 'ymd',
  decimalMark = '.',
  amountOf = 'line',
  timeZone,
  currency,
  yenSign = 'CNY',
  now,
  testAccounts = [],
}: {
  dateOrder?: DateOrder;
  decimalMark?: DecimalMark;
  amountOf?: AmountOf;
  timeZone?: string;
  currency: string;
  yenSign?: YenSign;
  now: number;
  testAccounts?: Iterable<string>;
}): PurchaseContext {
  return {
    dateOrder,
    decimalMark,
    amountOf,
    timeZone: timeZone ?? 'UTC',
    currency,
    yenSign,
    latest: now + DAY_MS,
    testAccounts: new Set(testAccounts),
    ...fileClock(timeZone),
  };
}

/**
 * One row of a file, its cells named by `PurchaseColumn`, as a purchase or the reason why it is none. A line is quantity ×
 * unit price, an order its amount; where both are there the amount counts. Negative quantities or amounts and `C…`
 * invoices are refunds. Rows without an order id are ordered by customer and time.
 */
export function parsePurchase(
  fields: Readonly<Partial<Record<PurchaseColumn, string>>>,
  context: PurchaseContext,
): { purchase: PurchaseRow } | { reject: PurchaseReject } {
  const customerId = identifier(fields.customerId);
  const quantity = given(fields.quantity) ? parseWrittenNumber(fields.quantity, context.decimalMark) : null;
  if (quantity !== null && Number.isNaN(quantity)) return { reject: 'unreadable_quantity' };
  const money = lineMoney(fields, quantity, context.decimalMark);
  if (money === 0 && quantity !== null && quantity < 0) return { reject: 'stock_adjustment' };
  if (customerId === null) return { reject: 'missing_customer' };
  if (context.testAccounts.has(customerId) || TEST_ACCOUNT.test(customerId)) return { reject: 'test_account' };
  if (typeof money === 'string') return { reject: money };
  if (quantity === 0) return { reject: 'zero_quantity' };
  if (money === 0) return { reject: 'zero_price' };
  // A negative price (bad debt written off) is the book-keeper's, not a customer's.
  if (money < 0 && !given(fields.amount) && (quantity ?? 1) > 0) return { reject: 'money_adjustment' };
  if (fields.status !== undefined && CANCELLED.test(fields.status.trim())) return { reject: 'cancelled_order' };
  if (!given(fields.date)) return { reject: 'missing_date' };
  const date = parseWrittenDate(fields.date.trim(), context.dateOrder);
  if (date === null) return { reject: 'unreadable_date' };
  const at = date.offset === null ? context.toInstant(date.wall) : date.wall - date.offset * 60_000;
  if (at > context.latest) return { reject: 'future_date' };
  const currency = currencyOf(fields, context);
  if (currency === null) return { reject: 'unreadable_currency' };

  const orderId = identifier(fields.orderId);
  if (orderId === null && fields.orderId !== undefined) return { reject: 'missing_order' };
  const refund = money < 0 || (quantity ?? 0) < 0 || (orderId !== null && CANCELLATION_ID.test(orderId));
  return {
    purchase: {
      orderId: orderId ?? `${customerId} ${new Date(date.wall).toISOString().slice(0, 19)}`,
      lineId: text(fields.lineId),
      customerId,
      accountId: identifier(fields.accountId),
      at,
      localAt: date.offset === null || !context.toWall ? date.wall : context.toWall(at),
      kind: refund ? 'refund' : 'sale',
      refundOf: refund ? identifier(fields.refundOf) : null,
      sku: text(fields.sku),
      product: text(fields.product),
      category: text(fields.category),
      quantity: quantity === null ? null : refund ? -Math.abs(quantity) : quantity,
      amount: refund ? -Math.abs(money) : money,
      isOrderTotal: context.amountOf === 'order' && orderId !== null && given(fields.amount),
      worth: context.amountOf === 'line' ? null : lineWorth(fields.unitPrice, quantity, context.decimalMark),
      currency,
      channel: text(fields.channel),
      region: text(fields.region),
    },
  };
}

/** Ten-thousandths of the currency's unit, or why there are none. */
function lineMoney(
  fields: Readonly<Partial<Record<PurchaseColumn, string>>>,
  quantity: number | null,
  mark: DecimalMark,
): number | PurchaseReject {
  let money: number;
  if (given(fields.amount)) money = parseWrittenNumber(fields.amount, mark);
  else if (given(fields.unitPrice)) money = parseWrittenNumber(fields.unitPrice, mark) * (quantity ?? 1);
  else return 'missing_amount';
  const scaled = Math.round(money * 10_000);
  return Math.abs(scaled) <= LARGEST_AMOUNT ? scaled + 0 : 'unreadable_amount';
}

/** What a line comes to by its unit price, in ten-thousandths, whichever way it went. */
function lineWorth(unitPrice: string | undefined, quantity: number | null, mark: DecimalMark): number | null {
  if (!given(unitPrice)) return null;
  const worth = Math.round(Math.abs(parseWrittenNumber(unitPrice, mark) * (quantity ?? 1)) * 10_000);
  return worth <= LARGEST_AMOUNT ? worth : null;
}

function currencyOf(
  fields: Readonly<Partial<Record<PurchaseColumn, string>>>,
  context: PurchaseContext,
): string | null {
  if (given(fields.currency)) {
    const code = fields.currency.trim().toUpperCase();
    if (/^[A-Z]{3}$/.test(code)) return code === 'RMB' ? 'CNY' : code;
    return writtenCurrency(fields.currency, context.yenSign);
  }
  const written = fields.amount ?? fields.unitPrice ?? '';
  return (/[^\d.,\s-]/.test(written) ? writtenCurrency(written, context.yenSign) : null) ?? context.currency;
}

function given(cell: string | undefined): cell is string {
  return cell !== undefined && cell !== '' && cell.trim() !== '';
}

/** An id without what a spreadsheet did to it: `17850.0` is 17850; `1.23457E+17` has lost which one it was. */
function identifier(cell: string | undefined): string | null {
  if (cell === undefined) return null;
  const id = cell.trim();
  if (ABSENT.test(id) || /^\d(?:\.\d+)?E\+\d+$/i.test(id)) return null;
  return id.endsWith('.0') && /^\d+\.0$/.test(id) ? id.slice(0, -2) : id;
}

function text(cell: string | undefined): string | null {
  if (cell === undefined) return null;
  const trimmed = cell.trim();
  return trimmed === '' ? null : trimmed;
}
