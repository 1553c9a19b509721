import { isBankCard, isChineseId, isIban, isIpv4 } from './check-digits.ts';
import { normalForm } from './normal-form.ts';

export type PersonalDataKind =
  | 'email'
  | 'url'
  | 'iban'
  | 'id-card'
  | 'bank-card'
  | 'mobile'
  | 'phone'
  | 'wechat'
  | 'qq'
  | 'plate'
  | 'ip';

/** Where personal data stands: UTF-16 offsets into the text as stored. */
export type PersonalData = { kind: PersonalDataKind; start: number; end: number };

type Rule = { kind: PersonalDataKind; pattern: RegExp; accepts?: (match: string) => boolean };

// What stands before a number must not be part of it: `(?<![\w])`, and no decimal point or version dot.
const NUMBER_FROM = String.raw`(?<![a-z\d_.]|\d-)`;
const NUMBER_ENDS = String.raw`(?!\d|[.-]\d|[a-z_])`;

// Most specific first: an earlier rule's find is not looked at again.
const RULES: readonly Rule[] = [
  {
    kind: 'email',
    pattern:
      /(?<![a-z\d._%+-])[a-z\d][a-z\d._%+-]{0,63}\s?(?:@|\(at\)|\[at\])\s?[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\s?(?:\.|\(dot\)|\[dot\])\s?[a-z\d-]+)*(?:\.|\(dot\)|\[dot\])\s?[a-z]{2,24}/gu,
  },
  { kind: 'url', pattern: /(?:https?|ftp|wss?):\/\/[^\s<>"'，。；！？、）】》\p{Script=Han}]+/gu, accepts: hasSecret },
  {
    kind: 'iban',
    pattern: /(?<![a-z\d])[a-z]{2}\d{2}(?:[ -]?[a-z\d]{4}){2,7}(?:[ -]?[a-z\d]{1,3})?(?![a-z\d])/gu,
    accepts: isIban,
  },
  {
    kind: 'id-card',
    pattern: new RegExp(
      `${NUMBER_FROM}[1-9]\\d{5}[ -]?(?:18|19|20)\\d{2}[ -]?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])[ -]?\\d{3}[\\dx](?![\\da-z])`,
      'gu',
    ),
    accepts: isChineseId,
  },
  {
    kind: 'bank-card',
    pattern: new RegExp(`${NUMBER_FROM}[2-6]\\d(?:[ -]?\\d){11,17}${NUMBER_ENDS}`, 'gu'),
    accepts: isBankCard,
  },
  {
    kind: 'mobile',
    pattern: new RegExp(`${NUMBER_FROM}(?:(?:\\+|00)?86[ -]?)?1[3-9]\\d(?:[ -]?\\d{4}){2}${NUMBER_ENDS}`, 'gu'),
  },
  { kind: 'mobile', pattern: new RegExp(`${NUMBER_FROM}1[3-9]\\d[ -]\\d{3}[ -]\\d{2}[ -]?\\d{3}${NUMBER_ENDS}`, 'gu') },
  {
    kind: 'phone',
    pattern: new RegExp(`${NUMBER_FROM}\\+\\d{1,3}(?:[ .-]?\\(?\\d{1,4}\\)?){2,5}(?!\\d)`, 'gu'),
    accepts: (match) => digits(match) >= 8 && digits(match) <= 15,
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `${NUMBER_FROM}(?:1[ .-])?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[ .-])[2-9]\\d{2}[ .-]\\d{4}${NUMBER_ENDS}`,
      'gu',
    ),
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `${NUMBER_FROM}(?:\\(0\\d{2,3}\\) ?|0\\d{2,3}[ -])[2-9]\\d{2,3}[ -]?\\d{4}${NUMBER_ENDS}`,
      'gu',
    ),
  },
  { kind: 'phone', pattern: new RegExp(`${NUMBER_FROM}0(?:10|2\\d|[3-9]\\d{2})[2-8]\\d{6,7}${NUMBER_ENDS}`, 'gu') },
  { kind: 'phone', pattern: new RegExp(`${NUMBER_FROM}[48]00[ -]\\d{3}[ -]?\\d{4}${NUMBER_ENDS}`, 'gu') },
  {
    kind: 'phone',
    pattern:
      /(?<=(?:电话|手机|联系|致电|座机|热线|拨打|tel|phone|call(?: me)?(?: at| on)?|mobile|cell|text me at)\S{0,3}[:.\s]{0,3})\+?\d(?:[ .-]?\d){6,12}(?!\d)/gu,
  },
  {
    kind: 'wechat',
    pattern:
      /(?<=(?:微信|薇信|威信|v信|wechat|weixin|(?<![a-z])(?:wx|vx|v\+|\+v|加v))(?: ?(?:号码?|账号|id|no\.?|number|同号))?(?: ?(?:是|为|加|搜|is))?[ :=_-]{0,3})(?:[a-z][a-z\d_-]{5,19}|[1-9]\d{5,11})(?![a-z\d_-])/gu,
    accepts: (match) => /\d|[_-]/.test(match) || match.length >= 8,
  },
  {
    kind: 'qq',
    pattern:
      /(?<=(?<![a-z])(?:qq|扣扣|企鹅|叩叩|q)(?: ?(?:号码?|群号?|群|账号|id|number|group))?(?: ?(?:是|为|加|搜|is))?[ :=_-]{0,3})[1-9]\d{4,11}(?!\d|\.\d)/gu,
  },
  {
    kind: 'plate',
    pattern:
      /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-hj-np-z][ ·•・.-]?(?=[a-z]{0,5}\d)(?:[a-hj-np-z\d]{5,6}|[a-hj-np-z\d]{4}[挂学警港澳])(?![a-z\d])/gu,
  },
  {
    kind: 'ip',
    pattern: /(?<![\d.]|[v版本号]\s?|version\s?|firmware\s?)\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)/gu,
    accepts: isIpv4,
  },
  {
    kind: 'ip',
    pattern:
      /(?<![\da-f:])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![\da-f:])|(?<![\da-f:])(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}(?![\da-f:])/gu,
  },
];

