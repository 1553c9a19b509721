import type { TimePrecision } from '@soundings/contracts/time';
import { readRelativeDate } from './relative-date.ts';

/**
 * A date as read. `offset`, in milliseconds east of UTC, is there where the date says its zone. One that is relative to
 * when it was seen may be read otherwise the next time.
 */
export type ReadTime = { time: string; precision: TimePrecision; offset?: number; isRelative?: true };

/** No date is written at greater length; what is takes the patterns below long to refuse. */
const LONGEST = 100;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

// Year first, as ISO, Chinese and most exports have it: 2024-03-01T09:30:00.5+08:00, 2020/3/4 16:30, 2024年3月1日 9时30分, 20240301.
const YEAR_FIRST =
  /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?|(\d{2})(\d{2}))月?[ T]*(?:(\d{1,2})[:时点](\d{1,2})分?(?:[:]?(\d{1,2})(?:[.,]\d+)?秒?)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
// A month by its name: Mar 5, 2021 · 5 March 2021 at 4:30 pm · Sun, 01 Mar 2026 08:00:00 GMT (RFC 5322).
const NAMED =
  /^(?:[a-z]{3,9},? )?(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,?|([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?) (\d{4})(?:,?(?: at)? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)? ?(Z|UTC?|GMT|[+-]\d{2}:?\d{2})?$/i;
// As C's asctime and Twitter have it: Tue Feb 24 11:15:59 +0000 2015.
const YEAR_LAST = /^[a-z]{3} ([a-z]{3}) +(\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) (?:([+-]\d{4}|UTC|GMT) )?(\d{4})$/i;

/**
 * Reads the date of a review as its source wrote it. Gives the instant in UTC with how much of it was said, or undefined
 * for what cannot be read without guessing, 05/03/2021 among it. A time without a zone is taken as UTC. What is said
 * relative to its being seen, "3天前" or "yesterday", can be read where `seenAt` (in milliseconds) is known.
 */
export function readReviewDate(raw: string, seenAt?: number): ReadTime | undefined {
  if (raw.length > LONGEST) return undefined;
  return readAbsoluteDate(raw) ?? (seenAt === undefined ? undefined : readRelativeDate(raw, seenAt));
}

function readAbsoluteDate(raw: string): ReadTime | undefined {
  const text = raw.normalize('NFKC').trim();
  if (/^\d{10}(\.\d+)?$|^\d{13}$/.test(text)) {
    const number = Number(text);
    const time = new Date(text.length === 13 ? number : number * 1000).toISOString();
    return { time, precision: 'second', offset: 0 };
  }
  const year = YEAR_FIRST.exec(text);
  if (year) {
    const [, y, m, d, compactMonth, compactDay, hour, minute, second, zone] = year;
    const month = m ?? compactMonth;
    const day = d ?? compactDay;
    const precision = second ? 'second' : hour ? 'minute' : day ? 'day' : 'month';
    return instant({ year: y, month, day, hour, minute, second, zone }, precision);
  }
  const named = NAMED.exec(text);
  if (named) {
    const [, dayBefore, monthAfter, monthBefore, dayAfter, y, hour, minute, second, half, zone] = named;
    const month = monthOf(monthAfter ?? monthBefore);
    const precision = second ? 'second' : hour ? 'minute' : 'day';
    return !month
      ? undefined
      : instant(
          { year: y, month, day: dayBefore ?? dayAfter, hour: hourOf(hour, half), minute, second, zone },
          precision,
        );
  }
  const [, name, day, hour, minute, second, zone, y] = YEAR_LAST.exec(text) ?? [];
  const month = monthOf(name);
  return month ? instant({ year: y, month, day, hour, minute, second, zone }, 'second') : undefined;
}

function monthOf(name: string | undefined): string | undefined {
  const index = MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase());
  return index < 0 ? undefined : String(index + 1);
}

/** The hour of a clock that goes round twice a day, as one that does once; 13 pm is none. */
function hourOf(hour: string | undefined, half: string | undefined): string | undefined {
  if (!hour || !half) return hour;
  const number = Number(hour);
  return number < 1 || number > 12 ? '99' : String((number % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
}

type Parts = Partial<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'zone', string | undefined>>;

function instant(parts: Parts, precision: TimePrecision): ReadTime | undefined {
  const { zone } = parts;
  const number = (name: Exclude<keyof Parts, 'zone'>, absent = 0) =>
    parts[name] === undefined ? absent : Number(parts[name]);
  const [month, day, hour, minute, second] = [
    number('month', 1),
    number('day', 1),
    number('hour'),
    number('minute'),
    number('second'),
  ];
  const local = Date.UTC(number('year'), month - 1, day, hour, minute, second);
  const read = new Date(local);
  // Date.UTC carries the 31st of February over into March: such a date was never said.
  const valid =
    read.getUTCMonth() === month - 1 && read.getUTCDate() === day && hour < 24 && minute < 60 && second < 61;
  if (!valid) return undefined;
  const offset = zoneOffset(zone);
  return { time: new Date(local - offset).toISOString(), precision, ...(zone && { offset }) };
}

/** Milliseconds by which a zone such as `+08:00` is ahead of UTC. */
function zoneOffset(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
}
