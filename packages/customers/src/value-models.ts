import type { ModelFit } from '@soundings/contracts/segment';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { type BgNbd, fitBgNbd } from './bg-nbd.ts';
import { bin, collapsed } from './collapsed-rows.ts';
import { type Belief, bgNbdBelief, type History, mbgNbdBelief, nbdBelief } from './future-purchases.ts';
import { fitGammaGamma, type GammaGamma } from './gamma-gamma.ts';
import { fitMbgNbd } from './mbg-nbd.ts';
import type { Fit } from './model-fit.ts';
import { fitNbd, type Nbd } from './nbd.ts';
import { fitParetoNbd } from './pareto-nbd.ts';
import { type PurchaseCounts, purchaseCounts } from './purchase-counts.ts';

// The Pareto/NBD likelihood costs ten times as much and only stands beside the others for comparison.
const MOST_PARETO_CELLS = 3000;
export const DAYS_A_WEEK = 7;
/** Days taken together, as many as it takes. */
export const DAY_WIDTHS = [1, 3, 7, 14, 28, 56, 112];

/** What the team's customers are expected to do, as far as models could be fitted. Times are in weeks. */
export type ValueModels = {
  fits: ModelFit[];
  /** The belief in one customer by the first model that could be fitted: BG/NBD, MBG/NBD, NBD. */
  belief: ((history: History) => Belief) | null;
  spending: GammaGamma | null;
};

/** Fits all models to the customers of `history` (see `historySql`). */
export async function fitValueModels(engine: SqlEngine, history: readonly string[]): Promise<ValueModels> {
  const counts = await collapsedHistories(engine, history);
  const purchasing = fitPurchasing(counts);
  const spending = fitGammaGamma(await collapsedSpending(engine, history));
  const comparable = purchasing.leaving && counts.n.length <= MOST_PARETO_CELLS;
  const pareto = comparable ? [fitParetoNbd(counts)] : [];
  return { fits: [...purchasing.fits, ...pareto, spending], belief: purchasing.belief, spending: spending.parameters };
}

/**
 * Fits the models of when customers buy to counted histories, and believes in the first of BG/NBD and MBG/NBD that holds.
 * One at its border holds if customers do leave (only they all do alike), which is if it beats the NBD model, in which
 * nobody does; else that is the one to believe.
 */
export function fitPurchasing(counts: PurchaseCounts): Pick<ValueModels, 'fits' | 'belief'> & { leaving: boolean } {
  const bg = fitBgNbd(counts);
  const mbg = fitMbgNbd(counts);
  const nbd = fitNbd(counts);
  const [bgNbd, mbgNbd] = [bg, mbg].map((fit) => holds(fit, nbd));
  return {
    fits: [bg, mbg, nbd],
    belief: bgNbd
      ? (history) => bgNbdBelief(bgNbd, history)
      : mbgNbd
        ? (history) => mbgNbdBelief(mbgNbd, history)
        : beliefOfNbd(nbd.parameters),
    leaving: bg.reason === null,
  };
}

function beliefOfNbd(nbd: Nbd | null): ValueModels['belief'] {
  return nbd && ((history) => nbdBelief(nbd, history));
}

/** Two parameters more have to be worth two units of log-likelihood (Akaike 1974). */
function holds(fit: Fit<keyof BgNbd>, simpler: Fit<keyof Nbd>): BgNbd | null {
  if (fit.reason !== 'degenerate') return fit.parameters;
  const gain = (fit.logLikelihood ?? Number.NEGATIVE_INFINITY) - (simpler.logLikelihood ?? Number.NEGATIVE_INFINITY);
  return gain > 2 ? fit.parameters : null;
}

/** Histories with the number of customers who share them, exact as long as there are few enough. */
async function collapsedHistories(engine: SqlEngine, history: readonly string[]): Promise<PurchaseCounts> {
  const rows = await collapsed(engine, history, DAY_WIDTHS, (width) => ({
    columns: 'x, avg(tx) AS tx, avg(watched) AS watched, count(*) AS n',
    where: 'TRUE',
    by: `x, ${bin('tx', width)}, ${bin('watched', width)}`,
  }));
  return purchaseCounts(
    rows.map(({ x = 0, tx = 0, watched = 0, n = 0 }) => ({ x, tx: tx / DAYS_A_WEEK, T: watched / DAYS_A_WEEK, n })),
  );
}

/** Mean spends likewise; bins are of equal ratio, since spending is. */
async function collapsedSpending(engine: SqlEngine, history: readonly string[]) {
  const rows = await collapsed(engine, history, [0, 0.01, 0.05, 0.2], (width) => ({
    columns: 'x, avg(spend) AS mean, max(spend) AS most, count(*) AS n',
    where: 'x > 0 AND spend > 0',
    by: `x, ${width === 0 ? 'spend' : bin('ln(spend)', width)}`,
  }));
  return rows.map(({ x = 0, mean = 0, n = 0 }) => ({ x, mean, n }));
}
