/**
 * What a column of a purchases file can be, with the headers that shops, marketplaces and spreadsheets give it in
 * Chinese and English. Headers are compared by `headerKey`, so case, spaces, underscores and brackets do not matter.
 */
export const purchaseColumns = {
  orderId: [
    'order id',
    'order number',
    'order no',
    'order',
    'invoice no',
    'invoice',
    'basket id',
    'transaction id',
    '订单号',
    '订单编号',
    '订单ID',
    '主订单编号',
    '交易号',
    '单号',
    '小票号',
  ],
  lineId: ['line id', 'line number', 'order item id', 'order line id', '子订单编号', '子订单号', '行号', '明细ID'],
  customerId: [
    'customer id',
    'customer',
    'user id',
    'member id',
    'client id',
    'household id',
    'buyer id',
    'customer unique id',
    'email',
    '会员ID',
    '会员号',
    '会员编号',
    '用户ID',
    '用户编号',
    '客户ID',
    '客户编号',
    '顾客ID',
    '买家ID',
    '买家会员名',
    '买家昵称',
    '手机号',
  ],
  accountId: ['account id', 'account', 'company id', 'company', '账户ID', '企业ID', '公司ID', '公司名称', '客户公司'],
  date: [
    'date',
    'order date',
    'invoice date',
    'purchase date',
    'created at',
    'paid at',
    'timestamp',
    'transaction timestamp',
    'order purchase timestamp',
    'time',
    '下单时间',
    '付款时间',
    '支付时间',
    '订单付款时间',
    '订单创建时间',
    '交易时间',
    '成交时间',
    '购买时间',
    '购买日期',
    '订单日期',
    '日期',
    '时间',
  ],
  amount: [
    'amount',
    'total',
    'order total',
    'line total',
    'sales value',
    'payment value',
    'revenue',
    'net sales',
    'paid amount',
    '实付金额',
    '实付款',
    '实际支付金额',
    '买家实际支付金额',
    '支付金额',
    '订单金额',
    '销售额',
    '成交金额',
    '金额',
    '总价',
  ],
  quantity: ['quantity', 'qty', 'units', 'lineitem quantity', '数量', '购买数量', '件数', '商品数量', '宝贝总数量'],
  unitPrice: ['unit price', 'price', 'item price', 'lineitem price', '单价', '商品单价', '价格'],
  currency: ['currency', 'currency code', '币种', '货币'],
  sku: [
    'sku',
    'stock code',
    'product id',
    'item id',
    'article id',
    'lineitem sku',
    'SKU编码',
    '商品编码',
    '商品ID',
    '商品编号',
    '货号',
    '商家编码',
  ],
  product: [
    'product',
    'product name',
    'item name',
    'description',
    'lineitem name',
    '商品名称',
    '商品标题',
    '宝贝标题',
    '品名',
    '产品名称',
    '商品',
  ],
  category: [
    'category',
    'product category',
    'department',
    'product type',
    '类目',
    '品类',
    '分类',
    '商品类目',
    '商品分类',
    '商品类别',
    '类别',
  ],
  channel: [
    'channel',
    'sales channel',
    'source',
    'platform',
    'store',
    'store id',
    '渠道',
    '销售渠道',
    '平台',
    '来源',
    '店铺',
    '店铺名称',
    '门店',
  ],
  region: [
    'region',
    'country',
    'state',
    'province',
    'city',
    'shipping province',
    'customer state',
    '地区',
    '国家',
    '省份',
    '省',
    '城市',
    '收货省份',
    '区域',
  ],
  refundOf: [
    'refund of',
    'original order',
    'original order id',
    'parent order',
    'original invoice',
    '原订单号',
    '退款订单号',
    '原单号',
    '关联订单号',
  ],
  status: ['status', 'order status', 'financial status', '订单状态', '交易状态', '状态'],
} as const satisfies Record<string, readonly string[]>;

export type PurchaseColumn = keyof typeof purchaseColumns;

/** A header reduced to what tells it from others. */
function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\(.*?\)|[^\p{L}\p{N}]/gu, '');
}

const columnByKey = new Map<string, PurchaseColumn>();
for (const [column, aliases] of Object.entries(purchaseColumns)) {
  columnByKey.set(headerKey(column), column as PurchaseColumn);
  for (const alias of aliases) columnByKey.set(headerKey(alias), column as PurchaseColumn);
}

/**
 * Which header is which column, as far as the names tell: header → column. Where two headers name one column the one
 * whose name stands earlier in `purchaseColumns` wins, so `order date` beats `time`.
 */
export function guessPurchaseColumns(headers: readonly string[]): Record<string, PurchaseColumn> {
  const best = new Map<PurchaseColumn, { header: string; rank: number }>();
  for (const header of headers) {
    const key = headerKey(header);
    const column = columnByKey.get(key);
    if (column === undefined) continue;
    const rank = purchaseColumns[column].findIndex((alias) => headerKey(alias) === key);
    const known = best.get(column);
    if (known === undefined || rank < known.rank) best.set(column, { header, rank });
  }
  return Object.fromEntries([...best].map(([column, { header }]) => [header, column]));
}
