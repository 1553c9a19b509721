import type { CustomerSettings } from '@soundings/contracts/customer-settings';
import type { Experiment } from '@soundings/contracts/experiment';
import type { DuckDb } from '@soundings/lake/duckdb';
import { measureEffect } from '@soundings/personas/effect';
import type { MeasuredEffect } from '@soundings/personas/persona-input';
import type { Store } from '@soundings/store/store';

type Work = {
  store: Store;
  duckdb: DuckDb;
  purchases: readonly string[];
  k: number;
  unit: CustomerSettings['unit'];
};

/**
 * What the strategies did whose time is over, by the purchases of that time: those of whose days purchases are known to
 * the last. Measured anew at each build, since purchases may come late or be given back.
 */
export async function measureExperiments({ store, duckdb, purchases, k, unit }: Work): Promise<MeasuredEffect[]> {
  const experiments = await store.experiments.all();
  if (experiments.length === 0 || purchases.length === 0) return [];
  const [row] = await duckdb.query('SELECT MAX(CAST(local_at AS DATE)) AS day FROM purchases', { purchases });
  const known = String(row?.day ?? '');
  const measured: MeasuredEffect[] = [];
  for (const experiment of experiments.filter(({ to }) => to <= known)) {
    const arms = await storeArms(experiment, { store, duckdb });
    measured.push(await measureEffect({ engine: duckdb, tables: { arms: [arms], purchases }, k, unit }, experiment));
  }
  return measured;
}

/** The lists of an experiment as a table of the lake. */
async function storeArms(experiment: Experiment, { store, duckdb }: Pick<Work, 'store' | 'duckdb'>): Promise<string> {
  const { reached, heldOut } = await store.experiments.arms(experiment);
  const rows = [...reached.map((id) => [id, 'reached']), ...heldOut.map((id) => [id, 'held-out'])];
  const key = store.experiments.armsKey(experiment.id);
  await duckdb.stage('experiment_arms', { customer_id: 'VARCHAR', arm: 'VARCHAR' }, [rows]);
  await duckdb.store('SELECT customer_id, arm FROM experiment_arms', {}, key);
  await duckdb.drop('experiment_arms');
  return key;
}
