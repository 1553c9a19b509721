import { eventColumns } from '@soundings/customers/event-row';
import { purchaseColumns } from '@soundings/customers/purchase-columns';
import { expect, test } from 'vitest';
import { findColumns } from './columns.ts';

const found = (header: readonly string[], aliases: Parameters<typeof findColumns>[1]) =>
  Object.fromEntries([...findColumns(header, aliases, null)].map(([field, i]) => [header[i], field]));

test('headers in both languages find their columns', () => {
  const online = [
    'InvoiceNo',
    'StockCode',
    'Description',
    'Quantity',
    'InvoiceDate',
    'UnitPrice',
    'CustomerID',
    'Country',
  ];
  expect(found(online, purchaseColumns)).toEqual({
    InvoiceNo: 'orderId',
    StockCode: 'sku',
    Description: 'product',
    Quantity: 'quantity',
    InvoiceDate: 'date',
    UnitPrice: 'unitPrice',
    CustomerID: 'customerId',
    Country: 'region',
  });
  const taobao = ['订单编号', '买家会员名', '买家实际支付金额', '宝贝总数量', '订单付款时间', '收货省份', '备注'];
  expect(found(taobao, purchaseColumns)).toEqual({
    订单编号: 'orderId',
    买家会员名: 'customerId',
    买家实际支付金额: 'amount',
    宝贝总数量: 'quantity',
    订单付款时间: 'date',
    收货省份: 'region',
  });
  expect(found(['Time', 'order_date'], purchaseColumns)).toEqual({ order_date: 'date' });
  expect(found(['用户ID', '行为', '时间', '渠道'], eventColumns)).toEqual({
    用户ID: 'customerId',
    行为: 'kind',
    时间: 'date',
    渠道: 'channel',
  });
});
