import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { groupRows } from './group-rows.ts';

/** A difference is told as one where at most this part of such claims is expected to be wrong. */
export const FALSE_DISCOVERY = 0.05;

type Compared = { q: number | null; against: 'more' | 'less' | 'alike' | null };

/**
 * Comparisons of claims with everyone else, judged together: the more is compared, the more differs by luck. A family is
 * what one question asks of all personas (a dimension, the themes, the categories), so that an answer to one question
 * never moves the verdict on another.
 */
export function comparisons() {
  const pending: { family: string; claim: Compared; p: number; more: boolean }[] = [];
  return {
    add(family: string, claim: Compared, { p, more }: { p: number; more: boolean }): void {
      pending.push({ family, claim, p, more });
    },
    /** Writes q and the verdict into every claim that was added. */
    settle(): void {
      for (const rows of groupRows(pending, ({ family }) => family).values()) {
        const qs = benjaminiHochberg(rows.map(({ p }) => p));
        for (const [i, { claim, more }] of rows.entries()) {
          const q = qs[i] ?? 1;
          claim.q = Number(q.toPrecision(2));
          claim.against = q > FALSE_DISCOVERY ? 'alike' : more ? 'more' : 'less';
        }
      }
    },
  };
}
export type Comparisons = ReturnType<typeof comparisons>;
