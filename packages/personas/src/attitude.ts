import type { PersonaAttitude, PersonaNps, PersonaShare } from '@soundings/contracts/persona';
import { Z95 } from '@soundings/statistics/wilson';
import { attitudeQuestions } from './attitude-questions.ts';
import { roundingVariance, tellable } from './disclosure.ts';
import type { SurveyWords } from './persona-input.ts';
import { exactSample, type Field, only, type Sizes } from './sample.ts';
import { tellMedian, tellShare } from './told-measures.ts';
import { rounded } from './told-share.ts';

/** The document's attitudes of one group, from the fields that were asked. */
export function describeAttitude(
  { fields, sizes, surveys }: { fields: ReadonlyMap<string, Field>; sizes: Sizes; surveys: readonly SurveyWords[] },
  group: string,
  k: number,
): PersonaAttitude {
  const asked = attitudeQuestions(surveys);
  const missed = new Set(asked.flatMap(({ yes }) => yes));
  const currencies = new Set(asked.flatMap(({ currency }) => currency ?? []));
  const shareOf = (name: string, yes: (value: string, top: number) => boolean): PersonaShare | null => {
    const field = fields.get(name);
    if (!field) return null;
    const top = Math.max(...field.cells.map(({ value }) => Number(value) || 0));
    const { yesN, n, effectiveN } = weigh(field, sizes, group, (value) => (yes(value, top) ? 'yes' : 'no'));
    return tellShare({ yes: yesN, no: n - yesN, effectiveN }, k, 'answers');
  };
  const prices = fields.get('willingness-to-pay');
  return {
    nps: describeNps(fields.get('nps'), sizes, group, k),
    csat: shareOf('csat', (value) => Number(value) >= 4),
    ces: shareOf('ces', (value, top) => Number(value) > (top > 5 ? 5 : 3)),
    productMarketFit: shareOf('product-market-fit', (value) => missed.has(value)),
    willingnessToPay:
      prices && currencies.size === 1
        ? tellMedian(pricesOf(prices, group), k, [...currencies].join(), 'answers')
        : null,
  };
}

const MOST_HIDDEN = 0.1;

/**
 * The net promoter score with the adjusted Wald interval of Rocks (2016, The American Statistician 70:365–372): three
 * answers are added, ¾ promoters, 1½ passives, ¾ detractors. Each of the three counts is told in steps of `k`, one
 * under `k` as none. Null where that could hide a tenth of the answers: a score of −100 among whom some are promoters is
 * none to tell.
 */
function describeNps(field: Field | undefined, sizes: Sizes, group: string, k: number): PersonaNps | null {
  if (!field) return null;
  const { shares, n: raw, effectiveN } = weigh(field, sizes, group, (value) => kindOf(Number(value)));
  const [promoters, passives, detractors] = ['promoter', 'passive', 'detractor'].map((kind) =>
    tellable((shares.get(kind) ?? 0) * raw, k),
  ) as [number, number, number];
  const n = promoters + passives + detractors;
  // Told as none may be up to k − 1 people, and the score lie as far beyond.
  const hidden = (k - 1) / n;
  if (n === 0 || ((promoters === 0 || detractors === 0) && hidden > MOST_HIDDEN)) return null;
  const scale = Math.min(1, effectiveN / raw);
  const [up, still, down] = [promoters * scale + 0.75, passives * scale + 1.5, detractors * scale + 0.75];
  const total = up + still + down;
  const centre = (up - down) / total;
  const spread = (up + down) / total - centre * centre;
  const half = Z95 * Math.sqrt(spread / total + (2 * roundingVariance(k)) / (n * n));
  const value = Math.round((100 * (promoters - detractors)) / n);
  const low = Math.round(100 * (centre - half - (detractors === 0 ? hidden : 0)));
  const high = Math.round(100 * (centre + half + (promoters === 0 ? hidden : 0)));
  return {
    value,
    // The added answers pull the centre inwards: at the ends of the scale the interval is made to hold the score.
    interval: [Math.max(-100, Math.min(low, value)), Math.min(100, Math.max(high, value))],
    promoters: rounded(promoters / n),
    passives: rounded(passives / n),
    detractors: rounded(detractors / n),
    effectiveN: Math.round(n * scale),
    n,
    evidence: 'answers',
  };
}

function kindOf(answer: number): string {
  return answer >= 9 ? 'promoter' : answer >= 7 ? 'passive' : 'detractor';
}

/** A field's answers of one group as shares of a few kinds, weighted; exact, so not to be told as they are. */
function weigh(field: Field, sizes: Sizes, group: string, kind: (value: string) => string) {
  const merged = new Map<string, (typeof field.cells)[number]>();
  for (const cell of field.cells) {
    const value = kind(cell.value);
    const key = JSON.stringify([cell.grp, cell.stratum, value]);
    merged.set(key, { ...cell, value, people: (merged.get(key)?.people ?? 0) + cell.people });
  }
  const { n, effectiveN, shares } = exactSample({ ...field, cells: [...merged.values()] }, sizes, only(group));
  return { shares, n, effectiveN, yesN: (shares.get('yes') ?? 0) * n };
}

function pricesOf(field: Field, group: string): { value: number; people: number }[] {
  return field.cells
    .filter(({ grp, value }) => grp === group && Number(value) > 0)
    .map(({ value, people }) => ({ value: Number(value), people }));
}
