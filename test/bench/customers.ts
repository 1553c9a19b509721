// What the models say of the CDNOW sample beside the published numbers, and what segments and values cost at scale.
// `pnpm bench:customers`; BENCH_ROWS (default 1000000,10000000) sets the sizes, which are generated in a temporary folder.

import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { customerDefaults } from '@soundings/contracts/customer-settings';
import { areaUnderCurve } from '@soundings/customers/area-under-curve';
import { fitBgNbd } from '@soundings/customers/bg-nbd';
import { buildCustomers, buildDefaults } from '@soundings/customers/build-customers';
import { cdnowCustomers, cdnowIsThere } from '@soundings/customers/cdnow.fixture';
import { countedPurchases, storeBySlice } from '@soundings/customers/counted-purchases';
import { bgNbdBelief, expectedPurchases, noPurchase } from '@soundings/customers/future-purchases';
import { fitGammaGamma } from '@soundings/customers/gamma-gamma';
import { historySql } from '@soundings/customers/history-sql';
import { importPurchases } from '@soundings/customers/import-purchases';
import { fitMbgNbd } from '@soundings/customers/mbg-nbd';
import { fitParetoNbd } from '@soundings/customers/pareto-nbd';
import { clvSql, storePredictions } from '@soundings/customers/predictions';
import { purchaseCounts } from '@soundings/customers/purchase-counts';
import { noReadings, readPurchases } from '@soundings/customers/purchase-reading';
import { purchaseContext } from '@soundings/customers/purchase-row';
import { type PurchaseScope, summarySql } from '@soundings/customers/purchases-sql';
import { rfmCuts, rfmSql } from '@soundings/customers/rfm-sql';
import { fitValueModels } from '@soundings/customers/value-models';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { report } from './figures.ts';
import { generatePurchases } from './generated-purchases.ts';

const SNAPSHOT = '2026-01-01';
const MB = 1024;

