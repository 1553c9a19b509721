import { type BgNbd, geometricLogLikelihood } from './bg-nbd.ts';
import { type Fit, fitByLikelihood } from './model-fit.ts';
import { countedCustomers, type PurchaseCounts } from './purchase-counts.ts';

export type MbgNbd = BgNbd;

const STARTS = [
  [0.5, 5, 1, 2],
  [1, 1, 0.5, 0.5],
  [0.2, 20, 1, 5],
] as const;

/**
 * Fits the MBG/NBD model: the BG/NBD model in which a customer may leave right after the first purchase too, so that
 * those who bought once are not all alive.
 *
 * Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for customer base analysis,
 * International Journal of Research in Marketing 24(3).
 */
export function fitMbgNbd(counts: PurchaseCounts): Fit<'r' | 'alpha' | 'a' | 'b'> {
  return fitByLikelihood({
    model: 'mbg-nbd',
    names: ['r', 'alpha', 'a', 'b'],
    starts: STARTS,
    logLikelihood: ([r = 0, alpha = 0, a = 0, b = 0]) => geometricLogLikelihood(counts, { r, alpha, a, b }, true),
    ...countedCustomers(counts),
  });
}
