import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { PurchaseQuality } from '@soundings/contracts/purchase';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { purchaseQuality } from './data-quality.ts';
import { importPurchases } from './import-purchases.ts';
import { openTestLake } from './lake.fixture.ts';
import type { PurchaseColumn } from './purchase-columns.ts';
import { noReadings, readPurchases } from './purchase-reading.ts';
import { purchaseContext } from './purchase-row.ts';

const FILE = new URL('../../../../shared/data/purchases/online_retail_dev.csv.gz', import.meta.url);
const NOW = Date.UTC(2011, 7, 1);
let lake: Awaited<ReturnType<typeof openTestLake>>;
beforeAll(async () => {
  lake = await openTestLake();
});
afterAll(() => lake.close());

const COLUMNS: Readonly<Record<string, PurchaseColumn>> = {
  InvoiceNo: 'orderId',
  StockCode: 'sku',
  Description: 'product',
  Quantity: 'quantity',
  InvoiceDate: 'date',
  UnitPrice: 'unitPrice',
  CustomerID: 'customerId',
  Country: 'region',
};

/** The file has quotes only around descriptions and no line breaks in them. */
function* lines() {
  const [header = '', ...rows] = gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n');
  const cells = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1] ?? '');
  const names = cells(header.trim());
  const at = names.flatMap((name, i) => (COLUMNS[name] === undefined ? [] : [{ i, column: COLUMNS[name] }]));
  for (let start = 0; start < rows.length; start += 5000) {
    yield rows.slice(start, start + 5000).map((row, i) => {
      const values = cells(row);
      return { line: start + i + 2, fields: Object.fromEntries(at.map(({ i, column }) => [column, values[i] ?? ''])) };
    });
  }
}

test.skipIf(!existsSync(FILE))(
  'every line of Online Retail is accounted for (../shared/data)',
  async () => {
    const counts = noReadings();
    const context = purchaseContext({ currency: 'GBP', now: NOW, timeZone: 'Europe/London' });
    const rejectedLines = new Set<number>();
    const imported = await importPurchases({
      duckdb: lake.duckdb,
      rows: readPurchases(lines(), { context, counts, onReject: (line) => rejectedLines.add(line) }),
      existing: [],
      key: 'retail.parquet',
      importId: 'retail',
    });
    const quality = purchaseQuality({
      counts,
      imported,
      context,
      dateOrderSettled: true,
      amounts: { amountOf: 'line', because: 'single', orders: 0, alike: 0 },
      now: NOW,
    });
    expect(PurchaseQuality.parse(quality)).toEqual(quality);
    expect(quality.read).toBe(285_421);
    expect(quality.accepted + quality.duplicatesInFile + quality.duplicatesInLake + quality.rejected).toBe(
      quality.read,
    );
    expect(rejectedLines.size).toBe(quality.rejected);
    expect(quality.rejectedBy).toEqual({ missing_customer: 80_155, stock_adjustment: 875, zero_price: 15 });
    expect(quality).toMatchObject({ duplicatesInFile: 2233, refunds: 4898, customers: 3193, orders: 10_133 });
    expect(quality.net).toEqual([{ currency: 'GBP', amount: '4292409.3720' }]);
    // A quarter of its lines name no customer.
    expect(quality.grade).toBe('D');
  },
  60_000,
);
