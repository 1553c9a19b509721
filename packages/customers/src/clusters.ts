import type { Cluster, ClusterFeatures, Clusters } from '@soundings/contracts/customer-insights';
import { kmeans } from 'ml-kmeans';

type Feature = keyof ClusterFeatures;

/** Clusters of the rows that were given, and whom they hold. */
export type Clustering = Omit<Clusters, 'customers'> & {
  /** The cluster of each row that was given. */
  assignment: number[];
  /** The clusters' middles, each a value a feature in the scale of `scale`; whoever is nearest to one belongs to it. */
  centroids: number[][];
  /** A feature's place in the middles: (ln(1 + value) − mean) / deviation, 0 where all are alike. */
  scale: { feature: Feature; mean: number; deviation: number }[];
};

const FEATURES: readonly Feature[] = ['recencyDays', 'frequency', 'averageOrder', 'tenureDays'];
const NAMES: Record<Feature, Record<'high' | 'low', { 'zh-CN': string; en: string }>> = {
  recencyDays: {
    high: { 'zh-CN': '久未购买', en: 'long silent' },
    low: { 'zh-CN': '近期活跃', en: 'recently active' },
  },
  frequency: { high: { 'zh-CN': '高频', en: 'frequent' }, low: { 'zh-CN': '低频', en: 'infrequent' } },
  averageOrder: { high: { 'zh-CN': '高客单价', en: 'large orders' }, low: { 'zh-CN': '低客单价', en: 'small orders' } },
  tenureDays: { high: { 'zh-CN': '老客户', en: 'long-standing' }, low: { 'zh-CN': '新近加入', en: 'recently joined' } },
};
const SAMPLE = 400;
// Standard deviations below this are rounding.
const ALIKE = 1e-9;
const RESAMPLES = 5;
/** Under this many customers clusters say more about chance than about them. */
const FEWEST = 100;

/**
 * K-means on standardised features, the number of clusters from 2 to `most` chosen by silhouette. The same rows in the same
 * order give the same clusters. Null for under 100 customers, or where customers do not differ. They add to the RFM
 * segments and never stand in their place.
 */
export function behaviouralClusters(rows: readonly ClusterFeatures[], { most = 8, seed = 1 } = {}): Clustering | null {
  if (rows.length < FEWEST) return null;
  const scale = scaleOf(rows);
  if (scale.every(({ deviation }) => deviation < ALIKE)) return null;
  const points = standardised(rows, scale);
  const sample = evenly(points, SAMPLE);
  const distances = sample.map((from) => sample.map((to) => distance(from, to)));
  let best: { centroids: number[][]; assignment: number[]; silhouette: number } | null = null;
  for (let k = 2; k <= most; k++) {
    const { centroids, clusters } = kmeans(points, k, { seed, initialization: 'kmeans++' });
    const silhouette = meanSilhouette(distances, nearest(sample, centroids));
    if (best === null || silhouette > best.silhouette) best = { centroids, assignment: clusters, silhouette };
  }
  if (best === null) return null;
  const { centroids, assignment, silhouette } = best;
  return {
    clusters: centroids.map((centroid, i) => describe(rows, assignment, i, centroid)),
    assignment,
    centroids,
    scale,
    silhouette,
    stability: stability(points, sample, centroids, seed),
  };
}

function onScale(value: number): number {
  return Math.log1p(Math.max(0, value));
}

function scaleOf(rows: readonly ClusterFeatures[]): Clustering['scale'] {
  return FEATURES.map((feature) => {
    const mean = rows.reduce((sum, row) => sum + onScale(row[feature]), 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (onScale(row[feature]) - mean) ** 2, 0) / rows.length);
    return { feature, mean, deviation: deviation < ALIKE ? 0 : deviation };
  });
}

function standardised(rows: readonly ClusterFeatures[], scale: Clustering['scale']): number[][] {
  return rows.map((row) =>
    scale.map(({ feature, mean, deviation }) => (deviation === 0 ? 0 : (onScale(row[feature]) - mean) / deviation)),
  );
}