/** Work that needs a process of its own, so that its memory is its own: what it measured comes back as JSON. */
const jobs: Record<string, (folder: string, rows: number) => Promise<Record<string, number>>> = {
  async generate(folder, rows) {
    await using lake = await openLake(folder, 2000);
    await generatePurchases(lake.duckdb, rows, 'purchases');
    return {};
  },

  async rfm(folder) {
    await using lake = await openLake(folder, 480);
    const { duckdb } = lake;
    const scan = async () => {
      const sql =
        'SELECT max(customer_id) AS a, max(order_id) AS b, max(local_at) AS c, sum(amount) AS d FROM purchases';
      await duckdb.query(sql, { purchases });
    };
    // Which purchases count is found once a build, for all that is made of them.
    const startedAt = process.cpuUsage();
    const counted = await countedPurchases(duckdb, purchases, asked);
    const found = process.cpuUsage(startedAt);
    const rfm = async () => {
      const summary = await storeBySlice(duckdb, counted, summarySql, (part) => `work/summary${part}.parquet`);
      const cuts = await rfmCuts(duckdb, summary, customerDefaults);
      if (cuts === null) throw new Error('No customers were generated');
      await duckdb.query(
        `SELECT segment, eight, count(*) AS n, sum(net) AS net FROM (${rfmSql(customerDefaults, cuts)}) AS s GROUP BY segment, eight`,
        { summary },
      );
    };
    const scanned = await cpuSeconds(scan);
    const scored = await cpuSeconds(rfm);
    return { cpuOverScan: scored / scanned, cpu: scored, countedCpu: (found.user + found.system) / 1e6, mb: peakMb() };
  },

  async history(folder) {
    await using lake = await openLake(folder);
    const counted = await countedPurchases(lake.duckdb, purchases, asked);
    const history = (scope: PurchaseScope) => historySql(scope, '2025-07-01');
    const parts = await storeBySlice(lake.duckdb, counted, history, (part) => `work/history${part}.parquet`);
    return { customers: await lake.duckdb.store('SELECT * FROM parts', { parts }, 'history.parquet') };
  },

  async clv(folder) {
    await using lake = await openLake(folder);
    const { duckdb } = lake;
    const history = ['history.parquet'];
    const started = performance.now();
    const models = await fitValueModels(duckdb, history);
    const fitted = performance.now();
    const { belief, spending } = models;
    if (belief === null || spending === null) throw new Error('The models did not fit the generated customers');
    const horizon = { days: 365, yearlyDiscount: 0.1 };
    await storePredictions({ engine: duckdb, duckdb, belief, history, horizon, key: 'predictions.parquet' });
    const { clv, low, high } = clvSql(spending);
    const n = await duckdb.store(
      `SELECT h.customer_id, p.expected_purchases, p.p_none, ${clv} AS clv, ${low} AS clv_low, ${high} AS clv_high
       FROM history h JOIN predictions p ON p.x = h.x AND p.tx = h.tx AND p.watched = h.watched`,
      { history, predictions: ['predictions.parquet'] },
      'clv.parquet',
    );
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage();
    return {
      seconds,
      fitSeconds: (fitted - started) / 1000,
      cpuSeconds: (user + system) / 1e6,
      customers: n,
      mb: peakMb(),
    };
  },

  async build(folder) {
    await using lake = await openLake(folder, 512);
    const { duckdb } = lake;
    const counted = await countedPurchases(duckdb, purchases, asked);
    const { customers } = await buildCustomers({ engine: duckdb, duckdb, counted, key: 'customers/build.parquet' });
    const { user, system } = process.cpuUsage();
    return { customers, cpuSeconds: (user + system) / 1e6, mb: peakMb() };
  },

  async import(folder, rows) {
    await using lake = await openLake(folder);
    const context = purchaseContext({ currency: 'CNY', now: Date.UTC(2030, 0, 1) });
    const started = performance.now();
    await importPurchases({
      duckdb: lake.duckdb,
      rows: readPurchases(writtenLines(rows), { context, counts: noReadings() }),
      existing: [],
      key: 'imported.parquet',
      importId: 'bench',
    });
    return { rowsPerSecond: rows / ((performance.now() - started) / 1000), mb: peakMb() };
  },
};

const asked = { ...buildDefaults, snapshot: SNAPSHOT };
const purchases = Array.from({ length: 8 }, (_, i) => `purchases/purchases-${i}.parquet`);

function* writtenLines(rows: number) {
  for (let start = 0; start < rows; start += 2000) {
    yield Array.from({ length: Math.min(2000, rows - start) }, (_, i) => {
      const n = start + i;
      const fields = {
        orderId: `O${Math.floor(n / 2)}`,
        customerId: `C${(n * 7919) % Math.ceil(rows / 10)}`,
        date: `2024-0${1 + (n % 9)}-1${n % 10} 08:${10 + (n % 50)}`,
        sku: `SKU${n % 400}`,
        product: `Product ${n % 400}`,
        quantity: String(1 + (n % 3)),
        unitPrice: `${5 + (n % 90)}.90`,
        region: `Region ${n % 31}`,
      };
      return { line: n + 1, fields };
    });
  }
}

async function openLake(folder: string, memoryMb = 256): Promise<AsyncDisposable & { duckdb: DuckDb }> {
  const duckdb = await openDuckDb(
    {
      localPath: async (key) => join(folder, key),
      putFile: async (key, path) => {
        await mkdir(dirname(join(folder, key)), { recursive: true });
        await rename(path, join(folder, key));
      },
    },
    { memoryMb },
  );
  return { duckdb, [Symbol.asyncDispose]: () => duckdb.close() };
}

/** CPU time of the process, the median of three runs. */
async function cpuSeconds(work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1e6);
  }
  return times.sort((a, b) => a - b)[1] ?? Number.NaN;
}

function peakMb(): number {
  return process.resourceUsage().maxRSS / MB;
}

