import type { PersonaBehaviour, PersonaCategory, PersonaDimension } from '@soundings/contracts/persona';
import type { CategoryCounts } from './category-counts.ts';
import type { Comparisons } from './comparisons.ts';
import { AMOUNT_BINS, type GroupSums, type Measure, type Sums, type ValueCount } from './customer-counts.ts';
import { tellable } from './disclosure.ts';
import { groupRows } from './group-rows.ts';
import { sameShareP } from './proportion.ts';
import { tellMean, tellMedian, tellShare } from './told-measures.ts';
import { rounded, toldInterval, toldProportion } from './told-share.ts';

/** What the customers of a group do, from their purchases. */
export function describeBehaviour(
  sums: readonly GroupSums[],
  recorded: readonly ValueCount[],
  categories: CategoryCounts,
  { group, k, priceBands, compared }: { group: string; k: number; priceBands: PersonaDimension; compared: Comparisons },
): PersonaBehaviour {
  const own = sums.filter(({ grp }) => grp === group);
  const currency = currencyOf(own);
  const mean = (measure: Measure, unit: string | null) =>
    unit === null ? null : tellMean(add(own.map(({ measures }) => measures[measure])), k, unit, 'people');
  const median = (field: string, unit: string | null, value: (bin: string) => number = Number) =>
    unit === null
      ? null
      : tellMedian(
          recorded
            .filter((row) => row.grp === group && row.field === field)
            .map((row) => ({ value: value(row.value), people: row.people })),
          k,
          unit,
          'recorded',
        );
  const n = own.reduce((total, row) => total + row.n, 0);
  const part = (yes: number) => tellShare({ yes, no: n - yes }, k, 'people');
  const known = own.some(({ measures }) => measures.orders.n > 0);
  const [recency, frequency, monetary] = [
    mean('recency', 'score'),
    mean('frequency', 'score'),
    mean('monetary', 'score'),
  ];
  return {
    rfm: recency && frequency && monetary && { recency, frequency, monetary },
    recencyDays: median('recencyDays', 'days'),
    orders: mean('orders', 'orders'),
    averageOrder: median('averageOrder', currency, (bin) => Math.exp(Number(bin) / AMOUNT_BINS)),
    spend: mean('spend', currency),
    clv: mean('clv', currency),
    rhythmDays: median('rhythmDays', 'days'),
    repeatRate: known ? part(own.reduce((total, { repeat }) => total + repeat, 0)) : null,
    pNone: mean('pNone', 'probability'),
    multiItem: known ? part(own.reduce((total, { multiItem }) => total + multiItem, 0)) : null,
    priceBands,
    ...describeCategories(categories, { group, k, compared }),
  };
}

/** The currency that all customers of a group pay in; null where they differ, since amounts cannot be added then. */
export function currencyOf(sums: readonly GroupSums[]): string | null {
  const currencies = new Set(sums.map(({ currency }) => currency));
  const [first] = currencies;
  return currencies.size === 1 ? (first ?? null) : null;
}

/** The sums of several samples as those of one. */
export function add(sums: readonly Sums[]): Sums {
  return sums.reduce(
    (total, { n, sum, squares, most }) => ({
      n: total.n + n,
      sum: total.sum + sum,
      squares: total.squares + squares,
      most: Math.max(total.most, most),
    }),
    { n: 0, sum: 0, squares: 0, most: 0 },
  );
}

const CATEGORIES = 12;
const STEPS = 5;

function describeCategories(
  { buyers, reach, steps }: CategoryCounts,
  { group, k, compared }: { group: string; k: number; compared: Comparisons },
): Pick<PersonaBehaviour, 'categories' | 'path'> {
  const n = tellable(buyers.get(group) ?? 0, k);
  const everyone = [...buyers.values()].reduce((total, count) => total + count, 0);
  const others = tellable(everyone - (buyers.get(group) ?? 0), k);
  const proportion = (count: number, of: number) => toldProportion(Math.min(of, tellable(count, k)), of, of, k);
  const share = (count: number, of: number, evidence: string) => {
    const told = proportion(count, of);
    return { share: rounded(told.share), interval: toldInterval(told), n: of, evidence };
  };
  const byCategory = groupRows(reach, ({ category }) => category);
  const categories = reach
    .filter((row) => row.grp === group && row.people >= k && n > 0)
    .map(({ category, people }) => {
      const all = (byCategory.get(category) ?? []).reduce((total, row) => total + row.people, 0);
      const overall = rounded(proportion(all, tellable(everyone, k)).share);
      const claim: PersonaCategory = { category, ...share(people, n, 'categories'), overall, against: null, q: null };
      const own = proportion(people, n);
      // Too few to be told is taken for what is nearest to the group's own share.
      const rest =
        all - people < k
          ? toldProportion(Math.min(k - 1, own.share * others), others, others, k)
          : proportion(all - people, others);
      if (others > 0) compared.add('categories', claim, { p: sameShareP(own, rest), more: own.share > rest.share });
      return claim;
    })
    .sort((a, b) => b.share - a.share || (a.category < b.category ? -1 : 1))
    .slice(0, CATEGORIES);
  const starts = new Map<string, number>();
  for (const { grp, from, people } of steps) {
    if (grp === group) starts.set(from, (starts.get(from) ?? 0) + people);
  }
  const path = steps
    .flatMap(({ grp, from, to, people }) => {
      const of = tellable(starts.get(from) ?? 0, k);
      return grp === group && to !== null && people >= k ? [{ from, to, ...share(people, of, 'path') }] : [];
    })
    .sort((a, b) => b.share * b.n - a.share * a.n || (a.from + a.to < b.from + b.to ? -1 : 1))
    .slice(0, STEPS);
  return { categories, path };
}
