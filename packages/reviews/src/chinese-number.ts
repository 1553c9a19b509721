const DIGITS = '零一二三四五六七八九';

/** A number from 0 to 999 in digits or in Chinese (十二, 二十, 一百零五, 半 as a half); undefined for anything else. */
export function readNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  const plain = text.replaceAll(/[两俩]/g, '二').replaceAll('〇', '零');
  const [whole, hundreds, ten, tens, ones = ''] =
    /^(?:([一二三四五六七八九])百零?)?(([一二三四五六七八九]?)十)?([零一二三四五六七八九])?$/.exec(plain) ?? [];
  if (!whole) return undefined;
  const digit = (character: string | undefined) => (character ? DIGITS.indexOf(character) : 0);
  return digit(hundreds) * 100 + (ten ? digit(tens) || 1 : 0) * 10 + digit(ones);
}