function inOwnProcess(job: string, folder: string, rows: number): Record<string, number> {
  const output = execFileSync(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), job, folder, String(rows)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(output.trim().split('\n').at(-1) ?? '{}');
}

/** Fits on the sample and what they say of the 39 weeks after it. */
function onCdnow(): Record<string, number | undefined> {
  if (!cdnowIsThere) return {};
  const customers = cdnowCustomers();
  const counts = purchaseCounts(customers);
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now();
    fitBgNbd(counts);
    return performance.now() - started;
  });
  const [bg, pareto, mbg, gg] = [fitBgNbd(counts), fitParetoNbd(counts), fitMbgNbd(counts), fitGammaGamma(customers)];
  const { parameters } = bg;
  if (parameters === null) return {};
  const weeks = 39;
  const told = customers.map((customer) => {
    const belief = bgNbdBelief(parameters, customer);
    return { ...customer, expected: expectedPurchases(belief, weeks), none: noPurchase(belief, weeks) };
  });
  const auc = (rows: typeof told) =>
    areaUnderCurve(rows.map(({ expected, later }) => ({ score: -expected, positive: later === 0 }))) ?? undefined;
  const named = (model: string, fit: { parameters: Record<string, number> | null }) =>
    Object.fromEntries(Object.entries(fit.parameters ?? {}).map(([name, value]) => [`${model}.${name}`, value]));
  return {
    ...named('bg', bg),
    'bg.ll': bg.logLikelihood ?? undefined,
    ...named('pareto', pareto),
    'pareto.ll': pareto.logLikelihood ?? undefined,
    ...named('mbg', mbg),
    ...named('gg', gg),
    'bg.fit.ms': times.sort((a, b) => a - b)[2],
    'churn.auc.all': auc(told),
    'churn.auc.repeat': auc(told.filter(({ x }) => x > 0)),
    'churn.brier': told.reduce((sum, { none, later }) => sum + (none - (later === 0 ? 1 : 0)) ** 2, 0) / told.length,
    'holdout.total': told.reduce((sum, { expected }) => sum + expected, 0),
  };
}

async function atScale(rows: number): Promise<Record<string, number | undefined>> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-customers-'));
  try {
    inOwnProcess('generate', folder, rows);
    const rfm = inOwnProcess('rfm', folder, rows);
    inOwnProcess('history', folder, rows);
    const clv = inOwnProcess('clv', folder, rows);
    const built = inOwnProcess('build', folder, rows);
    const imported = inOwnProcess('import', folder, rows / 10);
    const size = `${rows / 1e6}m`;
    return {
      [`rfm.${size}.cpuOverScan`]: rfm.cpuOverScan,
      [`rfm.${size}.cpuSeconds`]: rfm.cpu,
      [`rfm.${size}.mb`]: rfm.mb,
      [`counted.${size}.cpuSeconds`]: rfm.countedCpu,
      [`clv.${rows / 1e7}m.seconds`]: clv.seconds,
      [`clv.${rows / 1e7}m.cpuSeconds`]: clv.cpuSeconds,
      [`clv.${rows / 1e7}m.fitSeconds`]: clv.fitSeconds,
      [`clv.${rows / 1e7}m.customers`]: clv.customers,
      [`clv.${rows / 1e7}m.mb`]: clv.mb,
      [`build.${size}.cpuSeconds`]: built.cpuSeconds,
      [`build.${size}.mb`]: built.mb,
      [`import.${rows / 1e7}m.rowsPerSecond`]: imported.rowsPerSecond,
      [`import.${rows / 1e7}m.mb`]: imported.mb,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [job, folder = '', rows = '0'] = process.argv.slice(2);
if (job !== undefined) {
  console.log(JSON.stringify(await jobs[job]?.(folder, Number(rows))));
} else {
  const sizes = (process.env.BENCH_ROWS ?? '1000000,10000000').split(',').map(Number);
  let figures = onCdnow();
  for (const rows of sizes) figures = { ...figures, ...(await atScale(rows)) };
  report(figures);
}
