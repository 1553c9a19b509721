import type { ExchangeRate } from '@soundings/contracts/customer-insights';
import type { Message } from '@soundings/contracts/language';
import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteName, quoteText } from '@soundings/lake/quoted';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { countsSql, rateSpansSql } from './purchases-sql.ts';

/** Why amounts cannot be brought to one currency: `told` says what is missing. */
export class CurrencyError extends Error {
  override name = 'CurrencyError';
  readonly told: Message;

  constructor(told: Message) {
    super(told.en);
    this.told = told;
  }
}

/**
 * The currency to report in, and whether amounts have to be converted. Throws `CurrencyError`, with what is missing, where
 * the lake has several currencies and none is chosen, or where a purchase has no rate on its day.
 */
export async function reportingCurrency(
  engine: SqlEngine,
  purchases: readonly string[],
  {
    currency,
    rates,
    snapshot,
    later = true,
    holdsRates = false,
  }: {
    currency: string | null;
    rates: readonly string[];
    snapshot: string;
    /** Whether some purchases are of the snapshot's day or later, as `PurchaseScope` has it. */
    later?: boolean;
    /** Whether the engine holds a table `rates`, which then stands in for their keys. */
    holdsRates?: boolean;
  },
): Promise<{ currency: string; convert: boolean }> {
  const before = countsSql({ snapshot, later, slice: null }, 'p');
  const rows = await engine.query(`SELECT DISTINCT currency FROM purchases p WHERE ${before} ORDER BY currency`, {
    purchases,
  });
  const found = rows.map((row) => String(row.currency));
  const target = currency ?? found[0] ?? 'XXX';
  if (found.every((code) => code === target)) return { currency: target, convert: false };
  const several = { en: `The purchases are in ${found.join(', ')}`, 'zh-CN': `购买记录的货币有 ${found.join('、')}` };
  if (currency === null)
    throw new CurrencyError({
      en: `${several.en}: choose the currency to report in and supply exchange rates`,
      'zh-CN': `${several['zh-CN']}：请选择报告所用的货币，并提供汇率`,
    });
  if (rates.length === 0 && !holdsRates)
    throw new CurrencyError({
      en: `${several.en}: supply exchange rates to ${target}`,
      'zh-CN': `${several['zh-CN']}：请提供兑 ${target} 的汇率`,
    });
  const missing = await engine.query(
    `WITH spans AS (${rateSpansSql})
     SELECT p.currency, count(*) AS n, min(CAST(p.local_at AS DATE)) AS day
     FROM purchases p LEFT JOIN spans x ON x.currency = p.currency AND CAST(p.local_at AS DATE) >= x.from_day
       AND (x.until_day IS NULL OR CAST(p.local_at AS DATE) < x.until_day)
     WHERE ${before} AND p.currency <> ${quoteText(target)} AND x.rate IS NULL GROUP BY p.currency ORDER BY p.currency`,
    holdsRates ? { purchases } : { purchases, rates },
  );
  if (missing.length > 0) {
    throw new CurrencyError({
      en: `Exchange rates to ${target} are missing for ${missing.map(({ currency, n, day }) => `${n} in ${currency} from ${day} on`).join(', ')}`,
      'zh-CN': `缺少兑 ${target} 的汇率：${missing.map(({ currency, n, day }) => `${currency} 自 ${day} 起 ${n} 条`).join('，')}`,
    });
  }
  return { currency: target, convert: true };
}

/** Writes a team's exchange rates as the Parquet object `key`. */
export async function storeRates(duckdb: DuckDb, rates: readonly ExchangeRate[], key: string): Promise<void> {
  const table = `rates ${key}`;
  await holdRates(duckdb, rates, table);
  await duckdb.store(`SELECT * FROM ${quoteName(table)}`, {}, key);
  await duckdb.drop(table);
}

/** Fills a table of the engine itself with a team's exchange rates. */
export async function holdRates(duckdb: DuckDb, rates: readonly ExchangeRate[], table = 'rates'): Promise<void> {
  const written = `written ${table}`;
  const rows = rates.map(({ currency, day, rate }) => [currency, day, rate]);
  await duckdb.stage(written, { currency: 'VARCHAR', day: 'VARCHAR', rate: 'DOUBLE' }, [rows]);
  const typed = `SELECT currency, CAST(day AS DATE) AS day, rate FROM ${quoteName(written)} ORDER BY currency, day`;
  await duckdb.derive(table, typed, {});
  await duckdb.drop(written);
}
