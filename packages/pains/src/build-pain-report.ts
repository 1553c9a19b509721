import type { PainReport, ProductPains, ReportWindow } from '@soundings/contracts/pain-point';
import type { Product } from '@soundings/contracts/product';
import type { ThemeDomain, ThemeEdit } from '@soundings/contracts/theme';
import type { DuckDb } from '@soundings/lake/duckdb';
import { emergentThemes } from './emergent/emergent-themes.ts';
import { painAlarms, remembered } from './report/alarms.ts';
import { comparisonsOf } from './report/comparisons.ts';
import { compete } from './report/competition.ts';
import { stageCopies } from './report/copies.ts';
import { emptyReport } from './report/empty-report.ts';
import { headlineOf } from './report/headline.ts';
import { lakeSource } from './report/lake-source.ts';
import { openTermCounts } from './report/leading-terms.ts';
import { judgeDomains, stageMatches } from './report/match-mentions.ts';
import { distinctiveTerms, quotesOf } from './report/pain-details.ts';
import { painGroups } from './report/pain-groups.ts';
import { gonePains, type PainMaterial, painPoints } from './report/pain-points.ts';
import { countPeople, countVotes, firstSeen } from './report/people-counts.ts';
import { countMentions } from './report/report-counts.ts';
import { severitiesOf } from './report/severities.ts';
import { stageVoices, storeThemeMentions } from './report/theme-mentions.ts';
import { contrastOf, trendCounts, weeklyCounts } from './report/trends.ts';
import { countUnthemed } from './report/unthemed.ts';
import { applyEdits } from './taxonomy/apply-edits.ts';
import { startingTaxonomy, taxonomyVersion } from './taxonomy/starting-taxonomy.ts';

export type PainReportRequest = {
  /** The embedded engine: matching themes fills tables of its own. One report at a time an engine. */
  engine: DuckDb;
  /** Bucket keys of the `mentions` Parquet; empty where there is none yet. */
  mentions: readonly string[];
  /** Where `theme_mentions` goes, one row per mention and theme over all of history. */
  themeMentionsKey: string;
  products: readonly Product[];
  /** The taxonomy's log, oldest first. */
  edits: readonly ThemeEdit[];
  /** Themes that people gave to mentions, by the mention's id; null where it is of none. */
  assigned?: ReadonlyMap<string, string | null>;
  window: ReportWindow;
  /**
   * The report before this one: what is new, gone, up and down is told against it, and emergent themes keep their
   * ids.
   */
  previous: PainReport | null;
  /** Bucket keys of the `customers` Parquet, where there is one: pains are then told by customer segment too. */
  customers?: readonly string[];
  /** When the report is made. */
  now?: Date;
};

const MATCHES = 'pains_matches';
const COPIES = 'pains_copies';
const VOICES = 'pains_voices';

/**
 * Matches the taxonomy on every mention, stores `theme_mentions`, and reports each product's pains, the market's gaps
 * and the SWOT lines. The report depends on its arguments and the lake alone. Throws `SqlError` where the lake cannot
 * be read.
 */
export async function buildPainReport(request: PainReportRequest): Promise<PainReport> {
  const {
    engine,
    mentions,
    themeMentionsKey,
    products,
    edits,
    assigned = new Map(),
    window,
    previous,
    customers = [],
    now = new Date(),
  } = request;
  const productIds = products.map(({ id }) => id);
  const hasMentions = mentions.length > 0 && products.length > 0;
  const before = previous?.emergent ?? [];
  const domains = hasMentions ? await judgeDomains(engine, { mentions, productIds }) : new Map<string, ThemeDomain[]>();
  const known = {
    themes: applyEdits(startingTaxonomy, edits),
    domains: [...new Set([...domains.values()].flat())],
    before,
  };
  const emergent = hasMentions ? await emergentThemes(engine, { mentions, productIds }, known) : before;
  const themes = applyEdits([...startingTaxonomy, ...emergent], edits);
  const skeleton = { builtAt: now.toISOString(), window, taxonomyVersion: taxonomyVersion(themes), themes, emergent };
  if (!hasMentions) return emptyReport(skeleton, products);

  try {
    await stageCopies(engine, COPIES, { mentions, productIds });
    await stageVoices(engine, { voices: VOICES, copies: COPIES }, { mentions, productIds });
    const leading = await openTermCounts(engine, { mentions, productIds, themes, domains });
    await stageMatches(engine, MATCHES, { mentions, productIds, themes, domains, assigned, window, listener: leading });
    await storeThemeMentions(engine, { matches: MATCHES, copies: COPIES }, { mentions, key: themeMentionsKey });
    await engine.drop(MATCHES);

    const source = lakeSource(engine, { mentions, themeMentionsKey, voices: VOICES });
    const byId = new Map(themes.map((theme) => [theme.id, theme]));
    const people = await countPeople(source, window);
    const votes = await countVotes(source, window);
    const contrast = await contrastOf(source, window, people);
    const seen = await firstSeen(source);
    const severities = await severitiesOf(source, window);
    const terms = await distinctiveTerms(source, window);
    const weekly = await weeklyCounts(source, window);
    const trends = await trendCounts(source, window, weekly);
    const unthemed = await countUnthemed(source, window);
    const groups = await painGroups(source, window, customers);
    const quotes = await quotesOf(source, window);

    const reported = products.map(({ id, name, role }): ProductPains => {
      const material: PainMaterial = {
        productId: id,
        themes: byId,
        now: people,
        contrast: contrast.of(id),
        firstSeen: seen.get(id) ?? new Map(),
        severities: severities.get(id),
        terms: terms.get(id),
        groups: groups.get(id),
        trend: trends.get(id),
        quotes,
        previous,
      };
      const { pains, unlisted } = painPoints(material);
      const voices = people.voices.get(id) ?? { people: 0, feedback: 0, mentions: 0 };
      return {
        productId: id,
        name,
        role,
        domains: [...(domains.get(id) ?? [])],
        ...voices,
        painFeedback: unthemed.get(id)?.painFeedback ?? 0,
        unthemed: unthemed.get(id)?.unthemed ?? 0,
        lost: severities.get(id)?.lost ?? null,
        terms: leading.ranked(id),
        pains,
        unlisted,
        gone: gonePains(material, pains),
      };
    });
    const raised = previous ? [...previous.raised, ...previous.alarms] : [];
    const alarms = productIds.flatMap((id) =>
      painAlarms(id, weekly.get(id), { themes: byId, raised, now: skeleton.builtAt }),
    );
    const rivals = {
      ours: products.filter(({ role }) => role === 'ours').map(({ id }) => id),
      competitors: products.filter(({ role }) => role === 'competitor').map(({ id }) => id),
    };
    const spoken = themes.filter(({ muted }) => !muted);
    const report = {
      ...skeleton,
      counts: await countMentions(engine, mentions, { window, productIds }),
      products: reported,
      alarms,
      raised: remembered(alarms, raised, window.to),
      ...compete({ counts: people, votes, quotes }, rivals, spoken),
      comparisons: await comparisonsOf(source, window, products),
    };
    return { ...report, headline: headlineOf(report) };
  } finally {
    for (const table of [MATCHES, COPIES, VOICES]) await engine.drop(table);
  }
}
