import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import type { Intent, Polarity } from '@soundings/contracts/mention';
import { firstMoment, lastMoment } from '@soundings/contracts/time';
import { halfStars } from './feedback-test.ts';
import { phrasesOf } from './wanted-words.ts';
import { wordsOf } from './words.ts';

/** A text as it is looked for. `text` is what is searched of it. */
export type IndexedText = {
  id: string;
  productId: string;
  saidAt: string;
  sourceId: string;
  language: string;
  rating: number | null;
  text: string;
  mentions: readonly { intent: Intent; polarity: Polarity; themeIds: readonly string[] }[];
};

/** Where a text that was found is kept. */
export type FoundText = { id: string; productId: string; saidAt: string };

/** A place in the order of texts, newest first. */
export type TextPlace = { saidAt: string; id: string };

/** The values that there are, each with the number of its texts, the commonest first. */
export type TextFacts = Record<'product' | 'source' | 'language' | 'theme', { value: string; n: number }[]>;

type Asked = { filter: FeedbackFilter; without: readonly string[] };

/**
 * Writes an index of texts to a file that does not exist yet: one SQLite file, whose full-text index holds words and marks
 * (product, source, language, stars, and of each mention theme, intent and polarity in every combination), so that any
 * filter is one question to it. No text is kept in it. `add` takes texts in the order of their time and id.
 */
export function createTextIndex(path: string) {
  const db = new DatabaseSync(path);
  // Whoever is killed begins with a new file.
  db.exec(`
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE texts (n INTEGER PRIMARY KEY, id TEXT NOT NULL, product TEXT NOT NULL, said TEXT NOT NULL);
    CREATE TABLE facts (name TEXT NOT NULL, value TEXT NOT NULL, mark TEXT NOT NULL, n INTEGER NOT NULL);
    -- A single Chinese character begins thousands of pairs: it has an entry of its own.
    CREATE VIRTUAL TABLE search USING fts5 (
      words, marks, content = '', prefix = '1', contentless_delete = 1, tokenize = "ascii tokenchars ':|_-'"
    );
    BEGIN;
  `);
  const addText = db.prepare('INSERT INTO texts (n, id, product, said) VALUES (?, ?, ?, ?)');
  const addWords = db.prepare('INSERT INTO search (rowid, words, marks) VALUES (?, ?, ?)');
  const counts = () => new Map<string, number>();
  const facts = { product: counts(), source: counts(), language: counts(), theme: counts() };
  let n = 0;

  return {
    add(texts: Iterable<IndexedText>): void {
      for (const text of texts) {
        n++;
        addText.run(n, text.id, text.productId, text.saidAt);
        const words = wordsOf(text.text).map((word) => word.text);
        addWords.run(n, words.join(' '), marksOf(text).join(' '));
        count(facts.product, [text.productId]);
        count(facts.source, [text.sourceId]);
        count(facts.language, [text.language]);
        count(facts.theme, new Set(text.mentions.flatMap(({ themeIds }) => themeIds)));
      }
    },

    /** Finishes the file and gives how many texts it has. */
    async close(): Promise<number> {
      const addFact = db.prepare('INSERT INTO facts (name, value, mark, n) VALUES (?, ?, ?, ?)');
      for (const name of FACTS)
        for (const [value, texts] of facts[name]) addFact.run(name, value, MARK_OF[name](value), texts);
      db.exec(`
        CREATE UNIQUE INDEX by_id ON texts (id);
        CREATE INDEX by_time ON texts (said, id);
      `);
      await mergeSegments(db);
      db.exec('COMMIT');
      db.close();
      return n;
    },
  };
}

