import type { ReportWindow } from '@soundings/contracts/pain-point';
import type { Theme, ThemeDomain } from '@soundings/contracts/theme';
import type { DuckDb } from '@soundings/lake/duckdb';
import { type MatchableMention, themesOfFeedback } from '../matching/feedback-themes.ts';
import { openDomainJudge, themesOf } from '../matching/product-domains.ts';
import { compileThemes, type ThemeMatcher } from '../matching/theme-matcher.ts';
import { fallbackThemes } from '../taxonomy/starting-taxonomy.ts';
import { pagedFeedback } from './feedback-pages.ts';
import { textList } from './mention-sql.ts';

const JUDGED_TEXTS = 2000;

export type MatchedMentions = {
  mentions: readonly string[];
  productIds: readonly string[];
  themes: readonly Theme[];
  domains: ReadonlyMap<string, readonly ThemeDomain[]>;
  /** Themes that people gave to mentions, by the mention's id; null where it is of none. */
  assigned?: ReadonlyMap<string, string | null>;
  window: ReportWindow;
};

/** The trades of each product, judged by its texts of the smallest ids: the same texts at every build. */
export async function judgeDomains(
  engine: DuckDb,
  { mentions, productIds }: Pick<MatchedMentions, 'mentions' | 'productIds'>,
): Promise<Map<string, ThemeDomain[]>> {
  const rows = await engine.query(
    `SELECT product_id, min_by(quote, id, ${JUDGED_TEXTS}) AS quotes FROM mentions
     WHERE product_id IN (${textList(productIds)}) GROUP BY product_id`,
    { mentions },
  );
  const texts = new Map<string, string[]>(productIds.map((id) => [id, []]));
  for (const row of rows) texts.set(String(row.product_id), (row.quotes as string[]).map(String));
  const judge = openDomainJudge();
  return new Map([...texts].map(([id, quotes]) => [id, judge(quotes)]));
}

/** Rows handed to the engine at once: short-lived, so that memory stays flat. */
const BATCH = 5000;

/** Someone who spoke in the report's window, and what they said in one feedback. */
export type Heard = { productId: string; speaker: string; mentions: readonly MatchableMention[] };

/** Hears everyone who spoke in the report's window; after `pause` nobody of before speaks again. */
export type Listener = { hear(heard: Heard): void; pause(): void };

/**
 * Stages `table` (mention_id, theme_id, side, is_primary, portion): the themes of every mention of these products.
 * What was said in the window is handed to the listener on the way, since reading all texts once is what costs most.
 */
export async function stageMatches(
  engine: DuckDb,
  table: string,
  { listener, assigned = new Map(), ...matched }: MatchedMentions & { listener: Listener },
): Promise<void> {
  const matchers = matchersOf(matched);
  const known = new Set(matched.themes.map(({ id }) => id));
  // A theme that was merged into another or never came to be is nobody's.
  const given = new Map([...assigned].filter(([, themeId]) => themeId === null || known.has(themeId)));
  const columns = {
    mention_id: 'VARCHAR',
    theme_id: 'VARCHAR',
    side: 'VARCHAR',
    is_primary: 'BOOLEAN',
    portion: 'DOUBLE',
  } as const;
  await engine.stage(table, columns, batches());

  async function* batches() {
    let rows: [string, string, string, boolean, number][] = [];
    for await (const page of pagedFeedback(engine, matched)) {
      for (const { productId, speaker, ...feedback } of page) {
        if (speaker !== null) listener.hear({ productId, speaker, mentions: feedback.mentions });
        const matcher = matchers.get(productId);
        if (matcher === undefined) continue;
        for (const { mentionId, themeId, side, isPrimary, portion } of themesOfFeedback(
          feedback,
          matcher,
          fallbackThemes,
          given,
        )) {
          rows.push([mentionId, themeId, side, isPrimary, portion]);
        }
        if (rows.length < BATCH) continue;
        yield rows;
        rows = [];
      }
      listener.pause();
    }
    yield rows;
  }
}

/** One matcher for products of the same trades. */
function matchersOf({ themes, domains, productIds }: MatchedMentions): Map<string, ThemeMatcher> {
  const byDomains = new Map<string, ThemeMatcher>();
  return new Map(
    productIds.map((id) => {
      const trades = domains.get(id) ?? [];
      const key = trades.join();
      const matcher = byDomains.get(key) ?? compileThemes(themesOf(themes, trades), fallbackThemes);
      byDomains.set(key, matcher);
      return [id, matcher];
    }),
  );
}
