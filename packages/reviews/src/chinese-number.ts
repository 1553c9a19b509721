const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** A number from 0 to 999 in digits or in Chinese (十二, 二十, 一百零五, 半 as a half); undefined for anything else. */
export function readNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  const [whole, , hundreds, rest = ''] =
    /^(([一二两三四五六七八九])百零?)?([零〇一二两俩三四五六七八九十]*)$/.exec(text) ?? [];
  if (!whole) return undefined;
  const [tens, ones, isTen] = rest.includes('十') ? [...rest.split('十'), true] : ['', rest, false];
  const digit = (character: unknown) =>
    typeof character === 'string' && character.length <= 1 ? (character === '' ? 0 : DIGITS[character]) : undefined;
  const [hundred, ten, one] = [digit(hundreds ?? ''), isTen && tens === '' ? 1 : digit(tens), digit(ones)];
  return hundred === undefined || ten === undefined || one === undefined ? undefined : hundred * 100 + ten * 10 + one;
}
