import type { PriceSensitivity } from '@soundings/contracts/survey-summary';

/** The prices that one respondent named. */
export interface NamedPrices {
  tooCheap: number;
  cheap: number;
  expensive: number;
  tooExpensive: number;
}

/**
 * The Price Sensitivity Meter (van Westendorp, "NSS Price Sensitivity Meter", ESOMAR Congress, Venice 1976). At a price,
 * `tooCheap` and `cheap` are the shares who named that price or a higher one, `expensive` and `tooExpensive` those who
 * named it or a lower one. Crossings, on straight lines between the prices named:
 * marginal cheapness = too cheap × not cheap; marginal expensiveness = too expensive × not expensive;
 * indifference = cheap × expensive; optimal = too cheap × too expensive ("not" is one minus the curve).
 * Respondents whose four prices do not rise strictly are left out and counted.
 */
export function priceSensitivity(all: readonly NamedPrices[], currency: string): PriceSensitivity {
  const given = all.filter((p) => p.tooCheap < p.cheap && p.cheap < p.expensive && p.expensive < p.tooExpensive);
  const prices = [...new Set(given.flatMap((p) => [p.tooCheap, p.cheap, p.expensive, p.tooExpensive]))].sort(
    (a, b) => a - b,
  );
  const atLeast = (key: keyof NamedPrices) =>
    cumulative(
      given.map((p) => -p[key]),
      prices.map((price) => -price),
    );
  const atMost = (key: keyof NamedPrices) =>
    cumulative(
      given.map((p) => p[key]),
      prices,
    );
  const [tooCheap, cheap, expensive, tooExpensive] = [
    atLeast('tooCheap'),
    atLeast('cheap'),
    atMost('expensive'),
    atMost('tooExpensive'),
  ];
  const curves = prices.map((price, i) => ({
    price,
    tooCheap: tooCheap[i] ?? 0,
    cheap: cheap[i] ?? 0,
    expensive: expensive[i] ?? 0,
    tooExpensive: tooExpensive[i] ?? 0,
  }));
  type Point = (typeof curves)[number];
  const crossing = (falling: (p: Point) => number, rising: (p: Point) => number) =>
    crossingOf(curves.map((p) => [p.price, falling(p) - rising(p)]));
  return {
    kind: 'van-westendorp',
    currency,
    respondents: given.length,
    inconsistent: all.length - given.length,
    curves,
    marginalCheapness: crossing(
      (p) => p.tooCheap,
      (p) => 1 - p.cheap,
    ),
    marginalExpensiveness: crossing(
      (p) => 1 - p.expensive,
      (p) => p.tooExpensive,
    ),
    indifference: crossing(
      (p) => p.cheap,
      (p) => p.expensive,
    ),
    optimal: crossing(
      (p) => p.tooCheap,
      (p) => p.tooExpensive,
    ),
  };
}

/** For each limit the share of values that are at most it. */
function cumulative(values: readonly number[], limits: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const order = limits.map((limit, i) => [limit, i] as const).sort((a, b) => a[0] - b[0]);
  const shares: number[] = [];
  let n = 0;
  for (const [limit, i] of order) {
    while (n < sorted.length && (sorted[n] ?? Number.POSITIVE_INFINITY) <= limit) n++;
    shares[i] = sorted.length === 0 ? 0 : n / sorted.length;
  }
  return shares;
}

/** Where a falling difference passes zero; the middle where it stays on zero; null where it never is. */
function crossingOf(differences: readonly (readonly [number, number])[]): number | null {
  const zeros = differences.filter(([, difference]) => Math.abs(difference) < 1e-12).map(([price]) => price);
  const first = zeros[0];
  const last = zeros.at(-1);
  if (first !== undefined && last !== undefined) return (first + last) / 2;
  for (let i = 1; i < differences.length; i++) {
    const [p0, d0] = differences[i - 1] ?? [0, 0];
    const [p1, d1] = differences[i] ?? [0, 0];
    if (d0 > 0 && d1 < 0) return p0 + ((p1 - p0) * d0) / (d0 - d1);
  }
  return null;
}
