import { expect, test } from 'vitest';
import { parsePurchase, purchaseContext } from './purchase-row.ts';

const context = purchaseContext({
  currency: 'CNY',
  now: Date.UTC(2024, 5, 1),
  timeZone: 'Asia/Shanghai',
  testAccounts: ['u-0'],
});
const line = { orderId: 'A1', customerId: 'u1', date: '2024-03-01 08:00', quantity: '3', unitPrice: '9.90', sku: 'S' };
const reason = (fields: Parameters<typeof parsePurchase>[0]) => {
  const parsed = parsePurchase(fields, context);
  return 'reject' in parsed ? parsed.reject : parsed.purchase.kind;
};

test('an order line is quantity times unit price, at the instant that its time zone says', () => {
  expect(parsePurchase(line, context)).toEqual({
    purchase: {
      orderId: 'A1',
      lineId: null,
      customerId: 'u1',
      accountId: null,
      at: Date.UTC(2024, 2, 1, 0),
      localAt: Date.UTC(2024, 2, 1, 8),
      kind: 'sale',
      refundOf: null,
      sku: 'S',
      product: null,
      category: null,
      quantity: 3,
      amount: 297_000,
      currency: 'CNY',
      channel: null,
      region: null,
    },
  });
});

test('an order is its amount, whatever its pieces cost', () => {
  expect(parsePurchase({ ...line, amount: '¥25.00' }, context)).toMatchObject({ purchase: { amount: 250_000 } });
});

test('without an order id, what a customer buys at one time is one order', () => {
  const { orderId: _, ...rest } = line;
  expect(parsePurchase(rest, context)).toMatchObject({ purchase: { orderId: 'u1 2024-03-01T08:00:00' } });
});

test('refunds are negative whichever way the file says so', () => {
  const refunds = [
    { ...line, quantity: '-3' },
    { ...line, orderId: 'C536379', quantity: '3' },
    { ...line, orderId: 'C536379', quantity: '-3' },
    { ...line, amount: '-29.70' },
  ];
  for (const fields of refunds) {
    expect(parsePurchase({ ...fields, refundOf: 'A0' }, context)).toMatchObject({
      purchase: { kind: 'refund', amount: -297_000, quantity: -3, refundOf: 'A0' },
    });
  }
});

test('what is no purchase says why', () => {
  expect(reason({ ...line, customerId: '' })).toBe('missing_customer');
  expect(reason({ ...line, customerId: 'NULL' })).toBe('missing_customer');
  expect(reason({ ...line, customerId: 'test_01' })).toBe('test_account');
  expect(reason({ ...line, customerId: '测试账号' })).toBe('test_account');
  expect(reason({ ...line, customerId: 'u-0' })).toBe('test_account');
  expect(reason({ ...line, orderId: ' ' })).toBe('missing_order');
  expect(reason({ ...line, date: '' })).toBe('missing_date');
  expect(reason({ ...line, date: '2024-02-31' })).toBe('unreadable_date');
  expect(reason({ ...line, date: '2024-07-01' })).toBe('future_date');
  expect(reason({ ...line, unitPrice: '' })).toBe('missing_amount');
  expect(reason({ ...line, unitPrice: 'free' })).toBe('unreadable_amount');
  expect(reason({ ...line, unitPrice: '1e300' })).toBe('unreadable_amount');
  expect(reason({ ...line, unitPrice: '0' })).toBe('zero_price');
  expect(reason({ ...line, quantity: '0' })).toBe('zero_quantity');
  expect(reason({ ...line, quantity: 'many' })).toBe('unreadable_quantity');
  expect(reason({ ...line, currency: 'money' })).toBe('unreadable_currency');
  expect(reason({ ...line, quantity: '-12', unitPrice: '0', customerId: '' })).toBe('stock_adjustment');
  expect(reason({ ...line, quantity: '1', unitPrice: '-11062.06' })).toBe('money_adjustment');
  expect(reason({ ...line, status: '交易关闭' })).toBe('cancelled_order');
});

test('what a spreadsheet did to an id is undone, and a name that begins with test is a name', () => {
  expect(parsePurchase({ ...line, customerId: '17850.0' }, context)).toMatchObject({
    purchase: { customerId: '17850' },
  });
  expect(reason({ ...line, customerId: 'testa.rossi' })).toBe('sale');
});
