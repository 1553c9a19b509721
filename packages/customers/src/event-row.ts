import type { EventKind, EventReject } from '@soundings/contracts/event';
import { type DateOrder, parseWrittenDate } from './written-date.ts';

/** What a column of an events file can be, with the headers it goes by; kinds likewise with their words. */
export const eventColumns = {
  customerId: ['customer id', 'user id', 'member id', 'visitor id', '会员ID', '用户ID', '客户ID', '访客ID'],
  date: ['date', 'time', 'timestamp', 'event time', '时间', '事件时间', '访问时间'],
  kind: ['event', 'event type', 'action', 'behavior', '事件', '行为', '行为类型'],
  channel: ['channel', 'source', 'utm source', '渠道', '来源'],
  campaign: ['campaign', 'utm campaign', '活动', '营销活动'],
  sku: ['sku', 'item id', 'product id', '商品ID', '商品编码'],
} as const;
export type EventColumn = keyof typeof eventColumns;

const KINDS: Readonly<Record<string, EventKind>> = {
  visit: 'visit',
  session: 'visit',
  pageview: 'visit',
  访问: 'visit',
  浏览首页: 'visit',
  view: 'view',
  pv: 'view',
  'product view': 'view',
  view_item: 'view',
  浏览: 'view',
  浏览商品: 'view',
  点击: 'view',
  cart: 'cart',
  'add to cart': 'cart',
  add_to_cart: 'cart',
  加购: 'cart',
  加入购物车: 'cart',
  order: 'order',
  buy: 'order',
  purchase: 'order',
  下单: 'order',
  购买: 'order',
  支付: 'order',
};

/** A behaviour event as one line of a file tells it. */
export type EventRow = {
  customerId: string;
  at: number;
  kind: EventKind;
  channel: string | null;
  campaign: string | null;
  sku: string | null;
};

/** One row of an events file, or the reason why it is none. */
export function parseEvent(
  fields: Readonly<Partial<Record<EventColumn, string>>>,
  {
    dateOrder = 'ymd',
    toInstant = (wall: number) => wall,
  }: { dateOrder?: DateOrder; toInstant?: (wall: number) => number } = {},
): { event: EventRow } | { reject: EventReject } {
  const customerId = fields.customerId?.trim();
  if (!customerId) return { reject: 'missing_customer' };
  const date = parseWrittenDate(fields.date?.trim() ?? '', dateOrder);
  if (date === null) return { reject: 'unreadable_date' };
  const kind = KINDS[fields.kind?.trim().toLowerCase() ?? ''];
  if (kind === undefined) return { reject: 'unknown_event' };
  return {
    event: {
      customerId,
      at: date.offset === null ? toInstant(date.wall) : date.wall - date.offset * 60_000,
      kind,
      channel: fields.channel?.trim() || null,
      campaign: fields.campaign?.trim() || null,
      sku: fields.sku?.trim() || null,
    },
  };
}
