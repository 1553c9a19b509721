/**
 * Customers collapsed by history, in columns: `n` customers each have `x` days of repeat purchase, the last of them `tx`
 * after the first purchase, and were watched for `T` from it. Times are in one unit, which the fitted parameters share.
 */
export type PurchaseCounts = {
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly n: Float64Array;
};

/** Columns from rows, equal histories counted together. */
export function purchaseCounts(rows: Iterable<{ x: number; tx: number; T: number; n?: number }>): PurchaseCounts {
  const cells = new Map<string, { x: number; tx: number; T: number; n: number }>();
  for (const { x, tx, T, n = 1 } of rows) {
    const key = `${x} ${tx} ${T}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { x, tx, T, n });
    else cell.n += n;
  }
  // In order of content, so that sums do not depend on the order of rows.
  const sorted = [...cells.values()].sort((a, b) => a.x - b.x || a.tx - b.tx || a.T - b.T);
  return {
    x: Float64Array.from(sorted, ({ x }) => x),
    tx: Float64Array.from(sorted, ({ tx }) => tx),
    T: Float64Array.from(sorted, ({ T }) => T),
    n: Float64Array.from(sorted, ({ n }) => n),
  };
}

/** How many customers, and how many of them bought again. */
export function countedCustomers({ x, n }: PurchaseCounts): { customers: number; repeaters: number } {
  let customers = 0;
  let repeaters = 0;
  for (let i = 0; i < n.length; i++) {
    customers += n[i] ?? 0;
    if ((x[i] ?? 0) > 0) repeaters += n[i] ?? 0;
  }
  return { customers, repeaters };
}
