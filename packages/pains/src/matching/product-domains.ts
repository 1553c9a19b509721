import type { Theme, ThemeDomain } from '@soundings/contracts/theme';
import { domainWords, type NamedDomain } from '../taxonomy/domain-words.ts';
import { splitWords, startingThemeId } from '../taxonomy/starting-taxonomy.ts';
import { compileThemes } from './theme-matcher.ts';

/**
 * A trade applies where this share of the texts uses its words, and at least this much of the leading trade's share.
 */
const LEAST_SHARE = 0.05;
const LEAST_OF_LEADING = 0.35;

const SERVICES: readonly ThemeDomain[] = ['app', 'flight', 'hotel'];

/**
 * Tells a product's trades by the words of its own texts, in any language; mere goods where nothing points to one.
 */
export function openDomainJudge(): (texts: readonly string[]) => ThemeDomain[] {
  const domains = Object.keys(domainWords) as NamedDomain[];
  const ids = domains.map((domain) => startingThemeId(`domain:${domain}`));
  const names = { 'zh-CN': '-', en: '-' };
  const themes = domains.map((domain, i): Theme => {
    const words = splitWords(domainWords[domain]);
    return { id: ids[i] ?? '', names, origin: 'starting', domains: [], words, muted: false };
  });
  const matcher = compileThemes(themes);
  return (texts) => {
    const counts = new Map(ids.map((id) => [id, 0]));
    for (const text of texts) {
      for (const { themeId } of matcher.match(text)) counts.set(themeId, (counts.get(themeId) ?? 0) + 1);
    }
    const leading = Math.max(...counts.values());
    const least = Math.max(LEAST_SHARE * texts.length, LEAST_OF_LEADING * leading);
    const named = domains.filter((_, i) => (counts.get(ids[i] ?? '') ?? 0) >= Math.max(1, least));
    const isService = named.length > 0 && named.every((domain) => SERVICES.includes(domain));
    return isService ? named : [...named, 'goods'];
  };
}

/** The themes of the taxonomy, and their words, that apply to a product of these trades. */
export function themesOf(themes: readonly Theme[], domains: readonly ThemeDomain[]): Theme[] {
  const applies = (domain: string) => domains.some((each) => each === domain);
  return themes
    .filter((theme) => theme.domains.length === 0 || theme.domains.some(applies))
    .map((theme) => ({ ...theme, words: theme.words.flatMap((word) => wordIn(word, applies)) }));
}

/** `word @trade` is the word in that trade and nothing elsewhere. */
function wordIn(word: string, applies: (domain: string) => boolean): string[] {
  const [text = '', domain] = word.split(' @');
  return domain === undefined || applies(domain) ? [text] : [];
}
