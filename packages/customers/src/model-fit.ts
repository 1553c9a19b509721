import type { ModelFit } from '@soundings/contracts/segment';
import { type Minimum, nelderMead } from './nelder-mead.ts';

/**
 * A fit whose parameters have the names `P`. `degenerate`: some parameter ran to its border, and the fit stands for the
 * simpler model that lies there; the parameters are null for any other reason.
 */
export type Fit<P extends string> = Omit<ModelFit, 'parameters'> & { parameters: Record<P, number> | null };

// Below this a likelihood has hardly a maximum; Klaviyo asks for 500 buyers before it says anything at all.
const FEWEST_CUSTOMERS = 50;
// Beyond these a parameter has run away: the data hold no trace of what it describes.
const LEAST = 1e-4;
const MOST = 1e5;
const BORDER = 10;

/** Ends this near to the best one in log-likelihood agree with it. */
const AGREEING = 0.001;
/** A first search comes about as near as that; what counts is searched on from there. */
const ROUGH = { tolerance: 1e-8, width: 0.01, restart: false };
const FINE = { step: 0.03 };

/**
 * Maximum likelihood of positive parameters, searched on their logarithms from several starts. The best end counts; it is
 * refused where the search did not settle, and marked where a parameter ran to its border, which it does when customers
 * do not differ, or never leave.
 */
export function fitByLikelihood<P extends string>({
  model,
  names,
  starts,
  logLikelihood,
  customers,
  repeaters,
}: {
  model: ModelFit['model'];
  names: readonly P[];
  starts: readonly (readonly number[])[];
  logLikelihood: (parameters: readonly number[]) => number;
  customers: number;
  repeaters: number;
}): Fit<P> {
  const none = { model, parameters: null, logLikelihood: null, customers, converged: false, agreeingStarts: 0 };
  if (customers < FEWEST_CUSTOMERS) return { ...none, starts: 0, reason: 'too_few_customers' };
  if (repeaters === 0) return { ...none, starts: 0, reason: 'no_repeat_purchases' };
  const negative = (logs: readonly number[]) =>
    logs.some((v) => v < Math.log(LEAST) || v > Math.log(MOST))
      ? Number.POSITIVE_INFINITY
      : -logLikelihood(logs.map(Math.exp));
  const rough = starts
    .map((start) => nelderMead(negative, start.map(Math.log), ROUGH))
    .sort((a, b) => a.value - b.value);
  const ends = ranAway(rough[0]) ? rough : searchedOn(negative, rough);
  const best = ends.reduce((a, b) => (b.value < a.value ? b : a));
  const values = best.x.map(Math.exp);
  const agreeingStarts = ends.filter((end) => end.value - best.value < AGREEING).length;
  const settled = best.converged && agreeingStarts > 1;
  // A search that runs along a flat border neither settles nor needs to.
  const reason = ranAway(best) ? 'degenerate' : settled ? null : 'not_converged';
  return {
    ...none,
    parameters:
      reason !== 'not_converged'
        ? (Object.fromEntries(names.map((name, i) => [name, values[i]])) as Record<P, number>)
        : null,
    logLikelihood: -best.value,
    converged: best.converged,
    agreeingStarts,
    starts: starts.length,
    reason,
  };
}

function ranAway(end: Minimum | undefined): boolean {
  return end?.x.some((log) => log < Math.log(LEAST * BORDER) || log > Math.log(MOST / BORDER)) ?? false;
}

/** From the best of the rough ends to the bottom, and from those that lie elsewhere; going on from one near it finds nothing new. */
function searchedOn(negative: (logs: readonly number[]) => number, [first, ...others]: readonly Minimum[]): Minimum[] {
  if (first === undefined) return [];
  const best = nelderMead(negative, first.x, FINE);
  return [best, ...others.map((end) => (end.value - best.value < AGREEING ? end : nelderMead(negative, end.x, FINE)))];
}
