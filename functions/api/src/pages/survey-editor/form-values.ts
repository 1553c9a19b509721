import type { LocalizedText } from '@soundings/contracts/language';
import type { Context } from 'hono';
import { heldEntries } from '../held-form.ts';

/** The fields of a form as it was sent; a name that stands there several times has several values. */
export type FormValues = ReadonlyMap<string, readonly string[]>;

/** Reads a form without files. Throws `ApiError` 400 for what is none. */
export async function readForm(c: Context): Promise<FormValues> {
  const form = await heldEntries(c);
  const values = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value === 'string') values.set(name, [...(values.get(name) ?? []), value.replaceAll('\r\n', '\n')]);
  }
  return values;
}

/** The text of a field without space around it; empty where it is missing. */
export function textOf(form: FormValues, name: string): string {
  return form.get(name)?.[0]?.trim() ?? '';
}

/** The number in a field, or undefined where it is empty or none. */
export function numberOf(form: FormValues, name: string): number | undefined {
  const text = textOf(form, name);
  const number = Number(text);
  return text === '' || !Number.isFinite(number) ? undefined : number;
}

export function isTicked(form: FormValues, name: string): boolean {
  return form.has(name);
}

/**
 * A text in the languages that the form shows (`title.en`, `title.zh-CN`); what it was in others stays. Undefined where
 * nothing is said in any.
 */
export function localizedOf(form: FormValues, name: string, was: LocalizedText | undefined): LocalizedText | undefined {
  const texts = new Map(Object.entries(was ?? {}));
  for (const field of form.keys()) {
    if (!field.startsWith(`${name}.`)) continue;
    const language = field.slice(name.length + 1);
    const text = textOf(form, field).slice(0, 5000);
    if (text) texts.set(language, text);
    else texts.delete(language);
  }
  return texts.size > 0 ? Object.fromEntries(texts) : undefined;
}

/** The lines of a field that say something. */
export function linesOf(form: FormValues, name: string): string[] {
  return textOf(form, name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
