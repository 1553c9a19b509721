/** The order of a numeric date whose year does not stand first. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(.*)$/s;
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)(.*)$/s;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2}):?(\d{2})?)?$/;
const NAMED_DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?[-\s]+([a-z]{3,9})\.?,?[-\s]+(\d{4}|\d{2})(?!\d)(.*)$/is;
const NAMED_MONTH_FIRST = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(.*)$/is;
const CLOCK =
  /^(?:[T,\s]|上午|下午|凌晨|晚上)*(\d{1,2})[:时点](\d{2})(?:[:分](\d{2})(?:[.,](\d{1,9}))?|分)?秒?\s*([ap]\.?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
/** No date is written at greater length; what is takes the patterns above long to refuse. */
const LONGEST = 100;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAY_MS = 86_400_000;

/** A date as written: the wall clock as if it were UTC, in milliseconds; minutes east of UTC where it says so. */
export type WrittenDate = { wall: number; offset: number | null };

/**
 * Reads a date with or without a time of day: ISO 8601, `2010/12/1 8:26`, `19970101`, `12/1/2010 8:26 PM`,
 * `1 Dec 2010`, `2024年3月1日 下午3:05`, Unix seconds and milliseconds, Excel's day numbers. `order` settles numeric dates
 * whose year is last. Null for what is not a date, 31 February included.
 */
export function parseWrittenDate(text: string, order: DateOrder): WrittenDate | null {
  if (text.length > LONGEST) return null;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return written(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]), yearFirst[4]);
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast) {
    const first = Number(yearLast[1]);
    const second = Number(yearLast[2]);
    const [month, day] = order === 'dmy' ? [second, first] : [first, second];
    return written(fullYear(yearLast[3] ?? ''), month, day, yearLast[4]);
  }
  const compact = COMPACT.exec(text);
  if (compact) {
    const clock = compact[4] === undefined ? '' : `${compact[4]}:${compact[5]}:${compact[6] ?? '00'}`;
    return written(Number(compact[1]), Number(compact[2]), Number(compact[3]), clock);
  }
  const dayFirst = NAMED_DAY_FIRST.exec(text);
  if (dayFirst) return written(fullYear(dayFirst[3] ?? ''), monthOf(dayFirst[2]), Number(dayFirst[1]), dayFirst[4]);
  const monthFirst = NAMED_MONTH_FIRST.exec(text);
  if (monthFirst) return written(Number(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2]), monthFirst[4]);
  return numericDate(text);
}

/** Unix seconds or milliseconds, or days since Excel's 30 December 1899. */
function numericDate(text: string): WrittenDate | null {
  if (!/^\d{5}(\.\d+)?$|^\d{10}$|^\d{13}$/.test(text)) return null;
  const value = Number(text);
  if (text.length === 13 && !text.includes('.')) return { wall: value, offset: 0 };
  if (text.length === 10 && !text.includes('.')) return { wall: value * 1000, offset: 0 };
  return { wall: Math.round((value - 25_569) * 86_400) * 1000, offset: null };
}

function written(year: number, month: number, day: number, rest: string | undefined): WrittenDate | null {
  const midnight = Date.UTC(year, month - 1, day);
  // Date.UTC rolls 31 February over into March.
  if (month < 1 || month > 12 || day < 1 || new Date(midnight).getUTCDate() !== day) return null;
  if (rest === undefined || rest === '') return { wall: midnight, offset: null };
  const clock = CLOCK.exec(rest);
  if (clock === null) return rest.trim() === '' ? { wall: midnight, offset: null } : null;
  let hour = Number(clock[1]);
  const afternoon = /^p/i.test(clock[5] ?? '') || /下午|晚上/.test(rest);
  const morning = /^a/i.test(clock[5] ?? '') || /上午|凌晨/.test(rest);
  if (afternoon && hour < 12) hour += 12;
  if (morning && hour === 12) hour = 0;
  const minute = Number(clock[2]);
  const second = Number(clock[3] ?? 0);
  if (hour > 23 || minute > 59 || second > 59) return null;
  const millisecond = Math.floor(Number(`0.${clock[4] ?? 0}`) * 1000);
  return {
    wall: midnight + hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond,
    offset: clock[6] === undefined ? null : offsetMinutes(clock[6]),
  };
}

function offsetMinutes(zone: string): number {
  if (!/\d/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

/**
 * Decides how a file writes numeric dates from a sample of its date column: a first part above 12 can only be a day, a
 * second part above 12 only makes the first a month. `settled` is false where no date of the sample tells (then
 * `fallback` is taken) or where dates contradict each other.
 */
export function guessDateOrder(
  samples: Iterable<string>,
  fallback: 'dmy' | 'mdy' = 'mdy',
): { order: DateOrder; settled: boolean } {
  let dayFirst = 0;
  let monthFirst = 0;
  let open = 0;
  for (const sample of samples) {
    const parts = YEAR_LAST.exec(sample.trim());
    if (parts === null) continue;
    if (Number(parts[1]) > 12) dayFirst++;
    else if (Number(parts[2]) > 12) monthFirst++;
    else open++;
  }
  if (dayFirst + monthFirst + open === 0) return { order: 'ymd', settled: true };
  if (dayFirst === monthFirst) return { order: fallback, settled: false };
  return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', settled: dayFirst === 0 || monthFirst === 0 };
}

/** How far a time zone's wall clock is ahead of UTC at an instant, both in milliseconds. */
function zoneOffset(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
  };
}

/** Asks once an hour of time and keeps what is said: asking `Intl` for each of a million rows would take most of an import. */
function keptByHour(offsetAt: (start: number) => number): (time: number) => number {
  const offsets = new Map<number, number>();
  return (time) => {
    const hour = Math.floor(time / 3_600_000);
    let offset = offsets.get(hour);
    if (offset === undefined) {
      offset = offsetAt(hour * 3_600_000);
      if (offsets.size > 10 * 366 * 24) offsets.clear();
      offsets.set(hour, offset);
    }
    return offset;
  };
}

/** A function from wall-clock time to the instant in a time zone, both in milliseconds. */
export function zoneClock(timeZone: string): (wall: number) => number {
  const offsetAt = zoneOffset(timeZone);
  // The offset of the instant that the first guess leads to: right on both sides of a change of clocks.
  const offset = keptByHour((start) => offsetAt(start - offsetAt(start)));
  return (wall) => wall - offset(wall);
}

/** A function from an instant to the wall-clock time in a time zone, both in milliseconds. */
export function zoneWall(timeZone: string): (instant: number) => number {
  const offset = keptByHour(zoneOffset(timeZone));
  return (instant) => instant + offset(instant);
}

/**
 * The clock of a file: the instant of a wall time, UTC's where nobody said whose it is, and the wall time at an instant, null
 * then: a time with an offset stays as it is written. Milliseconds throughout.
 */
export function fileClock(timeZone: string | undefined): {
  toInstant: (wall: number) => number;
  toWall: ((instant: number) => number) | null;
} {
  const same = (time: number) => time;
  if (timeZone === undefined) return { toInstant: same, toWall: null };
  if (timeZone === 'UTC') return { toInstant: same, toWall: same };
  return { toInstant: zoneClock(timeZone), toWall: zoneWall(timeZone) };
}

/** Whole days since 1970-01-01 of a wall-clock time. */
export function dayNumber(wall: number): number {
  return Math.floor(wall / DAY_MS);
}
