import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentId } from '@soundings/contracts/ids';
import type { PainReport } from '@soundings/contracts/pain-point';
import type { Persona } from '@soundings/contracts/persona';
import type { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import { buildCustomers, buildDefaults } from '@soundings/customers/build-customers';
import { countedPurchases } from '@soundings/customers/counted-purchases';
import { importPurchases } from '@soundings/customers/import-purchases';
import type { NumberedPurchase } from '@soundings/customers/purchase-reading';
import type { PurchaseRow } from '@soundings/customers/purchase-row';
import { elevenSegments } from '@soundings/customers/segments';
import type { DuckDb } from '@soundings/lake/duckdb';
import { quoteText } from '@soundings/lake/quoted';
import { buildPainReport } from '@soundings/pains/build-pain-report';
import { buildPersonas } from '@soundings/personas/build-personas';
import type { PersonaInput, PersonaTables } from '@soundings/personas/persona-input';
import { openLocalAnalyzer } from '@soundings/text/local-analyzer';

const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

export function dataFile(path: string): string {
  return join(DATA, path);
}

/** The reader of a data set, for SQL; undefined where the data is not there. */
function csv(path: string): string | undefined {
  const file = dataFile(path);
  return existsSync(file) ? `read_csv(${quoteText(file)}, all_varchar = true, header = true, quote = '"')` : undefined;
}

/** A data set as a lake and its personas; `words` are what the lake does not say. */
export type Shop = {
  name: string;
  tables: PersonaTables;
  words: Omit<PersonaInput, 'engine' | 'tables'>;
  personas: Persona[];
};

export const SEGMENT_NAMES = Object.fromEntries(elevenSegments.segments.map(({ id, name }) => [id, name]));

/** A year of a grocery's purchases; the 801 households of known age and income stand for answers by signed link. */
export async function completeJourney(engine: DuckDb): Promise<Shop | undefined> {
  const [lines, products, people] = ['transactions_sample', 'products', 'demographics'].map((name) =>
    csv(`purchases/completejourney/${name}.csv.gz`),
  );
  if (!lines || !products || !people) return undefined;
  const rows = await engine.query(
    `SELECT basket_id, household_id, transaction_timestamp, t.product_id, product_type, department, quantity, sales_value
FROM ${lines} t LEFT JOIN ${products} p ON p.product_id = t.product_id ORDER BY basket_id, t.product_id, sales_value`,
    {},
  );
  await storePurchases(
    engine,
    'cj',
    rows.map((row) => ({
      orderId: String(row.basket_id),
      customerId: String(row.household_id),
      at: Date.parse(String(row.transaction_timestamp)),
      product: String(row.product_type),
      sku: String(row.product_id),
      category: row.department === null ? null : String(row.department),
      quantity: Number(row.quantity),
      amount: Math.round(10_000 * Number(row.sales_value)),
    })),
  );
  const dimensions = { age: 'age', income: 'income', household: 'household_comp' };
  await engine.store(
    Object.entries(dimensions)
      .map(
        ([dimension, column]) => `SELECT 'cj' || household_id AS response_id, 'cj' AS survey_id, 1 AS survey_version,
  '${dimension}' AS question_id, 'single' AS question_type, '${dimension}' AS dimension, household_id AS customer_id,
  ${column} AS value, NULL::DOUBLE AS number, TIMESTAMP '2017-12-30' AS answered_at, 'en' AS language, true AS consent
FROM ${people} WHERE ${column} <> ''`,
      )
      .join(' UNION ALL '),
    {},
    'cj-answers.parquet',
  );
  const snapshot = '2018-01-01';
  const counted = await countedPurchases(engine, ['cj-purchases.parquet'], { ...buildDefaults, snapshot });
  await buildCustomers({ engine, duckdb: engine, counted, key: 'cj-customers.parquet' });
  const tables = {
    customers: ['cj-customers.parquet'],
    purchases: ['cj-purchases.parquet'],
    answers: ['cj-answers.parquet'],
  };
  const words = { themes: [], surveys: [], segmentNames: SEGMENT_NAMES, snapshot };
  return { name: 'completejourney', tables, words, personas: await buildPersonas({ engine, tables, ...words }) };
}

type Sold = Pick<PurchaseRow, 'orderId' | 'customerId' | 'at' | 'product' | 'sku' | 'category' | 'quantity' | 'amount'>;

/** Sales of a shop that says no more of them, as the lake's `${name}-purchases.parquet`. */
export async function storePurchases(duckdb: DuckDb, name: string, sales: readonly Sold[]): Promise<void> {
  const unsaid = { isOrderTotal: false, worth: null, accountId: null, refundOf: null, channel: null, region: null };
  const numbered = sales.map((sold, i): NumberedPurchase => {
    const line = i + 1;
    return {
      line,
      purchase: { ...unsaid, ...sold, lineId: String(line), localAt: sold.at, kind: 'sale', currency: 'USD' },
    };
  });
  async function* once() {
    yield numbered;
  }
  await importPurchases({ duckdb, rows: once(), existing: [], key: `${name}-purchases.parquet`, importId: name });
}

const AGES: PersonaGrouping = {
  id: 'age',
  rules: [
    { id: 'young', name: { 'zh-CN': '35 岁以下', en: 'Under 35' }, where: [{ dimension: 'age', below: 35 }] },
    { id: 'middle', name: { 'zh-CN': '35–49 岁', en: 'Aged 35 to 49' }, where: [{ dimension: 'age', below: 50 }] },
    {
      id: 'older',
      name: { 'zh-CN': '50 岁及以上', en: 'Aged 50 and over' },
      where: [{ dimension: 'age', atLeast: 50 }],
    },
  ],
};

/** Reviews of women's clothing with the reviewer's age and rating: people without purchases, divided by a team's rule. */
export async function womensClothing(engine: DuckDb, rows = 4000): Promise<Shop | undefined> {
  const reviews = csv('reviews-en/womens_clothing.csv.gz');
  if (!reviews) return undefined;
  const read = `SELECT * FROM ${reviews} WHERE "Review Text" <> '' ORDER BY CAST(src_idx AS INTEGER) LIMIT ${rows}`;
  const said = (question: string, type: string, dimension: string | null, value: string) =>
    `SELECT 'w' || src_idx AS response_id, 'w' AS survey_id, 1 AS survey_version, '${question}' AS question_id,
  '${type}' AS question_type, ${dimension === null ? 'NULL' : `'${dimension}'`} AS dimension, 'w' || src_idx AS customer_id,
  ${value} AS value, NULL::DOUBLE AS number, TIMESTAMP '2026-01-15' AS answered_at, 'en' AS language, true AS consent
FROM (${read}) r`;
  await engine.store(
    [
      said('age', 'number', 'age', '"Age"'),
      said('rating', 'csat', null, '"Rating"'),
      said('bought', 'single', 'interest', '"Department Name"'),
    ].join(' UNION ALL '),
    {},
    'w-answers.parquet',
  );
  const texts = await engine.query(
    `SELECT src_idx, "Review Text" AS text, "Rating" AS rating FROM (${read}) r ORDER BY CAST(src_idx AS INTEGER)`,
    {},
  );
  const tables = await mentionsOf(
    engine,
    'w',
    texts.map((row) => ({ id: `w${row.src_idx}`, text: String(row.text), rating: Number(row.rating) })),
  );
  const all = { answers: ['w-answers.parquet'], mentions: tables.mentions, theme_mentions: tables.theme_mentions };
  const words = { themes: tables.themes, surveys: [], segmentNames: {}, grouping: AGES, snapshot: '2026-02-01' };
  const personas = await buildPersonas({ engine, tables: all, ...words });
  return { name: 'womens_clothing', tables: all, words, personas };
}

type Text = { id: string; text: string; rating: number | null; language?: string };

/** Texts analysed as the product does, and its themes matched on them. */
export async function mentionsOf(engine: DuckDb, name: string, texts: readonly Text[]) {
  const analyzer = await openLocalAnalyzer();
  const productId = contentId('product', name);
  const columns = {
    id: 'VARCHAR',
    feedback_id: 'VARCHAR',
    product_id: 'VARCHAR',
    role: 'VARCHAR',
    kind: 'VARCHAR',
    source_id: 'VARCHAR',
    clause: 'INTEGER',
    start: 'INTEGER',
    end: 'INTEGER',
    quote: 'VARCHAR',
    aspect: 'VARCHAR',
    term: 'VARCHAR',
    intent: 'VARCHAR',
    polarity: 'VARCHAR',
    score: 'DOUBLE',
    confidence: 'DOUBLE',
    language: 'VARCHAR',
    rating: 'DOUBLE',
    customer_id: 'VARCHAR',
    signature: 'VARCHAR',
  } as const;
  async function* batches() {
    for (let at = 0; at < texts.length; at += 200) {
      const batch = texts.slice(at, at + 200);
      const outcomes = await analyzer.analyze(batch.map((text) => ({ language: 'en', nps: null, ...text })));
      yield outcomes.flatMap((outcome, i) => {
        const text = batch[i];
        if (outcome.outcome !== 'analysed' || !text) return [];
        const { language, signature, mentions } = outcome.analysis;
        const feedback = contentId('feedback', name, text.id, text.text);
        return mentions.map((m, n) => [
          contentId('mention', feedback, String(n)),
          feedback,
          productId,
          'ours',
          'review',
          name,
          m.clause,
          m.start,
          m.end,
          m.quote,
          m.aspect,
          m.term,
          m.intent,
          m.polarity,
          m.score,
          m.confidence,
          language,
          text.rating,
          text.id,
          signature,
        ]);
      });
    }
  }
  await engine.stage('bench_mentions', columns, batches());
  await engine.store(
    `SELECT *, TIMESTAMP '2026-01-15' AS occurred_at, TIMESTAMP '2026-01-15' AS received_at, NULL::INTEGER AS nps,
  NULL::VARCHAR AS author, NULL::VARCHAR AS channel, NULL::VARCHAR AS product_version, true AS consent, 'local' AS analyzer, '' AS model
FROM bench_mentions`,
    {},
    `${name}-mentions.parquet`,
  );
  await engine.drop('bench_mentions');
  const report: PainReport = await buildPainReport({
    engine,
    mentions: [`${name}-mentions.parquet`],
    themeMentionsKey: `${name}-theme_mentions.parquet`,
    products: [{ id: productId, name, role: 'ours', createdAt: '2026-01-01T00:00:00.000Z' }],
    edits: [],
    window: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
    previous: null,
    now: new Date('2026-02-01T00:00:00Z'),
  });
  return {
    mentions: [`${name}-mentions.parquet`],
    theme_mentions: [`${name}-theme_mentions.parquet`],
    themes: report.themes.map(({ id, names }) => ({ id, name: names })),
  };
}