const LABELS: Record<PersonalDataKind, readonly [chinese: string, english: string]> = {
  email: ['[邮箱]', '[email]'],
  url: ['[链接]', '[link]'],
  iban: ['[账号]', '[account]'],
  'id-card': ['[身份证号]', '[ID number]'],
  'bank-card': ['[卡号]', '[card number]'],
  mobile: ['[手机号]', '[phone]'],
  phone: ['[电话]', '[phone]'],
  wechat: ['[微信号]', '[WeChat ID]'],
  qq: ['[QQ号]', '[QQ number]'],
  plate: ['[车牌]', '[licence plate]'],
  ip: ['[IP地址]', '[IP address]'],
};

// No rule can match without one of these: nearly all reviews stop here.
const SUSPICIOUS =
  /\d(?:[ .()-]{0,2}\d){4}|@|\(at\)|\[at\]|:\/\/|:[\da-f]{0,4}:|微信|薇信|威信|v信|wechat|weixin|wx|vx|v\+|\+v|加v|\p{Script=Han}[a-z][ ·•・.-]?[a-z\d]{4}/u;

/** The personal data in a text, by place; finds never overlap. */
export function findPersonalData(stored: string): PersonalData[] {
  const normal = normalForm(stored);
  if (!SUSPICIOUS.test(normal.text)) return [];
  const found: PersonalData[] = [];
  let text = normal.text;
  for (const { kind, pattern, accepts } of RULES) {
    for (const match of text.matchAll(pattern)) {
      if (accepts !== undefined && !accepts(match[0])) continue;
      const end = match.index + match[0].length;
      found.push({ kind, start: normal.start(match.index), end: normal.end(end) });
      text = text.slice(0, match.index) + '\u0000'.repeat(match[0].length) + text.slice(end);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/**
 * A text with personal data replaced by what it was (`[phone]`, `[手机号]`), and where it stood. Finds mobile and other
 * telephone numbers, Chinese identity cards and bank cards by their check digits, IBANs by theirs, e-mail, WeChat, QQ,
 * licence plates, IP addresses and addresses with secrets in them.
 */
export function redact(text: string): { text: string; found: PersonalData[] } {
  const found = findPersonalData(text);
  return { text: redactSpan(text, { start: 0, end: text.length, found }), found };
}

/** A stretch of a text with what was found in it replaced, for quoting. */
export function redactSpan(
  text: string,
  { start, end, found }: { start: number; end: number; found: readonly PersonalData[] },
): string {
  let result = '';
  let from = start;
  for (const data of found) {
    if (data.end <= start || data.start >= end) continue;
    result += text.slice(from, Math.max(from, data.start)) + label(data.kind, text);
    from = Math.min(end, data.end);
  }
  return result + text.slice(from, end);
}

/** The same text with personal data blanked out in place: every other offset stays what it was. */
export function blankPersonalData(text: string, found: readonly PersonalData[]): string {
  let result = text;
  for (const { start, end } of found) result = result.slice(0, start) + '*'.repeat(end - start) + result.slice(end);
  return result;
}

function label(kind: PersonalDataKind, text: string): string {
  const [chinese, english] = LABELS[kind];
  return /\p{Script=Han}/u.test(text) ? chinese : english;
}

const digits = (text: string) => text.replace(/\D/g, '').length;

/** Has a web address a user name, a query that names a secret, or a path segment too random to be a word? */
function hasSecret(url: string): boolean {
  if (/^[a-z]+:\/\/[^/?#]*@/u.test(url)) return true;
  if (
    /[?&#;][^=&]*(?:token|key|sig|auth|session|sid|secret|pass|pwd|code|ticket|jwt|otp|email|phone|mobile|user|uid)[^=&]*=/u.test(
      url,
    )
  )
    return true;
  return /[/=](?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}/u.test(url);
}
