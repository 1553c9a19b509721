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
  const shop = ['销售日期', '订单编号', '客户', '宝贝数量', '实收金额', '商品总金额'];
  expect(found(shop, purchaseColumns)).toEqual({
    销售日期: 'date',
    订单编号: 'orderId',
    客户: 'customerId',
    宝贝数量: 'quantity',
    实收金额: 'amount',
  });
  const jingdong = [
    '订单号',
    '商品ID',
    '商品名称',
    '订购数量',
    '下单时间',
    '京东价',
    '应付金额',
    '订单状态',
    '下单帐号',
  ];
  expect(found(jingdong, purchaseColumns)).toEqual({
    订单号: 'orderId',
    商品ID: 'sku',
    商品名称: 'product',
    订购数量: 'quantity',
    下单时间: 'date',
    京东价: 'unitPrice',
    应付金额: 'amount',
    订单状态: 'status',
    下单帐号: 'customerId',
  });
  const pinduoduo = [
    '商品',
    '订单号',
    '订单状态',
    '商品总价(元)',
    '用户实付金额(元)',
    '商品数量(件)',
    '收货人',
    '手机',
    '省',
    '支付时间',
    '商家编码-SKU维度',
  ];
  expect(found(pinduoduo, purchaseColumns)).toEqual({
    商品: 'product',
    订单号: 'orderId',
    订单状态: 'status',
    '用户实付金额(元)': 'amount',
    '商品数量(件)': 'quantity',
    手机: 'customerId',
    省: 'region',
    支付时间: 'date',
    '商家编码-SKU维度': 'sku',
  });
  expect(found(['Time', 'order_date'], purchaseColumns)).toEqual({ order_date: 'date' });
  expect(found(['用户ID', '行为', '时间', '渠道'], eventColumns)).toEqual({
    用户ID: 'customerId',
    行为: 'kind',
    时间: 'date',
    渠道: 'channel',
  });
});
