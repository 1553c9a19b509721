import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Intent, Polarity } from '@soundings/contracts/mention';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlRow } from '@soundings/lake/sql-engine';
import { searchKey } from '@soundings/search/search-key';
import { createTextIndex, type IndexedText } from '@soundings/search/text-index';
import type { Store } from '@soundings/store/store';

/** Texts fetched at once. */
const PAGE = 10_000;
const FIELD = '\u001f';
const RECORD = '\u001e';
const [ORDER, MENTIONS, THEMES] = ['search_order', 'search_mentions', 'search_themes'];

type Lake = { mentions: readonly string[]; themeMentions: readonly string[] };

/**
 * Makes the index by which a build's texts are searched, of what the lake says of them: the words of their clauses, in
 * which no personal data is, and what was found in them. Made again after a crash, it replaces its former self.
 */
export async function buildSearch(
  buildId: string,
  { store, duckdb, lake: { mentions, themeMentions } }: { store: Store; duckdb: DuckDb; lake: Lake },
): Promise<void> {
  if (mentions.length === 0) return;
  const folder = await mkdtemp(join(tmpdir(), 'soundings-search-'));
  try {
    const path = join(folder, 'texts.sqlite');
    const index = createTextIndex(path);
    // In the order of their time, so that the newest are found without sorting.
    await duckdb.derive(
      ORDER,
      `SELECT feedback_id, said_at, row_number() OVER (ORDER BY said_at, feedback_id) AS n FROM (
         SELECT feedback_id, min(CASE WHEN occurred_at IS NULL OR occurred_at > received_at THEN received_at ELSE occurred_at END)
           AS said_at FROM mentions GROUP BY feedback_id) AS s`,
      { mentions },
    );
    const [total] = await duckdb.query(`SELECT count(*) AS n FROM ${ORDER}`, {});
    const page = `CAST((o.n - 1) // ${PAGE} AS BIGINT) AS page`;
    await duckdb.partition(
      MENTIONS,
      'page',
      `SELECT m.id, m.feedback_id, m.product_id, m.source_id, m.language, m.rating, o.said_at, o.n, ${page},
         concat(m.clause, '${FIELD}', m.intent, '${FIELD}', m.polarity, '${FIELD}', replace(m.quote, '${RECORD}', ' ')) AS packed
       FROM mentions AS m JOIN ${ORDER} AS o ON o.feedback_id = m.feedback_id`,
      { mentions },
    );
    if (themeMentions.length > 0) {
      await duckdb.partition(
        THEMES,
        'page',
        `SELECT t.mention_id, t.theme_id, ${page} FROM themes AS t JOIN ${ORDER} AS o ON o.feedback_id = t.feedback_id`,
        { themes: themeMentions },
      );
    }
    for (let at = 0; at * PAGE < Number(total?.n); at++) {
      index.add((await pageOf(duckdb, { at, isThemed: themeMentions.length > 0 })).map(indexed));
    }
    await index.close();
    await store.bucket.putFile(searchKey(buildId), path);
  } finally {
    for (const staged of [ORDER, MENTIONS, THEMES]) await duckdb.drop(staged).catch(() => {});
    await rm(folder, { recursive: true, force: true });
  }
}

/** For a machine whose last build was made before there was such an index: makes it of the lake as it stands. */
export async function indexShownBuild(store: Store, openDuckDb: () => Promise<DuckDb>): Promise<void> {
  const build = await store.reports.current();
  if (!build || (await store.bucket.size(searchKey(build.id))) !== undefined) return;
  const mentions = (await store.lake.read('mentions')).files.map(({ key }) => key);
  if (mentions.length === 0) return;
  const themed = `theme-mentions/${build.id}.parquet`;
  const themeMentions = (await store.bucket.size(themed)) === undefined ? [] : [themed];
  const duckdb = await openDuckDb();
  try {
    await buildSearch(build.id, { store, duckdb, lake: { mentions, themeMentions } });
  } finally {
    await duckdb.close();
  }
}

/** A page of texts, each packed into one value: to fetch a value costs more than to read it. */
function pageOf(duckdb: DuckDb, { at, isThemed }: { at: number; isThemed: boolean }): Promise<SqlRow[]> {
  const themes = isThemed
    ? `SELECT mention_id, string_agg(DISTINCT theme_id, ' ') AS ids FROM ${THEMES} WHERE page = ${at} GROUP BY mention_id`
    : 'SELECT NULL AS mention_id, NULL AS ids';
  return duckdb.query(
    `SELECT feedback_id, min(product_id) AS product_id, min(source_id) AS source_id, min(language) AS language,
       min(rating) AS rating, min(said_at) AS said_at,
       string_agg(concat(coalesce(t.ids, ''), '${FIELD}', packed), '${RECORD}') AS packed
     FROM ${MENTIONS} AS m LEFT JOIN (${themes}) AS t ON t.mention_id = m.id
     WHERE m.page = ${at} GROUP BY feedback_id, m.n ORDER BY m.n`,
    {},
  );
}

function indexed(row: SqlRow): IndexedText {
  const clauses = new Map<number, string>();
  const mentions = String(row.packed)
    .split(RECORD)
    .map((record) => {
      const [themes = '', clause, intent, polarity, ...quote] = record.split(FIELD);
      // Mentions of one clause say the same words.
      clauses.set(Number(clause), quote.join(' '));
      const themeIds = themes === '' ? [] : themes.split(' ');
      return { intent: intent as Intent, polarity: polarity as Polarity, themeIds };
    });
  return {
    id: String(row.feedback_id),
    productId: String(row.product_id),
    saidAt: String(row.said_at),
    sourceId: String(row.source_id),
    language: String(row.language),
    rating: row.rating === null || row.rating === undefined ? null : Number(row.rating),
    text: [...clauses]
      .sort(([a], [b]) => a - b)
      .map(([, quote]) => quote)
      .join(' '),
    mentions,
  };
}
