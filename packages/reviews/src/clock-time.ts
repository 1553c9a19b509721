import { readNumber } from './chinese-number.ts';

const PARTS = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|深夜|夜里';
const CHINESE = new RegExp(
  `^(${PARTS})?\\s*([\\d一二两三四五六七八九十]{1,3})\\s*[:点时]钟?\\s*(?:([\\d一二三四五六七八九十]{1,3})分?(?::\\d{2})?|(半|整|一刻|三刻))?$`,
);
const ENGLISH = /^(\d{1,2})(?::(\d{2})(?::\d{2})?)?\s*(?:([ap])\.?m\.?)?$/;

/** A time of day in milliseconds since midnight: 21:05, 下午3点半, 晚上九点一刻, 9:30 pm. Undefined for none. */
export function readClock(text: string, { isEvening = false } = {}): number | undefined {
  const [, part = '', hour, minute, piece = ''] = CHINESE.exec(text) ?? [];
  if (hour !== undefined) {
    const isLate = isEvening || /下午|傍晚|晚上|深夜|夜里/.test(part) || (part === '中午' && Number(hour) < 3);
    const minutes = minute === undefined ? ({ 半: 30, 一刻: 15, 三刻: 45 }[piece] ?? 0) : readNumber(minute);
    return timeOf(readNumber(hour), minutes, isLate);
  }
  const [, hourOf, minutes = '0', half] = ENGLISH.exec(text) ?? [];
  if (hourOf === undefined || (!half && !text.includes(':'))) return undefined;
  const number = Number(hourOf);
  if (half && (number < 1 || number > 12)) return undefined;
  return timeOf(half === 'a' && number === 12 ? 0 : number, Number(minutes), half === 'p');
}

function timeOf(hour: number | undefined, minute: number | undefined, isLate: boolean): number | undefined {
  if (hour === undefined || minute === undefined) return undefined;
  const hours = isLate && hour < 12 ? hour + 12 : hour;
  return hours < 24 && minute < 60 ? (hours * 60 + minute) * 60_000 : undefined;
}
