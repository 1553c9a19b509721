import type { TimePrecision } from '@soundings/contracts/time';
import { readNumber } from './chinese-number.ts';
import { readClock } from './clock-time.ts';

type RelativeTime = { time: string; precision: TimePrecision; isRelative: true };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Chinese sites mean China's clock by 昨天 and 21:05, wherever they are read. */
const CHINA_MS = 8 * HOUR_MS;

/** When it was seen: the instant, how far the clock meant is ahead of UTC, and the first moment of that day as if in UTC. */
type Seen = { at: number; zone: number; today: number };

/**
 * Reads a date that is said relative to when it was seen (milliseconds): 3天前, 刚刚, 昨天 21:05, 上周三, 去年12月, 03-05,
 * "2 weeks ago". Gives it with how exactly it was said, days as their first moment in UTC as dates without a clock are
 * everywhere here; undefined for what cannot be read whole.
 */
export function readRelativeDate(raw: string, seenAt: number): RelativeTime | undefined {
  const text = raw
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(?:发布于|发表于|评论于|编辑于|更新于|追评于|posted|reviewed|edited|updated)[::]?\s*/, '')
    .replace(/\s*(?:发布|发表|评论|更新|追评|编辑过?)$/, '');
  const zone = /\p{Script=Han}|^[\d\s:/-]+$/u.test(text) ? CHINA_MS : 0;
  const seen = { at: seenAt, zone, today: Math.floor((seenAt + zone) / DAY_MS) * DAY_MS };
  for (const [form, read] of FORMS) {
    const match = form.exec(text);
    const found = match && read(match.slice(1), seen);
    if (found) return found;
  }
  return undefined;
}

type Reader = (parts: (string | undefined)[], seen: Seen) => RelativeTime | undefined;

const NUMBER = '\\d{1,3}|[零一二两俩三四五六七八九十百]{1,5}|半|好?几|数';
const UNIT = '秒钟?|分钟?|刻钟|个?小时|个?钟头?|天|日|周|个?星期|个?礼拜|个?月|个?季度|年';
const DAY_WORDS = '大前天|前天|昨天|昨日|昨晚|昨夜|今天|今日|今早|今晨|今晚|yesterday|today';
const CHINESE_NUMBER = '\\d{1,2}|[一二三四五六七八九十]{1,3}';

const FORMS: readonly [RegExp, Reader][] = [
  [/^(?:刚刚?|刚才|方才|现在|片刻前|just now|now|a moment ago|moments ago)$/, (_, { at }) => moment(at, 'minute')],
  [
    /^(?:几秒钟?前|数秒前|不到[1一]分钟前?|(?:a few )?seconds ago|less than a minute ago)$/,
    (_, { at }) => moment(at, 'minute'),
  ],
  [
    new RegExp(`^(?:大?约|差不多)?\\s*(${NUMBER})\\s*(多|来)?\\s*(${UNIT})(半)?(?:多)?\\s*(?:以前|之前|前)(?:左右)?$`),
    agoInChinese,
  ],
  [
    /^(?:about |over |almost |around )?(\d{1,3}|an?|a few|[a-z]+)\s*(second|sec|minute|min|hour|hr|day|week|wk|month|mo|year|yr)s?\.? ago$/,
    agoInEnglish,
  ],
  [/^(\d{1,3})\s*(s|m|min|h|hr|d|w|wk|mo|y|yr)$/, agoInEnglish],
  [new RegExp(`^(${DAY_WORDS})[\\s,]*(?:at )?(.*)$`), dayAndClock],
  [/^(?=(?:上午|下午|中午|早上|晚上|凌晨)?\s*\d{1,2}\s*[:点时])(.+)$/, clockAlone],
  [/^(这个?|本|上上个?|上个?)?(?:周|星期|礼拜)([一二三四五六日天末])[\s,]*(.*)$/, weekdayInChinese],
  [/^(?:last |on )?(mon|tues|wednes|thurs|fri|satur|sun)day$/, weekdayInEnglish],
  [
    new RegExp(`^(今年|去年|前年|大前年)的?(?:(${CHINESE_NUMBER})月(?:份|(${CHINESE_NUMBER})[日号]?)?)?[\\s,]*(.*)$`),
    yearAndDate,
  ],
  [new RegExp(`^(这个|本|上上个?|上个?)月(?:(${CHINESE_NUMBER})[日号]|初|中旬?|底|末)?$`), monthAndDay],
  [/^(?:本周|这周|这个?星期|this week)$/, (_, { today }) => day(today, 'week')],
  [/^this month$/, (_, { today }) => day(today, 'month')],
  [/^(?:上周|上个?星期|上个?礼拜|last week)$/, (_, { today }) => day(today - 7 * DAY_MS, 'week')],
  [/^(?:上上周|上上个?星期|上上个?礼拜)$/, (_, { today }) => day(today - 14 * DAY_MS, 'week')],
  [
    /^last (month|year)$/,
    ([unit], { today }) => day(monthsBefore(today, unit === 'year' ? 12 : 1), unit === 'year' ? 'year' : 'month'),
  ],
  [new RegExp(`^(${CHINESE_NUMBER})月(${CHINESE_NUMBER})[日号]?[\\s,]*(.*)$`), dateOfThisYear],
  [/^(\d{2})[-/](\d{2})(?:[\s,]+(.*))?$/, dateOfThisYear],
];

