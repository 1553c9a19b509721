import type { Question } from '@soundings/contracts/question';
import type { AnswerValue } from '@soundings/contracts/survey-response';
import { PATTERN_TEXT_LENGTH, safePattern } from './pattern.ts';
import type { ProblemCode } from './validation-words.ts';

/** An answer, a problem with it (and the number its message names), or nothing: not answered. */
export interface Check {
  answer?: AnswerValue;
  problem?: ProblemCode;
  n?: number | string | undefined;
}

const OTHER_LENGTH = 500;
const SHORT_LENGTH = 500;
const LONG_LENGTH = 5000;
const WRONG: Check = { problem: 'wrong-type' };

/** Reads one raw answer as its question's type asks. */
export function checkAnswer(question: Question, raw: unknown): Check {
  switch (question.type) {
    case 'single':
    case 'dropdown':
      return checkChoice(question, raw);
    case 'multiple':
      return checkChoices(question, raw);
    case 'ranking':
      return checkRanking(question, raw);
    case 'matrix':
      return checkMatrix(question, raw);
    case 'nps':
      return checkNumber(raw, { min: 0, max: 10, decimals: 0 });
    case 'csat':
      return checkNumber(raw, { min: 1, max: 5, decimals: 0 });
    case 'ces':
      return checkNumber(raw, { min: 1, max: question.points, decimals: 0 });
    case 'rating':
      return checkNumber(raw, { min: 1, max: question.points ?? 5, decimals: 0 });
    case 'number':
      return checkNumber(raw, question);
    case 'short-text':
    case 'long-text':
      return checkText(question, raw);
    case 'date':
      return checkDate(question, raw);
    case 'email':
      return checkEmail(raw);
    case 'phone':
      return checkPhone(raw);
    case 'consent': {
      const given = only(raw, 'given')?.given;
      return given === true ? { answer: { given } } : WRONG;
    }
    case 'statement':
      return WRONG;
  }
}

type Of<T extends Question['type']> = Extract<Question, { type: T }>;

function checkChoice(question: Of<'single' | 'dropdown'>, raw: unknown): Check {
  const { choice, other } = only(raw, 'choice', 'other') ?? {};
  if (typeof choice !== 'string') return WRONG;
  if (choice === '') return other === undefined ? {} : WRONG;
  if (!codes(question).includes(choice)) return { problem: 'unknown-choice' };
  return withOther({ choice }, choice === 'other' && question.other === true, other);
}

function checkChoices(question: Of<'multiple'>, raw: unknown): Check {
  const { choices, other } = only(raw, 'choices', 'other') ?? {};
  if (!isTexts(choices) || new Set(choices).size !== choices.length) return WRONG;
  if (choices.length === 0) return other === undefined ? {} : WRONG;
  const known = codes(question);
  if (choices.some((choice) => !known.includes(choice))) return { problem: 'unknown-choice' };
  const exclusive = question.choices.some((choice) => choice.exclusive && choices.includes(choice.value));
  if (exclusive && choices.length > 1) return { problem: 'exclusive' };
  const { minChoices = 0, maxChoices = known.length } = question;
  if (choices.length < minChoices && !exclusive) return { problem: 'too-few', n: minChoices };
  if (choices.length > maxChoices) return { problem: 'too-many', n: maxChoices };
  const inOrder = known.filter((code) => choices.includes(code));
  return withOther({ choices: inOrder }, question.other === true && choices.includes('other'), other);
}

/** The text beside `other` is asked for where it was chosen, and has no place elsewhere. */
function withOther<T extends { choice: string } | { choices: string[] }>(
  answer: T,
  chosen: boolean,
  raw: unknown,
): Check {
  if (!chosen) return raw === undefined ? { answer } : WRONG;
  if (raw !== undefined && typeof raw !== 'string') return WRONG;
  const other = tidy(raw ?? '');
  if (other === '') return { problem: 'other-text' };
  return length(other) > OTHER_LENGTH ? { problem: 'too-long', n: OTHER_LENGTH } : { answer: { ...answer, other } };
}

function checkRanking(question: Of<'ranking'>, raw: unknown): Check {
  const order = only(raw, 'order')?.order;
  if (!isTexts(order)) return WRONG;
  if (order.length === 0) return {};
  const known = codes(question);
  if (order.some((choice) => !known.includes(choice))) return { problem: 'unknown-choice' };
  const complete = order.length === known.length && new Set(order).size === known.length;
  return complete ? { answer: { order: [...order] } } : { problem: 'all-ranks' };
}

