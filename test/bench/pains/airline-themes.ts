import type { ThemeDomain } from '@soundings/contracts/theme';
import { themesOfFeedback } from '@soundings/pains/matching/feedback-themes';
import { openDomainJudge, themesOf } from '@soundings/pains/matching/product-domains';
import { compileThemes } from '@soundings/pains/matching/theme-matcher';
import { fallbackThemes, startingTaxonomy } from '@soundings/pains/taxonomy/starting-taxonomy';
import { openLocalAnalyzer } from '@soundings/text/local-analyzer';
import type { Tweet } from './airline-tweets.ts';

/** What the product makes of a text: its primary theme, and its complaint divided over all that fit. */
export type Told = { primary: string | null; portions: ReadonlyMap<string, number> };

/** Themes of tweets that are known to complain: each is analysed as a review of one star. */
export async function themesOfTweets(tweets: readonly Tweet[]): Promise<Told[]> {
  const analyzer = await openLocalAnalyzer();
  const domains: ThemeDomain[] = openDomainJudge()(tweets.map(({ text }) => text));
  const matcher = compileThemes(themesOf(startingTaxonomy, domains), fallbackThemes);
  const analysed = await analyzer.analyze(
    tweets.map(({ id, text }) => ({ id, text, language: 'en', rating: 1, nps: null })),
  );
  return analysed.map((result) => {
    if (result.outcome !== 'analysed') throw new Error(`Text not analysed: ${result.reason}`);
    const mentions = result.analysis.mentions.map((mention, i) => ({ id: String(i), ...mention }));
    const themes = themesOfFeedback({ mentions, isLow: true }, matcher, fallbackThemes);
    const portions = new Map<string, number>();
    for (const { themeId, side, portion } of themes) {
      if (side === 'pain' || side === 'wish') portions.set(themeId, (portions.get(themeId) ?? 0) + portion);
    }
    return { primary: themes.find(({ isPrimary }) => isPrimary)?.themeId ?? null, portions };
  });
}
