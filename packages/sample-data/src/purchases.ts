import { csv } from './csv.ts';
import type { Draw } from './draw.ts';
import { type Kind, type Person, somebody } from './people.ts';

const DAY_MS = 86_400_000;
const SPAN_DAYS = 540;

/** Days between orders and the chance to stay away after each, by kind of buyer. */
const HABITS: Readonly<Record<Kind, { every: number; leaves: number }>> = {
  commuter: { every: 55, leaves: 0.13 },
  sport: { every: 80, leaves: 0.18 },
  office: { every: 95, leaves: 0.16 },
  gift: { every: 210, leaves: 0.42 },
};

const GOODS = {
  'Linnet One 耳塞': { category: '耳塞 Earbuds', price: 399 },
  'Linnet Air 头戴': { category: '头戴 Headphones', price: 899 },
  'Linnet Run 运动': { category: '运动 Sport', price: 329 },
  '耳塞套 Ear tips': { category: '配件 Accessories', price: 39 },
  '收纳盒 Case': { category: '配件 Accessories', price: 79 },
  '充电线 Cable': { category: '配件 Accessories', price: 29 },
} as const;
type Good = keyof typeof GOODS;

const BASKETS: Readonly<Record<Kind, Readonly<Record<Good, number>>>> = {
  commuter: {
    'Linnet One 耳塞': 30,
    'Linnet Air 头戴': 12,
    'Linnet Run 运动': 4,
    '耳塞套 Ear tips': 26,
    '收纳盒 Case': 12,
    '充电线 Cable': 16,
  },
  sport: {
    'Linnet One 耳塞': 12,
    'Linnet Air 头戴': 2,
    'Linnet Run 运动': 40,
    '耳塞套 Ear tips': 30,
    '收纳盒 Case': 10,
    '充电线 Cable': 6,
  },
  office: {
    'Linnet One 耳塞': 12,
    'Linnet Air 头戴': 34,
    'Linnet Run 运动': 2,
    '耳塞套 Ear tips': 12,
    '收纳盒 Case': 18,
    '充电线 Cable': 22,
  },
  gift: {
    'Linnet One 耳塞': 34,
    'Linnet Air 头戴': 30,
    'Linnet Run 运动': 18,
    '耳塞套 Ear tips': 6,
    '收纳盒 Case': 10,
    '充电线 Cable': 2,
  },
};

const CHANNELS: Readonly<Record<Kind, Readonly<Record<string, number>>>> = {
  commuter: { '官网 Official': 34, '电商平台 Marketplace': 48, '直播 Live': 14, '门店 Shop': 4 },
  sport: { '官网 Official': 22, '电商平台 Marketplace': 40, '直播 Live': 30, '门店 Shop': 8 },
  office: { '官网 Official': 52, '电商平台 Marketplace': 36, '直播 Live': 4, '门店 Shop': 8 },
  gift: { '官网 Official': 14, '电商平台 Marketplace': 44, '直播 Live': 8, '门店 Shop': 34 },
};

const HEADER = [
  'order_id',
  'customer_id',
  'date',
  'product',
  'category',
  'quantity',
  'amount',
  'currency',
  'channel',
  'region',
  'refund_of',
];

/** `lines` order lines of as many buyers as it takes, in the order of their dates, as a CSV file; and the buyers. */
export function samplePurchases({ lines, until, draw }: { lines: number; until: Date; draw: Draw }) {
  const rows: { at: number; cells: (string | number)[] }[] = [];
  const people: Person[] = [];
  let orders = 0;
  while (rows.length < lines) {
    const person = somebody(people.length + 1, draw);
    people.push(person);
    const { every, leaves } = HABITS[person.kind];
    // People of one kind differ as well: in how often they buy, and in how soon they stay away.
    const pace = every * (0.5 + draw.waiting(0.6));
    const lavish = draw.uniform();
    const fickle = draw.chance(0.3) ? 0.6 : leaves * draw.waiting(0.6);
    let day = -draw.uniform() * SPAN_DAYS;
    for (let times = 1; day < 0 && rows.length < lines; times++) {
      const at = until.getTime() + Math.floor(day * DAY_MS);
      const order = `L${String(++orders).padStart(6, '0')}`;
      rows.push(...orderRows({ order, person, lavish, at, draw }));
      // Nobody stays away after the first order alone: what BG/NBD assumes holds here, so that it can be seen at work.
      if (times > 1 && draw.chance(fickle)) break;
      day += draw.waiting(pace);
    }
  }
  const kept = rows.slice(0, lines).sort((a, b) => a.at - b.at);
  return { people, file: csv([HEADER, ...kept.map(({ cells }) => cells)]) };
}

/** `lavish`, from 0 to 1, says how much somebody is given to the dearer goods. */
type Order = { order: string; person: Person; lavish: number; at: number; draw: Draw };

function orderRows({ order, person, lavish, at, draw }: Order) {
  const count = draw.chance(0.35) ? draw.whole(2, 3) : 1;
  const channel = draw.weighted(CHANNELS[person.kind]);
  const goods = new Set(Array.from({ length: count }, () => draw.weighted(tasteOf(person.kind, lavish))));
  const row = (id: string, name: Good, quantity: number, when: number, refundOf: string) => {
    const { category, price } = GOODS[name];
    const off = draw.chance(0.25) ? 0.85 : 1;
    const amount = (price * off * quantity).toFixed(2);
    const cells = [
      id,
      person.id,
      new Date(when).toISOString(),
      name,
      category,
      quantity,
      amount,
      'CNY',
      channel,
      person.region,
      refundOf,
    ];
    return { at: when, cells };
  };
  const rows = [...goods].map((name) => row(order, name, draw.chance(0.1) ? 2 : 1, at, ''));
  const [first] = goods;
  if (first && draw.chance(0.02)) rows.push(row(`R${order}`, first, -1, at + DAY_MS / 2, order));
  return rows;
}

function tasteOf(kind: Kind, lavish: number): Record<Good, number> {
  const names = Object.keys(GOODS) as Good[];
  return Object.fromEntries(
    names.map((name) => [name, BASKETS[kind][name] * (GOODS[name].price > 300 ? 0.2 + 1.6 * lavish : 1)]),
  ) as Record<Good, number>;
}
