import type { Message } from '@soundings/contracts/language';
import { UnreadablePage } from './connector.ts';

// Reading what others' JSON holds, of which nothing is certain.

export type Json = { [name: string]: unknown };

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a path of names, or undefined where it ends early. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string | number, unknown>)[name];
  }
  return found;
}

/** A text or a number as text; anything else is none. */
export function said(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** One or many, as a list. */
export function listOf(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

/** The list that the page must have. Throws `UnreadablePage`: what is not there must not read as nothing. */
export function requiredList(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new UnreadablePage(lacking(what));
  return value;
}

/** Unix seconds as ISO 8601 UTC; anything that is no positive number is none. */
export function seconds(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 ? new Date(value * 1000).toISOString() : undefined;
}

/** The fields that are there. */
export function present<T extends Record<string, string | undefined>>(fields: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}

function lacking(what: string): Message {
  return { en: `The page has no ${what}.`, 'zh-CN': `页面中没有 ${what}。` };
}

/** As `requiredList`, for an object. */
export function requiredRecord(value: unknown, what: string): Json {
  if (!isRecord(value)) throw new UnreadablePage(lacking(what));
  return value;
}

/** An address as it stands on a page, as one that can be asked; undefined where there is none. */
export function addressIn(page: string, written: string | undefined): URL | undefined {
  return (written && URL.parse(written, page)) || undefined;
}
