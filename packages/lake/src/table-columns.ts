import type { StagedColumn } from './duckdb.ts';

/** A column of a lake table: how its values are staged, and the type that they are stored as if that differs. */
export type LakeColumn = { staged: StagedColumn; stored?: 'TIMESTAMP' | 'INTEGER' };

const text: LakeColumn = { staged: 'VARCHAR' };
const time: LakeColumn = { staged: 'VARCHAR', stored: 'TIMESTAMP' };
const whole: LakeColumn = { staged: 'INTEGER' };
const number: LakeColumn = { staged: 'DOUBLE' };
const truth: LakeColumn = { staged: 'BOOLEAN' };

/** The mentions of texts, a row each. */
export const mentionColumns = {
  id: text,
  feedback_id: text,
  product_id: text,
  role: text,
  kind: text,
  source_id: text,
  clause: whole,
  start: whole,
  end: whole,
  quote: text,
  aspect: text,
  term: text,
  intent: text,
  polarity: text,
  score: number,
  confidence: number,
  language: text,
  occurred_at: time,
  received_at: time,
  rating: number,
  nps: whole,
  customer_id: text,
  author: text,
  channel: text,
  product_version: text,
  consent: truth,
  signature: text,
  analyzer: text,
  model: text,
} as const satisfies Record<string, LakeColumn>;

/** The answers to surveys, a row each. */
export const answerColumns = {
  response_id: text,
  survey_id: text,
  survey_version: whole,
  question_id: text,
  question_type: text,
  dimension: text,
  customer_id: text,
  value: text,
  number: number,
  answered_at: time,
  language: text,
  consent: truth,
} as const satisfies Record<string, LakeColumn>;

/** How the values of a table's columns are staged. */
export function stagedTypes(columns: Readonly<Record<string, LakeColumn>>): Record<string, StagedColumn> {
  return Object.fromEntries(Object.entries(columns).map(([name, { staged }]) => [name, staged]));
}
