import type { PersonaSkill } from '@soundings/contracts/persona';
import { Z95 } from '@soundings/statistics/wilson';
import { WITHHELD } from './dimensions.ts';
import type { ToldValues } from './disclosure.ts';
import { rounded } from './told-share.ts';

/** What is told of one field, of the persona's people and of everyone. */
export type Outcomes = { of: string; evidence: string; group: ToldValues; all: ToldValues };

/**
 * Out-of-sample skill of a persona for one field. Each of its people is predicted twice from the others, never from
 * their own answer: by the shares of the persona and by those of everyone. The score is Brier's (1950, Monthly Weather
 * Review 78:1–3), the skill the part of the average's score that the persona saves; leaving one out is exact here, since
 * a person's score depends only on their value and the counts. Values withheld are one value. The interval is that of a
 * ratio of means (Cochran 1977, Sampling Techniques, §6.4). Null where there is nobody else or only one value.
 */
export function personaSkill({ of, evidence, group, all }: Outcomes): PersonaSkill | null {
  const own = new Map(group.values.map(({ value, count }) => [value, count]));
  const everyone = new Map(
    group.values.map(({ value, count }) => [
      value,
      Math.max(count, all.values.find((cell) => cell.value === value)?.count ?? 0),
    ]),
  );
  const others = all.n - total(everyone);
  if (group.other > 0) own.set(WITHHELD, group.other);
  if (others > 0) everyone.set(WITHHELD, Math.max(others, group.other));
  const n = total(own);
  if (n < 2 || total(everyone) <= n || everyone.size < 2) return null;
  const scores = [...own].map(([value, people]) => ({
    people,
    own: leaveOneOut(own, value),
    base: leaveOneOut(everyone, value),
  }));
  const mean = (score: (row: (typeof scores)[number]) => number) =>
    scores.reduce((sum, row) => sum + row.people * score(row), 0) / n;
  const base = mean((row) => row.base);
  if (base === 0) return null;
  const ratio = mean((row) => row.own) / base;
  const variance = mean((row) => (row.own - ratio * row.base) ** 2) / (n * base * base);
  const half = Z95 * Math.sqrt(variance);
  const interval: [number, number] = [rounded(1 - ratio - half), rounded(Math.min(1, 1 - ratio + half))];
  return { of, skill: rounded(1 - ratio), interval, useful: interval[0] > 0, n, evidence };
}

/** Brier's score of one person with this value, predicted from the counts without them. */
function leaveOneOut(counts: ReadonlyMap<string, number>, value: string): number {
  const n = total(counts) - 1;
  let score = 0;
  for (const [other, people] of counts) {
    const share = (other === value ? people - 1 : people) / n;
    score += (share - (other === value ? 1 : 0)) ** 2;
  }
  return score;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, people) => sum + people, 0);
}
