import { seededRandom } from '@soundings/statistics/random';
import { agreement, type GapAgreement, gapsOf, type Told } from './airline-gaps.ts';
import { themesOfTweets } from './airline-themes.ts';
import { NO_REASON, negativeTweets, reasonOfTheme } from './airline-tweets.ts';
import { f1 } from './f1.ts';

const SURE = 0.99;
const SHUFFLES = 300;

export type AirlineScores = {
  labelled: number;
  micro: number;
  macro: number;
  sure: number;
  unthemed: number;
  gaps: GapAgreement;
  /** Shuffles of the airlines in which any gap was found. */
  nullRuns: number;
};

/** The hand-labelled reasons of complaints against what the product makes of the same texts. */
export async function scoreAirlines(): Promise<AirlineScores> {
  const tweets = negativeTweets();
  const told = await themesOfTweets(tweets);
  const labelled = tweets.flatMap((tweet, i) => {
    const { primary = null, portions = new Map<string, number>() } = told[i] ?? {};
    return tweet.reason === NO_REASON ? [] : [{ ...tweet, primary, portions }];
  });
  const pairs = labelled.map(({ reason, primary, confidence }) => ({
    label: reason,
    predicted: reasonOfTheme.get(primary ?? '') ?? null,
    confidence,
  }));
  const reasons = [...new Set(reasonOfTheme.values())];
  const ours = labelled.map(({ airline, portions }): Told => ({ airline, votes: votesOf(portions) }));
  const theirs = labelled.map(({ airline, reason }): Told => ({ airline, votes: new Map([[reason, 1]]) }));
  return {
    labelled: labelled.length,
    ...f1(pairs),
    sure: f1(pairs.filter(({ confidence }) => confidence >= SURE)).micro,
    unthemed: told.filter(({ portions }) => portions.size === 0).length / told.length,
    gaps: agreement(gapsOf(theirs, reasons), gapsOf(ours, reasons)),
    nullRuns: runsWithGaps(ours, reasons),
  };
}

/** A complaint's portions by reason. */
function votesOf(portions: ReadonlyMap<string, number>): Map<string, number> {
  const votes = new Map<string, number>();
  for (const [themeId, portion] of portions) {
    const reason = reasonOfTheme.get(themeId);
    if (reason !== undefined) votes.set(reason, (votes.get(reason) ?? 0) + portion);
  }
  return votes;
}

function runsWithGaps(told: readonly Told[], reasons: readonly string[]): number {
  const random = seededRandom(5);
  const airlines = told.map(({ airline }) => airline);
  let runs = 0;
  for (let run = 0; run < SHUFFLES; run++) {
    for (let i = airlines.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [airlines[i], airlines[j]] = [airlines[j] ?? '', airlines[i] ?? ''];
    }
    const gaps = gapsOf(
      told.map(({ votes }, i) => ({ airline: airlines[i] ?? '', votes })),
      reasons,
    );
    if (gaps.some(({ q }) => q <= 0.05)) runs++;
  }
  return runs / SHUFFLES;
}
