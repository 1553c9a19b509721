import type { PersonaSkill } from '@soundings/contracts/persona';
import { tellable } from './disclosure.ts';
import { Z95 } from './normal.ts';
import { rounded } from './told-share.ts';

/** How many people of the group and of everyone gave each value of one field, told in steps of `k`. */
export type Outcomes = {
  of: string;
  evidence: string;
  group: ReadonlyMap<string, number>;
  all: ReadonlyMap<string, number>;
};

/** From this skill on a split says something; below it the overall average predicts as well. */
const USEFUL = 0;

/**
 * Out-of-sample skill of a persona for one field. Each of its people is predicted twice from the others, never from
 * their own answer: by the shares of the persona and by those of everyone. The score is Brier's (1950, Monthly Weather
 * Review 78:1–3), the skill the part of the average's score that the persona saves; leaving one out is exact here, since
 * a person's score depends only on their value and the counts. The interval is that of a ratio of means (Cochran 1977,
 * Sampling Techniques, §6.4). Null under two people.
 */
export function personaSkill({ of, evidence, group, all }: Outcomes, k: number): PersonaSkill | null {
  const told = new Map([...group].map(([value, people]) => [value, tellable(people, k)]));
  const everyone = new Map(
    [...all].map(([value, people]) => [value, Math.max(tellable(people, k), told.get(value) ?? 0)]),
  );
  const n = total(told);
  if (n < 2 || total(everyone) <= n || everyone.size < 2) return null;
  const scores = [...told]
    .filter(([, people]) => people > 0)
    .map(([value, people]) => ({ people, own: leaveOneOut(told, value), base: leaveOneOut(everyone, value) }));
  const mean = (of: (score: (typeof scores)[number]) => number) =>
    scores.reduce((sum, score) => sum + score.people * of(score), 0) / n;
  const base = mean((score) => score.base);
  if (base === 0) return null;
  const ratio = mean((score) => score.own) / base;
  const variance = mean(({ own, base: b }) => (own - ratio * b) ** 2) / (n * base * base);
  const half = Z95 * Math.sqrt(variance);
  const interval: [number, number] = [rounded(1 - ratio - half), rounded(Math.min(1, 1 - ratio + half))];
  return { of, skill: rounded(1 - ratio), interval, useful: interval[0] > USEFUL, n, evidence };
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
