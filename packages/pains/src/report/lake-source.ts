import type { DuckDb } from '@soundings/lake/duckdb';
import type { SqlRow } from '@soundings/lake/sql-engine';

/** The tables that a report is made of: the lake's mentions and theme mentions, and the staged voices. */
export type LakeSource = {
  /** The staged table of everyone who said anything. */
  voices: string;
  query(sql: string): Promise<SqlRow[]>;
};

export function lakeSource(
  engine: DuckDb,
  { mentions, themeMentionsKey, voices }: { mentions: readonly string[]; themeMentionsKey: string; voices: string },
): LakeSource {
  const tables = { mentions, theme_mentions: [themeMentionsKey] };
  return { voices, query: (sql) => engine.query(sql, tables) };
}