type Unit = { ms: number } | { months: number };

const UNITS: readonly (readonly [RegExp, Unit, TimePrecision])[] = [
  [/^(?:秒|s$|sec)/, { ms: 1000 }, 'minute'],
  [/^(?:分|m$|min)/, { ms: MINUTE_MS }, 'minute'],
  [/^刻/, { ms: 15 * MINUTE_MS }, 'minute'],
  [/小时|钟|^(?:h$|hr|hour)/, { ms: HOUR_MS }, 'hour'],
  [/^(?:天|日|d$|day)/, { ms: DAY_MS }, 'day'],
  // Sites say so of anything from seven to thirteen days.
  [/周|星期|礼拜|^(?:w$|wk|week)/, { ms: 7 * DAY_MS }, 'week'],
  [/月|^(?:mo$|mon)/, { months: 1 }, 'month'],
  [/季/, { months: 3 }, 'month'],
  [/年|^(?:y$|yr|year)/, { months: 12 }, 'year'],
];

function agoInChinese(
  [number = '', more, unit = '', half]: (string | undefined)[],
  seen: Seen,
): RelativeTime | undefined {
  const isVague = /[几数]/.test(number);
  // A few is three to those who must have a number.
  const count = isVague ? 3 : readNumber(number);
  return count === undefined
    ? undefined
    : back(count + (half ? 0.5 : 0), { unit, isVague: isVague || more !== undefined, seen });
}

const ENGLISH_NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

function agoInEnglish([number = '', unit = '']: (string | undefined)[], seen: Seen): RelativeTime | undefined {
  const isVague = number === 'a few';
  const count = isVague
    ? 3
    : /^an?$/.test(number)
      ? 1
      : /^\d/.test(number)
        ? Number(number)
        : ENGLISH_NUMBERS.indexOf(number);
  return count < 0 ? undefined : back(count, { unit, isVague, seen });
}

type Back = { unit: string; isVague: boolean; seen: Seen };

function back(count: number, { unit, isVague, seen }: Back): RelativeTime | undefined {
  const [, size, usual] = UNITS.find(([names]) => names.test(unit)) ?? [];
  if (!size || !usual) return undefined;
  // 半年 is six months, and 一年半 eighteen.
  const said = usual === 'year' && !Number.isInteger(count) ? 'month' : usual;
  const precision = isVague ? COARSER[said] : said;
  if ('months' in size) return day(monthsBefore(seen.today, Math.round(count * size.months)), precision);
  if (size.ms < DAY_MS || !Number.isInteger(count)) return moment(seen.at - count * size.ms, precision);
  return day(seen.today - count * size.ms, precision);
}

const COARSER = {
  second: 'minute',
  minute: 'hour',
  hour: 'day',
  day: 'week',
  week: 'month',
  month: 'year',
  year: 'year',
} as const;

function dayAndClock([word = '', rest = '']: (string | undefined)[], { today, zone }: Seen): RelativeTime | undefined {
  const back = word.startsWith('大前') ? 3 : word.startsWith('前') ? 2 : /^[昨y]/.test(word) ? 1 : 0;
  const start = today - back * DAY_MS;
  if (!rest || /^(?:上午|下午|中午|早上|晚上|凌晨)$/.test(rest)) return day(start, 'day');
  return onClock(start, { clock: readClock(rest, { isEvening: /[晚夜]/.test(word) }), zone });
}