/** Opens an index to ask it. */
export function openTextIndex(path: string) {
  const db = new DatabaseSync(path, { readOnly: true });
  const after = db.prepare('SELECT n FROM texts WHERE said >= ? ORDER BY said, id LIMIT 1');
  const before = db.prepare('SELECT n FROM texts WHERE (said, id) < (?, ?) ORDER BY said DESC, id DESC LIMIT 1');

  /** The condition of a filter and its values; undefined where nothing can be found. */
  function conditionOf({ filter, without }: Asked, place?: TextPlace) {
    const match = matchOf(filter);
    if (match === undefined) return undefined;
    const low = filter.from === undefined ? 1 : after.get(firstMoment(filter.from))?.n;
    const until = [filter.to === undefined ? undefined : { saidAt: `${lastMoment(filter.to)}~`, id: '' }, place];
    let high = Number.MAX_SAFE_INTEGER;
    for (const end of until) if (end) high = Math.min(high, Number(before.get(end.saidAt, end.id)?.n ?? 0));
    if (low === undefined || Number(low) > high) return undefined;
    const [table, row] = match === '' ? ['texts', 'n'] : ['search', 'rowid'];
    const conditions = [
      `${row} BETWEEN ? AND ?`,
      ...(match === '' ? [] : ['search MATCH ?']),
      ...(without.length === 0
        ? []
        : [`${row} NOT IN (SELECT n FROM texts WHERE id IN (SELECT value FROM json_each(?)))`]),
    ];
    const values = [
      Number(low),
      high,
      ...(match === '' ? [] : [match]),
      ...(without.length === 0 ? [] : [JSON.stringify(without)]),
    ];
    return { from: `SELECT ${row} AS n FROM ${table} WHERE ${conditions.join(' AND ')}`, row, values };
  }

  return {
    /** The texts of a filter, newest first, behind a place if one is given; `without` those of some ids. */
    find(asked: Asked, { limit, place }: { limit: number; place?: TextPlace | undefined }): FoundText[] {
      const condition = conditionOf(asked, place);
      if (!condition) return [];
      const { from, row, values } = condition;
      const sql = `SELECT t.id, t.product, t.said FROM (${from} ORDER BY ${row} DESC LIMIT ?) AS f
        JOIN texts AS t ON t.n = f.n ORDER BY f.n DESC`;
      return db
        .prepare(sql)
        .all(...values, limit)
        .map(({ id, product, said }) => ({ id: String(id), productId: String(product), saidAt: String(said) }));
    },

    /** How many texts `find` would give without a limit, counted up to `most`. */
    count(asked: Asked, most: number): number {
      const condition = conditionOf(asked);
      if (!condition) return 0;
      const { from, values } = condition;
      return Number(db.prepare(`SELECT count(*) AS n FROM (${from} LIMIT ?)`).get(...values, most)?.n);
    },

    facts(): TextFacts {
      const facts: TextFacts = { product: [], source: [], language: [], theme: [] };
      for (const { name, value, n } of db.prepare('SELECT name, value, n FROM facts ORDER BY n DESC, value').all())
        facts[name as keyof TextFacts].push({ value: String(value), n: Number(n) });
      return facts;
    },

    close: () => db.close(),
  };
}

export type TextIndex = ReturnType<typeof openTextIndex>;

/** Takes texts out of an index for good, words and all. Gives how many there were; without any the file stays as it is. */
export async function removeFromTextIndex(path: string, ids: readonly string[]): Promise<number> {
  const db = new DatabaseSync(path);
  try {
    const theirs = 'SELECT n FROM texts WHERE id IN (SELECT value FROM json_each(?))';
    const rows = db.prepare(theirs).all(JSON.stringify(ids));
    if (rows.length === 0) return 0;
    db.exec('PRAGMA synchronous = OFF; BEGIN');
    const remove = db.prepare('DELETE FROM search WHERE rowid = ?');
    for (const { n } of rows) remove.run(n ?? null);
    db.prepare(`DELETE FROM texts WHERE n IN (${theirs})`).run(JSON.stringify(ids));
    const count = "SELECT count(*) FROM search WHERE search MATCH 'marks : \"' || mark || '\"'";
    db.exec(`UPDATE facts SET n = (${count}); DELETE FROM facts WHERE n = 0`);
    // Until then they are only marked as gone, and their words stand in the file.
    await mergeSegments(db);
    db.exec('COMMIT; VACUUM');
    return rows.length;
  } finally {
    db.close();
  }
}

