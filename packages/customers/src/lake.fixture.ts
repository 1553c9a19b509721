import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AmountOf } from '@soundings/contracts/purchase';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { type BuildOptions, buildCustomers, buildDefaults } from './build-customers.ts';
import { countedPurchases } from './counted-purchases.ts';
import { importPurchases } from './import-purchases.ts';
import type { PurchaseColumn } from './purchase-columns.ts';
import { noReadings, readPurchases } from './purchase-reading.ts';
import { purchaseContext } from './purchase-row.ts';

export type Fields = Partial<Record<PurchaseColumn, string>>;

/** A lake in a temporary folder for tests. `statements` are all that its engine was asked. */
export async function openTestLake() {
  const folder = await mkdtemp(join(tmpdir(), 'customers-'));
  const opened = await openDuckDb({
    localPath: async (key) => join(folder, key),
    putFile: async (key, path) => {
      await mkdir(dirname(join(folder, key)), { recursive: true });
      await cp(path, join(folder, key));
    },
  });
  const statements = new Set<string>();
  const duckdb: DuckDb = {
    ...opened,
    query: (sql, tables) => opened.query(noted(sql), tables),
    store: (sql, tables, key) => opened.store(noted(sql), tables, key),
    derive: (name, sql, tables) => opened.derive(name, noted(sql), tables),
  };
  function noted(sql: string): string {
    statements.add(sql);
    return sql;
  }
  return {
    folder,
    duckdb,
    statements,
    /** Imports rows as a file would bring them. */
    async importRows(
      rows: readonly Fields[],
      key: string,
      existing: readonly string[] = [],
      { importId = key, amountOf = 'line' }: { importId?: string; amountOf?: AmountOf } = {},
    ) {
      const counts = noReadings();
      const context = purchaseContext({ currency: 'CNY', now: Date.UTC(2030, 0, 1), amountOf });
      const numbered = rows.map((fields, i) => ({ line: i + 1, fields }));
      const imported = await importPurchases({
        duckdb,
        rows: readPurchases([numbered], { context, counts }),
        existing,
        key,
        importId,
        amountOf,
      });
      return { counts, imported };
    },
    /** Builds the customers of a snapshot, by `engine` where it is not the lake's own. */
    async build({
      purchases,
      snapshot,
      key,
      options = {},
      engine = duckdb,
    }: {
      purchases: readonly string[];
      snapshot: string;
      key: string;
      options?: Partial<BuildOptions>;
      engine?: SqlEngine;
    }) {
      const counted = await countedPurchases(engine, purchases, { ...buildDefaults, ...options, snapshot });
      return buildCustomers({ engine, duckdb, counted, key, options });
    },
    async close() {
      await opened.close();
      await rm(folder, { recursive: true });
    },
  };
}
