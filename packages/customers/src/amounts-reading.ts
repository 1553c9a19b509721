import type { AmountOf, AmountsReading } from '@soundings/contracts/purchase';
import type { PurchaseColumn } from './purchase-columns.ts';
import { type DecimalMark, parseWrittenNumber } from './written-number.ts';

type Fields = Readonly<Partial<Record<PurchaseColumn, string>>>;
type Line = { amount: number; article: string; quantity: number | null; worth: number | null };

/** Headers of what a whole order comes to, in order lists of shops and marketplaces. */
const ORDER_TOTAL =
  /^\s*(?:(?:order|invoice|basket)[\s_-]*(?:grand[\s_-]*)?(?:total|amount|value)|(?:主?订单|整单).*(?:金额|总额|总价|款)|应付金额)/i;
/** Fewer orders than these, or all of one amount, may be chance: things of one price, bought together. */
const ENOUGH = 3;
/** Of 20 orders with several lines one may be otherwise: files have dirt. */
const ODD = 1 / 20;

/**
 * Whether the amounts of a purchases file are of lines or of orders, as its first rows and the header of its column
 * `amount` show; `said` is what whoever sent the file says, and goes before all. The lines of an order that have one
 * amount, although their articles, quantities or prices differ, speak for an order's total; amounts that differ
 * within orders, or are quantity × unit price, for the line's own. Rows go before the header, which goes before nothing.
 * Lines exported twice are taken for one. Without order ids each line is its own.
 */
export function readAmounts(
  rows: Iterable<Fields>,
  { header, decimalMark, said }: { header: string | undefined; decimalMark: DecimalMark; said?: AmountOf | undefined },
): AmountsReading {
  let [orders, alike, fitting] = [0, 0, 0];
  const repeated = new Map<number, number>();
  for (const lines of linesByOrder(rows, decimalMark)) {
    const [first] = lines;
    if (!first || lines.length < 2) continue;
    orders++;
    if (lines.some(({ amount }) => amount !== first.amount)) continue;
    alike++;
    if (lines.every(({ worth }) => worth === first.amount)) fitting++;
    else if (contradicts(lines)) repeated.set(first.amount, (repeated.get(first.amount) ?? 0) + 1);
  }
  const contradicted = [...repeated.values()].reduce((sum, n) => sum + n, 0);
  const reading = (because: AmountsReading['because'], amountOf: AmountOf): AmountsReading => ({
    amountOf,
    because,
    orders,
    alike,
  });
  if (said) return reading('said', said);
  if (orders > 0 && (orders - alike) / orders > ODD) return reading('differ', 'line');
  if (fitting > contradicted) return reading('fits', 'line');
  if (header && ORDER_TOTAL.test(header.normalize('NFKC'))) return reading('header', 'order');
  if (contradicted >= ENOUGH && repeated.size > 1) return reading('repeat', 'order');
  return reading(orders === 0 ? 'single' : 'few', 'line');
}

/** Whether equal amounts can hardly be the lines' own: what they are of differs, or they are what the lines come to together. */
function contradicts(lines: readonly Line[]): boolean {
  const worths = lines.map(({ worth }) => worth);
  if (worths.every((worth) => worth !== null)) {
    const together = worths.reduce((sum, worth) => sum + worth, 0);
    return new Set(worths).size > 1 || together === lines[0]?.amount;
  }
  return new Set(lines.map(({ article, quantity }) => `${quantity} ${article}`)).size > 1;
}

/** The lines of each order, sales and refunds apart; amounts in ten-thousandths without their sign. */
function linesByOrder(rows: Iterable<Fields>, mark: DecimalMark): Iterable<Line[]> {
  const orders = new Map<string, Line[]>();
  const said = new Set<string>();
  for (const fields of rows) {
    if (!fields.orderId?.trim() || !fields.amount?.trim()) continue;
    const amount = parseWrittenNumber(fields.amount, mark);
    if (!amount) continue;
    const quantity = numberIn(fields.quantity, mark);
    const price = numberIn(fields.unitPrice, mark);
    const article = fields.sku || fields.product || '';
    const line: Line = {
      amount: tenThousandths(amount),
      article,
      quantity,
      worth: price === null ? null : tenThousandths(price * (quantity ?? 1)),
    };
    const isRefund = amount < 0 || (quantity ?? 0) < 0;
    const order = [fields.customerId, fields.orderId.trim(), isRefund && fields.date].join('\u001f');
    const says = [order, fields.lineId, article, fields.quantity, fields.unitPrice, amount].join('\u001f');
    if (said.has(says)) continue;
    said.add(says);
    const lines = orders.get(order);
    if (lines) lines.push(line);
    else orders.set(order, [line]);
  }
  return orders.values();
}

function numberIn(cell: string | undefined, mark: DecimalMark): number | null {
  const number = cell?.trim() ? parseWrittenNumber(cell, mark) : Number.NaN;
  return Number.isNaN(number) ? null : number;
}

function tenThousandths(amount: number): number {
  return Math.round(Math.abs(amount) * 10_000);
}
