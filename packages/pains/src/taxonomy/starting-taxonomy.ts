import { createHash } from 'node:crypto';
import { contentId } from '@soundings/contracts/ids';
import type { Theme } from '@soundings/contracts/theme';
import { generalThemes } from './general-themes.ts';
import type { ThemeSeed } from './theme-seed.ts';
import { tradeThemes } from './trade-themes.ts';

/** The themes that every installation begins with; their ids depend on their slugs only. */
export const startingTaxonomy: readonly Theme[] = [...generalThemes, ...tradeThemes].map(fromSeed);

/** The themes that a clause has only if no other fits. */
export const fallbackThemes: ReadonlySet<string> = new Set(
  generalThemes.filter((seed) => seed.fallback === true).map((seed) => startingThemeId(seed.slug)),
);

/** The id of a starting theme, for example `startingThemeId('battery')`. */
export function startingThemeId(slug: string): string {
  return contentId('theme', 'starting', slug);
}

function fromSeed(seed: ThemeSeed): Theme {
  return {
    id: startingThemeId(seed.slug),
    names: { 'zh-CN': seed.zh, en: seed.en },
    origin: 'starting',
    domains: seed.domains ?? [],
    words: [...splitWords(seed.words), ...tradeWords(seed)],
    muted: false,
  };
}

function tradeWords({ inTrade = {} }: ThemeSeed): string[] {
  return Object.entries(inTrade).flatMap(([trade, words]) => splitWords(words).map((word) => `${word} @${trade}`));
}

/** The words of a list written with commas and line breaks, each once. */
export function splitWords(text: string): string[] {
  const words = text.split(',').map((word) => word.trim().replaceAll(/\s+/g, ' '));
  return [...new Set(words.filter((word) => word !== ''))];
}

/** Changes exactly when a theme's id, words, domains or muting do; names are for people and don't count. */
export function taxonomyVersion(themes: readonly Theme[]): string {
  const hash = createHash('sha256');
  for (const theme of themes) hash.update(JSON.stringify([theme.id, theme.domains, theme.muted, theme.words]));
  return hash.digest('hex').slice(0, 16);
}
