import { randomFrom } from '@soundings/text/fit';
import { normalForm } from '@soundings/text/normal-form';
import { findPersonalData, type PersonalDataKind } from '@soundings/text/redaction';
import { prosCons, readCsv } from '@soundings/text/training/sets';
import type { Row } from '../figures.ts';
import { ibanOf, idCardOf, luhnOf } from './personal-data-numbers.ts';

const CASES = 400;

type Random = () => number;
type Maker = (random: Random) => string;

const pick = <T>(random: Random, items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const digits = (random: Random, length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join('');
const letters = (random: Random, length: number) =>
  Array.from({ length }, () => pick(random, [...'abcdefghijklmnopqrstuvwxyz'])).join('');

const full = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

const MAKERS: Readonly<Record<string, Maker>> = {
  mobile: (random) => {
    const number = `1${pick(random, [...'3456789'])}${digits(random, 9)}`;
    const spaced = `${number.slice(0, 3)}${pick(random, ['-', ' '])}${number.slice(3, 7)}${pick(random, ['-', ' '])}${number.slice(7)}`;
    return pick(random, [number, spaced, `+86 ${number}`, `+86${number}`, `86-${number}`, full(number)]);
  },
  'id-card': (random) => idCardOf(random),
  'bank-card': (random) => {
    const number = luhnOf(
      pick(random, ['622202', '621700', '4', '51', '37', '6011']),
      pick(random, [16, 16, 19, 15]),
      random,
    );
    return pick(random, [number, number.replace(/(\d{4})(?=\d)/g, '$1 '), number.replace(/(\d{4})(?=\d)/g, '$1-')]);
  },
  wechat: (random) => {
    const id = pick(random, [
      `${letters(random, 5)}${digits(random, 3)}`,
      `wxid_${letters(random, 8)}`,
      `${letters(random, 4)}_${digits(random, 4)}`,
    ]);
    return `${pick(random, ['微信', '微信号：', '加微信', 'WeChat: ', 'wechat id ', 'vx:', 'VX ', '加V：', '微信号是', 'wx：'])}${id}`;
  },
  qq: (random) =>
    `${pick(random, ['QQ', 'qq:', 'QQ号', 'Q：', '扣扣', 'QQ群', 'QQ is ', '加QQ'])}${pick(random, [...'123456789'])}${digits(random, pick(random, [5, 7, 8, 9]))}`,
  plate: (random) =>
    `${pick(random, [...'京沪粤浙苏川鲁豫'])}${pick(random, [...'ABCDEFGHJK'])}${pick(random, ['', '·', ' '])}${pick(
      random,
      [
        digits(random, 5),
        `${pick(random, [...'ABCDEFGHJKLMNPQRSTUVWXYZ'])}${digits(random, 4)}`,
        `D${digits(random, 5)}`,
        `${digits(random, 2)}${pick(random, [...'ABCDEFGHJKLMNPQRSTUVWXYZ'])}${digits(random, 2)}`,
      ],
    )}`,
  email: (random) =>
    `${letters(random, 6)}${pick(random, ['', '.', '_', '+'])}${digits(random, 2)}@${letters(random, 5)}${pick(random, ['.com', '.cn', '.co.uk', '.com.cn', '.org'])}`,
  phone: (random) => {
    const area = pick(random, ['010', '021', '0571', '0755', '028']);
    const us = `${pick(random, [...'23456789'])}${digits(random, 2)}`;
    return pick(random, [
      `${area}-${pick(random, [...'2345678'])}${digits(random, 7)}`,
      `(${us}) ${pick(random, [...'23456789'])}${digits(random, 2)}-${digits(random, 4)}`,
      `${us}-${pick(random, [...'23456789'])}${digits(random, 2)}-${digits(random, 4)}`,
      `+44 20 ${digits(random, 4)} ${digits(random, 4)}`,
      `+1 ${us} ${pick(random, [...'23456789'])}${digits(random, 2)} ${digits(random, 4)}`,
      `400-${digits(random, 3)}-${digits(random, 4)}`,
    ]);
  },
  iban: (random) => {
    const number = ibanOf(random);
    return pick(random, [number, number.replace(/(.{4})(?=.)/g, '$1 ')]);
  },
  ip: (random) =>
    pick(random, [
      [1, 2, 3, 4].map(() => 1 + Math.floor(random() * 254)).join('.'),
      Array.from({ length: 8 }, () => (4096 + Math.floor(random() * 60000)).toString(16)).join(':'),
    ]),
  url: (random) =>
    `https://${letters(random, 6)}.com/${letters(random, 4)}?${pick(random, ['token', 'session_id', 'access_key', 'code', 'sig', 'auth'])}=${letters(random, 6)}${digits(random, 6)}`,
};

const AROUND: readonly (readonly [string, string])[] = [
  ['有问题请联系我，', '，谢谢'],
  ['客服让我提供', '之后就没消息了'],
  ['', ' 这个是我的'],
  ['Please contact me: ', '. Thanks'],
  ['They asked for my ', ' and never called back'],
  ['我的是（', '）！质量不错'],
];

/** Finds among generated cases, the least of all kinds; and the share of real reviews in which anything is found. */
export function personalData(): { figures: Record<string, number>; rows: Row[] } {
  const recalls = Object.entries(MAKERS).map(([kind, make]) => {
    const random = randomFrom(kind.length * 7919);
    const hits = Array.from({ length: CASES }, () => {
      const secret = make(random);
      const [before, after] = pick(random, AROUND);
      return isCovered(before + secret + after, secret);
    });
    return [kind as PersonalDataKind, hits.filter(Boolean).length / CASES] as const;
  });
  const reviews = [
    ...readCsv('reviews-zh/waimai_10k.csv.gz').map(({ review = '' }) => review),
    ...readCsv('reviews-zh/online_shopping_10_cats.csv.gz').map(({ review = '' }) => review),
    ...readCsv('reviews-en/womens_clothing.csv.gz').map((row) => row['Review Text'] ?? ''),
    ...prosCons().map(({ text }) => text),
  ];
  const touched = reviews.filter((text) => findPersonalData(text).length > 0).length / reviews.length;
  return {
    figures: { 'pii.recall': Math.min(...recalls.map(([, recall]) => recall)), 'pii.touched': touched },
    rows: [['personal data, recall by kind', ''], ...recalls.map(([kind, recall]): Row => [`  ${kind}`, recall])],
  };
}

/** Is every digit of the secret within what was found? What announces it ("微信号") may stay. */
function isCovered(text: string, secret: string): boolean {
  const start = text.indexOf(secret);
  const found = findPersonalData(text);
  for (let at = start; at < start + secret.length; at++) {
    const isSecret = /[\da-z]/.test(normalForm(text.charAt(at)).text) && at >= start + announced(secret);
    if (isSecret && !found.some((data) => data.start <= at && data.end > at)) return false;
  }
  return true;
}

const announced = (secret: string) =>
  /^(?:加?微信(?:号)?[是：]?|wechat: |wechat id |vx[: ]|加v：|wx：|加?qq(?:号|群)?:?(?: is )?|q：|扣扣)/iu.exec(
    secret,
  )?.[0].length ?? 0;