function clockAlone([text = '']: (string | undefined)[], { at, today, zone }: Seen): RelativeTime | undefined {
  const clock = readClock(text);
  if (clock === undefined) return undefined;
  // What is still to come today was yesterday.
  return onClock(today + clock - zone > at ? today - DAY_MS : today, { clock, zone });
}

function weekdayInChinese(
  [before = '', name = '', rest]: (string | undefined)[],
  { today, zone }: Seen,
): RelativeTime | undefined {
  const index = name === '天' ? 6 : name === '末' ? 5 : '一二三四五六日'.indexOf(name);
  const weeks = before.startsWith('上上') ? 2 : before.startsWith('上') ? 1 : 0;
  const start = today + (index - weekdayOf(today) - weeks * 7) * DAY_MS;
  // 周五, said on a Monday, was the last one.
  const said = start > today ? start - 7 * DAY_MS : start;
  return rest ? onClock(said, { clock: readClock(rest), zone }) : day(said, 'day');
}

function weekdayInEnglish([name = '']: (string | undefined)[], { today }: Seen): RelativeTime | undefined {
  const since = weekdayOf(today) - ['mon', 'tues', 'wednes', 'thurs', 'fri', 'satur', 'sun'].indexOf(name);
  return day(today - (since <= 0 ? since + 7 : since) * DAY_MS, 'day');
}

/** From 0 for Monday. */
function weekdayOf(day: number): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

function yearAndDate(
  [word = '', month, date, rest]: (string | undefined)[],
  { today, zone }: Seen,
): RelativeTime | undefined {
  const year = new Date(today).getUTCFullYear() - ['今年', '去年', '前年', '大前年'].indexOf(word);
  const start = dateOf(year, month, date);
  if (start === undefined) return undefined;
  if (!rest) return day(start, date ? 'day' : month ? 'month' : 'year');
  if (!month && /^(?:年?[初中底末]|春天|夏天|秋天|冬天|春节|国庆|双11|双十一|618)$/.test(rest))
    return day(start, 'year');
  return date ? onClock(start, { clock: readClock(rest), zone }) : undefined;
}

function monthAndDay([word = '', date]: (string | undefined)[], { today }: Seen): RelativeTime | undefined {
  const back = word.startsWith('上上') ? 2 : word.startsWith('上') ? 1 : 0;
  const start = new Date(monthsBefore(today, back));
  const said = dateOf(start.getUTCFullYear(), String(start.getUTCMonth() + 1), date);
  return said === undefined ? undefined : day(said, date ? 'day' : 'month');
}

function dateOfThisYear([month, date, rest]: (string | undefined)[], { today, zone }: Seen): RelativeTime | undefined {
  const year = new Date(today).getUTCFullYear();
  const present = dateOf(year, month, date);
  // A day still to come was last year's; so was a 29th of February that this year has not.
  const said = present === undefined || present > today ? dateOf(year - 1, month, date) : present;
  if (said === undefined) return undefined;
  return rest ? onClock(said, { clock: readClock(rest), zone }) : day(said, 'day');
}

/** The first moment of a date; undefined for one that there is not. */
function dateOf(year: number, month: string | undefined, date: string | undefined): number | undefined {
  const [monthNumber = 0, dayNumber = 0] = [readNumber(month ?? '1'), readNumber(date ?? '1')];
  const start = new Date(Date.UTC(year, monthNumber - 1, dayNumber));
  const isReal = start.getUTCMonth() === monthNumber - 1 && start.getUTCDate() === dayNumber;
  return isReal ? start.getTime() : undefined;
}

function monthsBefore(today: number, months: number): number {
  const now = new Date(today);
  const lastDay = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 0)).getUTCDate();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, Math.min(now.getUTCDate(), lastDay));
}

function onClock(
  start: number,
  { clock, zone }: { clock: number | undefined; zone: number },
): RelativeTime | undefined {
  return clock === undefined ? undefined : moment(start + clock - zone, 'minute');
}

function day(start: number, precision: TimePrecision): RelativeTime {
  return moment(start, precision);
}

function moment(at: number, precision: TimePrecision): RelativeTime {
  return { time: new Date(at).toISOString(), precision, isRelative: true };
}
