import type { ThemeNames } from '@soundings/contracts/theme';
import { translated } from './glossary.ts';

/** How people mostly write each term. */
export type Said = ReadonlyMap<string, string>;

const LANGUAGES = ['zh-CN', 'en'] as const;
const isChinese = (term: string) => /\p{Script=Han}/u.test(term);

/**
 * Names of an emergent theme: in each language its leading word of that language, else the other one's translation, else
 * that word in quotation marks. A name that it had already stays, unless it was only a quotation.
 */
export function themeNames(words: readonly string[], said: Said, former?: ThemeNames): ThemeNames {
  const spoken = (term: string) => (said.get(term) ?? term).slice(0, 70);
  const [leading = ''] = words;
  const name = (language: (typeof LANGUAGES)[number]): string => {
    const own = words.find((word) => isChinese(word) === (language === 'zh-CN'));
    return own === undefined ? (translated(leading) ?? `“${spoken(leading)}”`) : spoken(own);
  };
  return Object.fromEntries(
    LANGUAGES.map((language) => {
      const before = former?.[language];
      const isName = before !== undefined && !before.startsWith('“') && former?.['zh-CN'] !== former?.en;
      return [language, isName ? before : name(language)];
    }),
  ) as ThemeNames;
}
