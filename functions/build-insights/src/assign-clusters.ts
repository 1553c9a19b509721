import type { Cluster, ClusterFeatures } from '@soundings/contracts/customer-insights';
import type { LocalizedText } from '@soundings/contracts/language';
import { behaviouralClusters, type Clustering } from '@soundings/customers/clusters';
import type { DuckDb } from '@soundings/lake/duckdb';

/** So many customers say what clusters there are; all others go to the nearest. */
const SAMPLE = 20_000;

const COLUMNS: Record<keyof ClusterFeatures, string> = {
  recencyDays: 'recency_days',
  frequency: 'frequency',
  averageOrder: 'average_order',
  tenureDays: 'tenure_days',
};

/** Who belongs to which behavioural cluster, what these are called, and the rule that made them. */
export type Assigned = { key: string; names: Record<string, LocalizedText>; rule: string };

/**
 * Finds the behavioural clusters of the newest snapshot's customers, assigns everyone of every snapshot to the nearest and
 * writes that as the lake's table at `key`: by the same middles at all times, so that whoever is in another one than
 * before has moved, and not the clusters. A cluster is known by what sets it apart, so that the same one is found again in
 * later builds. Null where there are too few customers, or they do not differ.
 */
export async function assignClusters(
  duckdb: DuckDb,
  { customers, key }: { customers: readonly string[]; key: string },
): Promise<Assigned | null> {
  const newest = 'CAST(snapshot AS DATE) = (SELECT MAX(CAST(snapshot AS DATE)) FROM customers)';
  const [counted] = await duckdb.query(`SELECT COUNT(*) AS n FROM customers WHERE ${newest}`, { customers });
  const step = Math.max(1, Math.floor(Number(counted?.n ?? 0) / SAMPLE));
  const rows = await duckdb.query(
    `SELECT ${Object.values(COLUMNS).join(', ')} FROM (
  SELECT *, ROW_NUMBER() OVER (ORDER BY customer_id) AS nth FROM customers WHERE ${newest}) c
WHERE MOD(nth, ${step}) = 0 ORDER BY nth`,
    { customers },
  );
  const clustering = behaviouralClusters(
    rows.map((row) => ({
      recencyDays: Number(row.recency_days ?? 0),
      frequency: Number(row.frequency ?? 0),
      averageOrder: Number(row.average_order ?? 0),
      tenureDays: Number(row.tenure_days ?? 0),
    })),
  );
  if (!clustering) return null;
  const ids = clusterIds(clustering.clusters);
  await duckdb.store(
    `SELECT customer_id, snapshot, CASE ${nearestSql(clustering, ids)} END AS grp FROM (
  SELECT customer_id, CAST(snapshot AS DATE) AS snapshot, ${distancesSql(clustering)} FROM customers) d`,
    { customers },
    key,
  );
  const { clusters, silhouette, stability } = clustering;
  return {
    key,
    names: Object.fromEntries(clusters.map(({ name }, i) => [ids[i] ?? '', name])),
    rule: `k-means@1 clusters=${clusters.length} silhouette=${silhouette.toFixed(2)} stability=${stability.toFixed(2)}`,
  };
}

/** What sets each apart, strongest first, as a name; those of one name are told apart by their place. */
function clusterIds(clusters: readonly Cluster[]): string[] {
  const names = clusters.map(({ traits }) =>
    traits
      .slice(0, 2)
      .map(({ feature, high }) => `${COLUMNS[feature]}-${high ? 'high' : 'low'}`)
      .join('_'),
  );
  return names.map((name, i) => {
    const place = names.slice(0, i).filter((other) => other === name).length;
    return `${name || 'average'}${place > 0 ? `-${place + 1}` : ''}`;
  });
}

function distancesSql({ centroids, scale }: Clustering): string {
  const at = ({ feature, mean, deviation }: Clustering['scale'][number]) =>
    deviation === 0
      ? '0'
      : `((LN(1 + GREATEST(0, COALESCE(CAST(${COLUMNS[feature]} AS DOUBLE), 0))) - ${sqlNumber(mean)}) / ${sqlNumber(deviation)})`;
  return centroids
    .map((centroid, i) => {
      const parts = scale.map((feature, j) => `POWER(${at(feature)} - ${sqlNumber(centroid[j] ?? 0)}, 2)`);
      return `${parts.join(' + ')} AS d${i}`;
    })
    .join(', ');
}

function nearestSql({ centroids }: Clustering, ids: readonly string[]): string {
  return ids
    .map((id, i) => {
      const others = centroids.flatMap((_, j) => (j > i ? [`d${i} <= d${j}`] : []));
      return `WHEN ${others.length === 0 ? 'TRUE' : others.join(' AND ')} THEN '${id}'`;
    })
    .join(' ');
}

/** Never an exponent without its point, which the engines read differently. */
function sqlNumber(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}
