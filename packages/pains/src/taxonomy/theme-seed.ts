import type { ThemeDomain } from '@soundings/contracts/theme';

/**
 * A theme of the starting taxonomy as it is written down. `slug` makes its id, so it never changes; `words` are
 * separated by commas, in the notation of `ThemeWord`. A `fallback` theme is only a clause's theme if no other is.
 */
export type ThemeSeed = {
  slug: string;
  zh: string;
  en: string;
  domains?: ThemeDomain[];
  fallback?: boolean;
  words: string;
  /** Words that speak of the theme in one trade only. */
  inTrade?: Partial<Record<ThemeDomain, string>>;
};