function checkMatrix(question: Of<'matrix'>, raw: unknown): Check {
  const given = only(raw, 'rows')?.rows;
  if (!isRecord(given)) return WRONG;
  const rows: Record<string, string> = {};
  const names = Object.keys(given);
  if (names.length === 0) return {};
  const columns = question.columns.map(({ value }) => value);
  if (names.some((name) => !question.rows.some(({ value }) => value === name))) return { problem: 'unknown-choice' };
  for (const { value: row } of question.rows) {
    if (!Object.hasOwn(given, row)) continue;
    const column = given[row];
    if (typeof column !== 'string') return WRONG;
    if (!columns.includes(column)) return { problem: 'unknown-choice' };
    rows[row] = column;
  }
  if (question.required && names.length < question.rows.length) return { problem: 'all-rows' };
  return { answer: { rows } };
}

function checkNumber(
  raw: unknown,
  {
    min = -1e12,
    max = 1e12,
    decimals = 0,
  }: { min?: number | undefined; max?: number | undefined; decimals?: number | undefined },
): Check {
  const number = only(raw, 'number')?.number;
  if (number === '') return {};
  if (typeof number === 'string' || (typeof number === 'number' && !Number.isFinite(number)))
    return { problem: 'not-a-number' };
  if (typeof number !== 'number') return WRONG;
  if (Number(number.toFixed(decimals)) !== number)
    return { problem: decimals === 0 ? 'not-whole' : 'decimals', n: decimals };
  if (number < min) return { problem: 'below', n: min };
  if (number > max) return { problem: 'above', n: max };
  // −0 is a number of its own that JSON does not keep.
  return { answer: { number: number === 0 ? 0 : number } };
}

function checkText(question: Of<'short-text' | 'long-text'>, raw: unknown): Check {
  const text = textOf(raw);
  if (text === undefined) return WRONG;
  if (text === '') return {};
  const { minLength = 0, maxLength = question.type === 'short-text' ? SHORT_LENGTH : LONG_LENGTH } = question;
  if (question.type === 'short-text' && text.includes('\n')) return WRONG;
  if (length(text) < minLength) return { problem: 'too-short', n: minLength };
  if (length(text) > maxLength) return { problem: 'too-long', n: maxLength };
  if (question.type === 'short-text' && question.pattern !== undefined) {
    const pattern = safePattern(question.pattern);
    if (text.length > PATTERN_TEXT_LENGTH || !pattern?.test(text)) return { problem: 'pattern' };
  }
  return { answer: { text } };
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function checkDate({ min, max }: Of<'date'>, raw: unknown): Check {
  const text = textOf(raw);
  if (text === undefined) return WRONG;
  if (text === '') return {};
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (!y || !m || !d) return { problem: 'not-a-date' };
  const leap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  if (d > (m === 2 && leap ? 29 : (MONTH_DAYS[m - 1] ?? 0))) return { problem: 'not-a-date' };
  if (min !== undefined && text < min) return { problem: 'below', n: min };
  if (max !== undefined && text > max) return { problem: 'above', n: max };
  return { answer: { text } };
}

// What deliverable addresses look like, not RFC 5322: one @, a dotted domain, nothing that ends an address in a header.
const EMAIL = /^[^\s@<>()[\]",;:\\]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u;

function checkEmail(raw: unknown): Check {
  const text = textOf(raw);
  if (text === undefined) return WRONG;
  if (text === '') return {};
  return text.length <= 254 && EMAIL.test(text) ? { answer: { text } } : { problem: 'email' };
}

function checkPhone(raw: unknown): Check {
  const text = textOf(raw);
  if (text === undefined) return WRONG;
  if (text === '') return {};
  // E.164: at most 15 digits. Spaces, dots, dashes and brackets are how people write them.
  const digits = text.length > 40 ? '' : text.normalize('NFKC').replace(/[\s().–-]/g, '');
  return /^\+?\d{5,15}$/.test(digits) ? { answer: { text: digits } } : { problem: 'phone' };
}

function textOf(raw: unknown): string | undefined {
  const text = only(raw, 'text')?.text;
  return typeof text === 'string' ? tidy(text) : undefined;
}

/** One form for one text: NFC, `\n` line ends, no control or bidirectional override characters, no space around it. */
function tidy(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu, '')
      .trim()
  );
}

/** Characters as people count them, near enough: code points. */
function length(text: string): number {
  let n = 0;
  for (const _ of text) n++;
  return n;
}

/** The codes that may be chosen, in the definition's order. */
function codes(question: { choices: { value: string }[]; other?: boolean | undefined }): string[] {
  const known = question.choices.map(({ value }) => value);
  return question.other ? [...known, 'other'] : known;
}

/** An object that has no other keys than these. */
function only<K extends string>(raw: unknown, ...keys: K[]): Partial<Record<K, unknown>> | undefined {
  if (!isRecord(raw)) return undefined;
  return Object.keys(raw).every((key) => (keys as string[]).includes(key))
    ? (raw as Partial<Record<K, unknown>>)
    : undefined;
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function isTexts(raw: unknown): raw is string[] {
  return Array.isArray(raw) && raw.every((each) => typeof each === 'string');
}
