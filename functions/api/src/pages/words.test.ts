import { expect, test } from 'vitest';
import { en } from './words-en.ts';
import { zhCn } from './words-zh-cn.ts';

type Tree = { [key: string]: string | Tree };

/** `path → the places for values in the text there`. */
function texts(tree: Tree, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = `${path}/${key}`;
    if (typeof value === 'string') found.set(here, (value.match(/\{\w+\}/g) ?? []).sort().join(' '));
    else for (const [name, places] of texts(value, here)) found.set(name, places);
  }
  return found;
}

test('every text of the pages is there in both languages, with the same places for values', () => {
  expect(texts(zhCn)).toEqual(texts(en));
});

test('no text is empty, and none in Chinese is left in English', () => {
  const values = (tree: Tree): string[] =>
    Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : values(value)));
  expect([...values(en), ...values(zhCn)].filter((text) => text.trim() === '')).toEqual([]);
  const untranslated = values(zhCn).filter((text) => /[a-z]{4,} [a-z]{3,}/.test(text.replaceAll(/\{\w+\}/g, '')));
  expect(untranslated).toEqual([]);
});
