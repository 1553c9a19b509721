import { falseDiscovery } from './false-discovery.ts';

/** A difference is told as one where at most this part of such claims is expected to be wrong. */
export const FALSE_DISCOVERY = 0.05;

type Compared = { q: number | null; against: 'more' | 'less' | 'alike' | null };

/**
 * One family of comparisons: claims of all personas of a build are judged together, since the more is compared the
 * more differs by luck.
 */
export function comparisons() {
  const pending: { claim: Compared; p: number; more: boolean }[] = [];
  return {
    add(claim: Compared, p: number, more: boolean): void {
      pending.push({ claim, p, more });
    },
    /** Writes q and the verdict into every claim that was added. */
    settle(): void {
      const qs = falseDiscovery(pending.map(({ p }) => p));
      for (const [i, { claim, more }] of pending.entries()) {
        const q = qs[i] ?? 1;
        claim.q = Number(q.toPrecision(2));
        claim.against = q > FALSE_DISCOVERY ? 'alike' : more ? 'more' : 'less';
      }
    },
  };
}
export type Comparisons = ReturnType<typeof comparisons>;
