import type { Intent, Polarity } from '@soundings/contracts/mention';
import type { ReportWindow } from '@soundings/contracts/pain-point';
import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlRow } from '@soundings/lake/sql-engine';
import type { MatchableMention } from '../matching/feedback-themes.ts';
import { IS_LOW, PERSON, SAID_AT, textList, timestamp } from './mention-sql.ts';

/**
 * A feedback with its mentions in the order of its clauses. `speaker` is null where it was said outside the window.
 */
export type PagedFeedback = {
  productId: string;
  speaker: string | null;
  isLow: boolean;
  mentions: MatchableMention[];
};

/** Mentions fetched at once; two pages are held. */
const PAGE = 80_000;
const FIELD = '\u001f';
const RECORD = '\u001e';

type Subject = { mentions: readonly string[]; productIds: readonly string[]; window: ReportWindow };

/**
 * All feedback of the products, fetched by pages; all that one person said is on one page. A feedback comes from the
 * engine as one packed text, since fetching a value costs more than matching it; while one page is read the engine
 * prepares the next.
 */
export async function* pagedFeedback(engine: DuckDb, subject: Subject): AsyncGenerator<Iterable<PagedFeedback>> {
  const pages = await stagePages(engine, subject);
  try {
    let coming: Promise<SqlRow[]> | null = pageOf(engine, 0);
    for (let page = 1; coming !== null; page++) {
      const rows: SqlRow[] = await coming;
      coming = page < pages ? pageOf(engine, page) : null;
      // Awaited at the next turn; until then a failure must not count as unhandled.
      coming?.catch(() => undefined);
      yield feedbackOf(rows);
    }
  } finally {
    await engine.drop(STAGED);
  }
}

const STAGED = 'pains_pages';

/** Deals the mentions out to pages in one pass, since each page alone would read them all. Gives how many pages. */
async function stagePages(engine: DuckDb, { mentions, productIds, window }: Subject): Promise<number> {
  const inProducts = `product_id IN (${textList(productIds)})`;
  const [total] = await engine.query(`SELECT count(*) AS n FROM mentions WHERE ${inProducts}`, { mentions });
  const pages = Math.max(1, Math.ceil(Number(total?.n) / PAGE));
  const inWindow = `${SAID_AT} >= ${timestamp(window.from)} AND ${SAID_AT} < ${timestamp(window.to)}`;
  await engine.partition(
    STAGED,
    'page',
    `SELECT feedback_id, product_id, CASE WHEN ${inWindow} THEN ${PERSON} END AS speaker, ${IS_LOW} AS is_low,
       concat(id, '${FIELD}', clause, '${FIELD}', intent, '${FIELD}', polarity, '${FIELD}', aspect, '${FIELD}',
         replace(quote, '${RECORD}', ' ')) AS packed, CAST(hash(${PERSON}) % ${pages} AS BIGINT) AS page
     FROM mentions WHERE ${inProducts}`,
    { mentions },
  );
  return pages;
}

function* feedbackOf(rows: readonly SqlRow[]): Generator<PagedFeedback> {
  for (const row of rows) {
    yield {
      productId: String(row.product_id),
      speaker: row.speaker === null ? null : String(row.speaker),
      isLow: row.is_low === true,
      // Sorting here is cheaper than in the aggregate.
      mentions: String(row.packed).split(RECORD).map(unpacked).sort(byClause),
    };
  }
}

function pageOf(engine: DuckDb, page: number): Promise<SqlRow[]> {
  return engine.query(
    `SELECT min(product_id) AS product_id, min(speaker) AS speaker, bool_or(is_low) AS is_low,
       string_agg(packed, '${RECORD}') AS packed
     FROM ${STAGED} WHERE page = ${page} GROUP BY feedback_id`,
    {},
  );
}

const byClause = (a: MatchableMention, b: MatchableMention) => a.clause - b.clause || (a.id < b.id ? -1 : 1);

function unpacked(record: string): MatchableMention {
  const [id = '', clause, intent, polarity, aspect, ...quote] = record.split(FIELD);
  return {
    id,
    clause: Number(clause),
    intent: intent as Intent,
    polarity: polarity as Polarity,
    aspect: aspect === '' || aspect === undefined ? null : aspect,
    quote: quote.join(' '),
  };
}
