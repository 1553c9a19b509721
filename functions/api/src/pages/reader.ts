import type { InterfaceLanguage, LocalizedText } from '@soundings/contracts/language';
import type { SampleData } from '@soundings/store/sample-data';
import { textIn } from '@soundings/survey/localized';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { chooseLanguage } from '../survey-page/language-name.ts';
import type { AccessEnv } from '../visitor.ts';
import { type Words, wordsIn } from './words.ts';

const COOKIE = 'soundings-language';
const YEAR_SECONDS = 365 * 86_400;
const LANGUAGES = ['en', 'zh-CN'] as const satisfies readonly InterfaceLanguage[];

/** Who reads a page: the language, and how numbers and dates are written in it. */
export type Reader = ReturnType<typeof readerOf>;
export type PageEnv = {
  Variables: {
    reader: Reader;
    /** The sample, while it is counted with the rest. */
    sample?: SampleData | undefined;
  } & AccessEnv['Variables'];
};

/** Finds the reader's language: the one asked for by `?lang=`, which is remembered, else the last one, else the browser's. */
export const knowReader: MiddlewareHandler<PageEnv> = async function knowReader(c, next) {
  const asked = c.req.query('lang');
  const language = languageOf(c, asked);
  if (asked === language) {
    setCookie(c, COOKIE, language, { path: '/', sameSite: 'Lax', httpOnly: true, maxAge: YEAR_SECONDS });
  }
  const { pathname, search } = new URL(c.req.url);
  c.set('reader', readerOf(language, { printing: c.req.query('print') !== undefined, address: pathname + search }));
  await next();
};

function languageOf(c: Context, asked: string | undefined): InterfaceLanguage {
  const known = asked ?? getCookie(c, COOKIE);
  const chosen = chooseLanguage(LANGUAGES, { asked: known, accepted: c.req.header('accept-language') });
  return chosen === 'zh-CN' ? 'zh-CN' : 'en';
}

/** A reader of this language; on paper nothing can be opened, so what is folded is shown. */
export function readerOf(language: InterfaceLanguage, { printing = false, address = '/' } = {}) {
  const words: Words = wordsIn[language];
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options);
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const minute = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  // `negative` spares the reader a minus zero.
  const number = (value: number, decimals = 0) =>
    format({ maximumFractionDigits: decimals, signDisplay: 'negative' }).format(value);
  const signed = (value: number, decimals: number) =>
    format({ maximumFractionDigits: decimals, signDisplay: 'exceptZero' }).format(value);
  // Under a tenth, whole percents would hide half of what is said; what is nearly all is not said to be all.
  const isNearlyAll = (share: number) => share > 0.9905 && share < 1;
  const shareFormat = (share: number) =>
    isNearlyAll(share)
      ? format({ style: 'percent', maximumFractionDigits: 1, roundingMode: 'trunc' })
      : format({ style: 'percent', maximumFractionDigits: Math.abs(share) < 0.0995 ? 1 : 0 });

  let tables = 0;

  return {
    /** The number of a page's next table, and where it is a file: at the page's own address, filters and all. */
    nextTable() {
      const url = new URL(address, 'http://page');
      url.searchParams.set('table', String(++tables));
      return { number: tables, href: url.pathname + url.search };
    },
    language,
    words,
    printing,
    /** A text of the product or of a survey in the reader's language, or in the nearest there is. */
    text: (texts: LocalizedText | undefined) => textIn(texts, language),
    number,
    /** With so many decimals, be they zero. */
    decimals: (value: number, decimals: number) =>
      format({ minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: 'negative' }).format(
        value,
      ),
    /** What a channel is called, where it is a well-known one; else as it came. */
    channel: (value: string) => (words.channels as Readonly<Record<string, string>>)[value.toLowerCase()] ?? value,
    /** What a language is called: `zh-CN` → Chinese (China). */
    languageName: (tag: string) => new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag,
    /** With its sign. */
    signed,
    percent: (share: number) => shareFormat(share).format(share),
    /** `24–28%`; with a number below zero, between which and a dash nobody could tell, `-10% … -0.3%`. */
    percents: (low: number, high: number) =>
      low < 0
        ? `${shareFormat(low).format(low)} … ${shareFormat(high).format(high)}`
        : shareFormat(isNearlyAll(low) ? low : high).formatRange(low, high),
    /** Percentage points with their sign. */
    points: (difference: number) => say(words.units.points, { n: signed(difference * 100, 1) }),
    /** The interval of a difference in percentage points, whose unit stands beside it. */
    pointsRange: (low: number, high: number) => `${signed(low * 100, 1)} … ${signed(high * 100, 1)}`,
    /** A decimal amount; the currency `XXX` says that nobody stated one. */
    money(amount: string | number, currency: string) {
      const value = Number(amount);
      const maximumFractionDigits = Math.abs(value) < 1000 ? 2 : 0;
      const signDisplay = 'negative';
      return format(
        currency === 'XXX'
          ? { maximumFractionDigits, signDisplay }
          : { style: 'currency', currency, maximumFractionDigits, trailingZeroDisplay: 'stripIfInteger', signDisplay },
      ).format(value);
    },
    /** A large amount in few characters: `CN¥1.51M`. */
    roundMoney(amount: string, currency: string) {
      const short = { notation: 'compact', maximumSignificantDigits: 3 } as const;
      return format(currency === 'XXX' ? short : { ...short, style: 'currency', currency }).format(Number(amount));
    },
    /** A value in a unit of the persona documents: a currency, `days`, `orders`, `score`, `probability`. */
    quantity(value: number, unit: string) {
      if (unit === 'probability') return shareFormat(value).format(value);
      if (unit === 'days') return say(words.units.days, { n: number(value) });
      if (unit === 'orders') return say(words.units.orders, { n: number(value, 1) });
      if (unit === 'score') return say(words.units.score, { n: number(value, 1) });
      return /^[A-Z]{3}$/.test(unit) ? this.money(value, unit) : number(value, 1);
    },
    day: (time: string) => day.format(new Date(time)),
    /** The last day before a time that is itself excluded. */
    dayBefore: (time: string) => day.format(new Date(Date.parse(time) - 1)),
    minute: (time: string) => `${minute.format(new Date(time))} UTC`,
  };
}

/** Puts values into the places of a text; `{n|theme is|themes are}` is the first for one and else the second. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replaceAll(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (place, name: string, one?: string, many?: string) => {
    const value = String(values[name] ?? place);
    return one === undefined ? value : value === '1' ? one : (many ?? '');
  });
}
