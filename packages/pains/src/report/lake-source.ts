import type { DuckDb } from '@soundings/lake/duckdb';
import type { LakeTables, SqlRow } from '@soundings/lake/sql-engine';

/** The tables that a report is made of: the lake's mentions and theme mentions, and the staged voices. */
export type LakeSource = {
  /** The staged table of everyone who said anything. */
  voices: string;
  /** `more` names further tables of the statement. */
  query(sql: string, more?: LakeTables): Promise<SqlRow[]>;
};

/** Asks these tables by their names; `voices` is staged in the engine already. */
export function lakeSource(
  engine: DuckDb,
  { mentions, themeMentionsKey, voices }: { mentions: readonly string[]; themeMentionsKey: string; voices: string },
): LakeSource {
  const tables = { mentions, theme_mentions: [themeMentionsKey] };
  return { voices, query: (sql, more = {}) => engine.query(sql, { ...tables, ...more }) };
}
