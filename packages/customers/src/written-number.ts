export type DecimalMark = '.' | ',';

const PLAIN = /^-?\d+(?:\.\d+)?$/;

/** Symbols that name one currency; `$` names several and decides nothing, and `¥` two, between which the file decides. */
const CURRENCY_SIGNS: readonly (readonly [RegExp, string])[] = [
  [/€/, 'EUR'],
  [/£/, 'GBP'],
  [/₹/, 'INR'],
  [/₩/, 'KRW'],
  [/R\$/, 'BRL'],
  [/US\s?\$/, 'USD'],
  [/HK\s?\$/, 'HKD'],
  [/RMB|CN\s?[¥￥]|人民币|元/i, 'CNY'],
  [/JP\s?[¥￥]|円/, 'JPY'],
];

/**
 * Reads a number as people write it: `1,234.50`, `1.234,50` with a decimal comma, `¥12`, `12元`, `(3.20)` and `3.20-` for
 * negatives, full-width digits. NaN for anything else, the empty text included.
 */
export function parseWrittenNumber(text: string, mark: DecimalMark): number {
  if (mark === '.' && PLAIN.test(text)) return Number(text);
  let rest = text
    .normalize('NFKC')
    .replaceAll(/[\s'’_]/g, '')
    .replaceAll(/[A-Z]{1,3}[$¥]|[\p{Sc}元円]|人民币|RMB|[A-Z]{3}(?=[-\d(])|(?<=[\d)])[A-Z]{3}/gu, '')
    .replaceAll('−', '-');
  let sign = 1;
  const bracketed = /^\((.*)\)$/.exec(rest) ?? /^([^-]+)-$/.exec(rest);
  if (bracketed) {
    sign = -1;
    rest = bracketed[1] ?? '';
  }
  const group = mark === '.' ? ',' : '.';
  if (rest.includes(group)) {
    // Only groups of three (four where Chinese counting is used) are thousands; `1,5` is not fifteen.
    const grouped = mark === '.' ? /^-?\d{1,4}(?:,\d{3,4})+(?:\.\d+)?$/ : /^-?\d{1,4}(?:\.\d{3,4})+(?:,\d+)?$/;
    if (!grouped.test(rest)) return Number.NaN;
    rest = rest.replaceAll(group, '');
  }
  if (mark === ',') rest = rest.replace(',', '.');
  return PLAIN.test(rest) ? sign * Number(rest) : Number.NaN;
}

/** What `¥` and `￥` stand for. */
export type YenSign = 'CNY' | 'JPY';

/** The currency that an amount's own text names, if one. */
export function writtenCurrency(text: string, yenSign: YenSign = 'CNY'): string | null {
  for (const [sign, code] of CURRENCY_SIGNS) if (sign.test(text)) return code;
  if (/[¥￥]/.test(text)) return yenSign;
  return /\b([A-Z]{3})\b/.exec(text)?.[1] ?? null;
}

/**
 * What `¥` stands for in a file: yen where the team says so, or where it says nothing and the file is written in Japanese
 * (kana, 円); else yuan.
 */
export function yenSignOf(texts: Iterable<string>, stated?: string): YenSign {
  if (stated !== undefined) return stated === 'JPY' ? 'JPY' : 'CNY';
  for (const text of texts) if (/[\p{Script=Hiragana}\p{Script=Katakana}円]/u.test(text)) return 'JPY';
  return 'CNY';
}

/** The currency that the header of a column of amounts names: `实付金额(元)`, `Total (USD)`; null where it names none. */
export function headerCurrency(header: string, yenSign: YenSign = 'CNY'): string | null {
  const unit = /[(（[【](.*?)[)）\]】]\s*$/.exec(header)?.[1];
  return unit === undefined ? null : writtenCurrency(unit.toUpperCase(), yenSign);
}

/** Decides the decimal mark from a sample of a file's amounts; a point unless some amount can only be read with a comma. */
export function guessDecimalMark(samples: Iterable<string>): DecimalMark {
  let commas = 0;
  let points = 0;
  for (const sample of samples) {
    if (/,\d{1,2}(?!\d)/.test(sample)) commas++;
    if (/\.\d{1,2}(?!\d)/.test(sample)) points++;
  }
  return commas > points ? ',' : '.';
}