function evenly<T>(items: readonly T[], n: number): T[] {
  const step = Math.max(1, items.length / n);
  return Array.from({ length: Math.min(n, items.length) }, (_, i) => items[Math.floor(i * step)] as T);
}

function distance(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += ((a[j] as number) - (b[j] as number)) ** 2;
  return Math.sqrt(sum);
}

function nearest(points: readonly number[][], centroids: readonly number[][]): number[] {
  return points.map((point) => {
    const distances = centroids.map((centroid) => distance(point, centroid));
    return distances.indexOf(Math.min(...distances));
  });
}

/** Of points whose `distances` from each other are known, under these labels. Rousseeuw (1987). */
function meanSilhouette(distances: readonly (readonly number[])[], labels: readonly number[]): number {
  const clusters = [...new Set(labels)];
  let sum = 0;
  for (const [i, from] of distances.entries()) {
    const meanTo = (cluster: number) => {
      let total = 0;
      let n = 0;
      for (let j = 0; j < from.length; j++) {
        if (labels[j] !== cluster || j === i) continue;
        total += from[j] as number;
        n++;
      }
      return n === 0 ? Number.NaN : total / n;
    };
    const own = meanTo(labels[i] as number);
    const next = Math.min(...clusters.filter((cluster) => cluster !== labels[i]).map(meanTo));
    if (Number.isFinite(own) && Number.isFinite(next)) sum += (next - own) / Math.max(own, next, Number.MIN_VALUE);
  }
  return sum / distances.length;
}

/** Clusters again from resampled customers and compares where the same sample ends up. */
function stability(
  points: readonly number[][],
  sample: readonly number[][],
  centroids: number[][],
  seed: number,
): number {
  const here = nearest(sample, centroids);
  let state = seed;
  const pick = () => {
    // A linear congruential step (Numerical Recipes): resampling only has to be the same every time.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return points[Math.floor((state / 2 ** 32) * points.length)] as number[];
  };
  let sum = 0;
  for (let i = 1; i <= RESAMPLES; i++) {
    const resampled = Array.from({ length: Math.min(points.length, 20_000) }, pick);
    const again = kmeans(resampled, centroids.length, { seed: seed + i, initialization: 'kmeans++' });
    sum += adjustedRand(here, nearest(sample, again.centroids));
  }
  return sum / RESAMPLES;
}

/** Agreement of two clusterings of the same points: 1 the same, 0 as by chance. Hubert & Arabie (1985). */
export function adjustedRand(a: readonly number[], b: readonly number[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2;
  const count = (keys: readonly string[]) => {
    const sizes = new Map<string, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, n) => sum + pairs(n), 0);
  };
  const both = count(a.map((label, i) => `${label} ${b[i]}`));
  const [inA, inB] = [count(a.map(String)), count(b.map(String))];
  const expected = (inA * inB) / pairs(a.length);
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

function describe(
  rows: readonly ClusterFeatures[],
  assignment: readonly number[],
  cluster: number,
  centroid: readonly number[],
): Cluster {
  const members = rows.filter((_, i) => assignment[i] === cluster);
  const mean = (feature: Feature) => members.reduce((sum, row) => sum + row[feature], 0) / members.length;
  const traits = FEATURES.map((feature, j) => ({ feature, by: centroid[j] as number }))
    .filter(({ by }) => Math.abs(by) >= 0.25)
    .sort((x, y) => Math.abs(y.by) - Math.abs(x.by))
    .map(({ feature, by }) => ({ feature, high: by > 0 }));
  const words = traits.slice(0, 2).map(({ feature, high }) => NAMES[feature][high ? 'high' : 'low']);
  return {
    n: members.length,
    share: members.length / rows.length,
    means: {
      recencyDays: mean('recencyDays'),
      frequency: mean('frequency'),
      averageOrder: mean('averageOrder'),
      tenureDays: mean('tenureDays'),
    },
    traits,
    name: {
      'zh-CN': words.map((word) => word['zh-CN']).join('、') || '一般客户',
      en: words.map((word) => word.en).join(', ') || 'average',
    },
  };
}
