import type { InterfaceLanguage } from '@soundings/contracts/language';
import { en } from './words-en.ts';
import { zhCn } from './words-zh-cn.ts';

/** All text of the team's pages in one language. `{n}` and the like are places for values. */
export type Words = typeof en;

export const wordsIn: Readonly<Record<InterfaceLanguage, Words>> = { en, 'zh-CN': zhCn };