/** About so many pages are written before others have their turn. */
const MERGED_PAGES = 500;

/**
 * Makes one segment of all, in which nothing is left of what was deleted, as the command `optimize` does at one go
 * (https://sqlite.org/fts5.html#the_merge_command): whoever holds a job must not be silent for that long.
 */
async function mergeSegments(db: DatabaseSync): Promise<void> {
  const merge = db.prepare("INSERT INTO search (search, rank) VALUES ('merge', ?)");
  const changes = () => Number(db.prepare('SELECT total_changes() AS n').get()?.n);
  for (let pages = -MERGED_PAGES; ; pages = MERGED_PAGES) {
    const before = changes();
    merge.run(pages);
    // The command itself is one.
    if (changes() - before < 2) return;
    await setImmediate();
  }
}

/** A question of SQLite's full-text index (https://sqlite.org/fts5.html#full_text_query_syntax); '' asks for everything. */
function matchOf(filter: FeedbackFilter): string | undefined {
  const { q, productId, sourceId, themeId, intent, polarity, language, minRating, maxRating } = filter;
  const phrases = q === undefined ? [] : phrasesOf(q);
  if (q !== undefined && phrases.length === 0) return undefined;
  const marks: string[] = [];
  if (productId) marks.push(`"${MARK_OF.product(productId)}"`);
  if (sourceId) marks.push(`"${MARK_OF.source(sourceId)}"`);
  if (language) marks.push(`"${MARK_OF.language(language)}"`);
  if (themeId || intent || polarity) marks.push(`"${mentionMark(themeId, intent, polarity)}"`);
  if (minRating !== undefined || maxRating !== undefined) {
    const stars = HALF_STARS.filter((each) => each >= (minRating ?? 1) && each <= (maxRating ?? 5));
    if (stars.length === 0) return undefined;
    marks.push(`(${stars.map((each) => `"r:${each * 10}"`).join(' OR ')})`);
  }
  return [
    // Words are letters and digits alone: nothing in them could end the quotation.
    ...phrases.map(({ words, isPrefix }) => `words : "${words.join(' ')}"${isPrefix ? ' *' : ''}`),
    ...marks.map((mark) => `marks : ${mark}`),
  ].join(' AND ');
}

const FACTS = ['product', 'source', 'language', 'theme'] as const;
const MARK_OF = {
  product: (id: string) => `p:${id}`,
  // Not all that brings texts has an id of ours.
  source: (id: string) => `s:${id.replaceAll(/[^\w-]/g, '_')}`,
  language: (tag: string) => `l:${tag}`,
  theme: (id: string) => mentionMark(id),
};
const HALF_STARS = [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5];

function mentionMark(theme = '-', intent = '-', polarity = '-'): string {
  return `m:${theme}|${intent}|${polarity}`;
}

function marksOf({ productId, sourceId, language, rating, mentions }: IndexedText): string[] {
  const base = language.split('-', 1)[0] ?? language;
  const marks = new Set([MARK_OF.product(productId), MARK_OF.source(sourceId)]);
  for (const tag of [language, base]) marks.add(MARK_OF.language(tag));
  if (rating !== null) marks.add(`r:${halfStars(rating) * 10}`);
  for (const { intent, polarity, themeIds } of mentions) {
    for (const theme of [undefined, ...themeIds]) {
      marks
        .add(mentionMark(theme, intent, polarity))
        .add(mentionMark(theme, intent))
        .add(mentionMark(theme, undefined, polarity));
      if (theme !== undefined) marks.add(mentionMark(theme));
    }
  }
  return [...marks];
}

function count(counts: Map<string, number>, values: Iterable<string>): void {
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
}
