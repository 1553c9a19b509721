/**
 * When a mention counts as said: at its date, or at its arrival if it has none or one that lay ahead of it (clock
 * skew).
 */
export const SAID_AT =
  'CASE WHEN occurred_at IS NULL OR occurred_at > received_at THEN received_at ELSE occurred_at END';

/** Who said it. Without a name or a customer each feedback is a person of its own. */
export const PERSON = 'coalesce(customer_id, author, feedback_id)';

/** A time as both engines read it; the lake keeps UTC without a zone. */
export function timestamp(time: string): string {
  return `TIMESTAMP '${time.slice(0, 23).replace('T', ' ')}'`;
}

/** A text list for IN; never empty, which SQL refuses. */
export function textList(values: Iterable<string>): string {
  const list = [...values].map((value) => `'${value.replaceAll("'", "''")}'`);
  return list.length > 0 ? list.join(', ') : "''";
}

/** Its author is not satisfied: 1 or 2 stars, or a detractor by NPS. */
export const IS_LOW = '(coalesce(rating, 5) <= 2 OR coalesce(nps, 10) <= 6)';
