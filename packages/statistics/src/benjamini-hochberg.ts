/**
 * p values corrected for the false discovery rate, in the order given (Benjamini and Hochberg 1995, JRSS B
 * 57:289–300): calling everything with a corrected value of at most α a discovery keeps the expected share of false
 * ones under α. `tests` is how many there were where some, with nothing to show, are not among `ps`.
 */
export function benjaminiHochberg(ps: readonly number[], tests = ps.length): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[b] ?? 1) - (ps[a] ?? 1));
  const corrected = new Array<number>(ps.length).fill(1);
  let least = 1;
  for (const [position, i] of order.entries()) {
    least = Math.min(least, (ps[i] ?? 1) * (tests / (ps.length - position)));
    corrected[i] = least;
  }
  return corrected;
}
