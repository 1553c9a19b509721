import type { Persona } from '@soundings/contracts/persona';
import type { DuckDb } from '@soundings/lake/duckdb';
import { buildPersonas } from '@soundings/personas/build-personas';
import { claimsOf, unsupportedClaims } from '@soundings/personas/claims';
import { changesBetween } from '@soundings/personas/diff';
import type { PersonaTables } from '@soundings/personas/persona-input';
import type { Shop } from './shops.ts';

export function countClaims(personas: readonly Persona[]): { claims: number; unsupported: number } {
  return {
    claims: personas.reduce((total, persona) => total + claimsOf(persona).length, 0),
    unsupported: personas.reduce((total, persona) => total + unsupportedClaims(persona).length, 0),
  };
}

/**
 * Cells of a shop divided by segments that fewer than k people stand behind, counted again from the lake by statements of
 * their own; and told counts that are no multiple of k, which a second document could be subtracted from.
 */
export async function cellsUnderK(engine: DuckDb, { tables, personas }: Shop): Promise<number> {
  const { customers = [], answers = [], theme_mentions = [] } = tables;
  const k = personas[0]?.privacy.k ?? 5;
  const steps = personas
    .flatMap((persona) => [...toldCounts(persona).values()])
    .filter((count) => count % k !== 0).length;
  if (customers.length === 0) return steps;
  const member = 'JOIN customers c ON c.customer_id = t.customer_id';
  const raw = new Map<string, number>();
  const add = (rows: Record<string, unknown>[]) => {
    for (const row of rows) raw.set(`${row.segment}/${row.claim}`, Number(row.people));
  };
  if (answers.length > 0) {
    add(
      await engine.query(
        `SELECT c.segment, t.dimension || '/' || t.value AS claim, COUNT(DISTINCT t.customer_id) AS people
FROM answers t ${member} WHERE t.dimension IS NOT NULL GROUP BY 1, 2`,
        { answers, customers },
      ),
    );
  }
  if (theme_mentions.length > 0) {
    add(
      await engine.query(
        `SELECT c.segment, t.intent || '/' || t.theme_id AS claim, COUNT(DISTINCT t.customer_id) AS people
FROM theme_mentions t ${member} GROUP BY 1, 2`,
        { theme_mentions, customers },
      ),
    );
  }
  const cells = personas.flatMap((persona) => {
    const [segment] = persona.segment.ids;
    const answered = Object.entries(persona.dimensions).flatMap(([name, { source, distribution }]) =>
      source === 'survey'
        ? distribution
            .filter(({ suppressed }) => !suppressed)
            .map(({ value }) => `${name === 'identity' ? 'occupation' : name}/${value}`)
        : [],
    );
    const named = [...persona.pains, ...persona.wishes, ...persona.praise].map(
      ({ intent, theme }) => `${intent}/${theme}`,
    );
    return [...answered, ...named].map((claim) => `${segment}/${claim}`);
  });
  return steps + cells.filter((cell) => (raw.get(cell) ?? 0) < k).length;
}

/** Every count of people that a document tells, by where it stands. */
function toldCounts(persona: Persona): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { pointer, claim } of claimsOf(persona)) {
    // A holdout is a plan: its sizes are not counts of anyone.
    if (claim.baseline !== undefined) continue;
    if (typeof claim.n === 'number') counts.set(`${pointer} n`, claim.n);
    if (typeof claim.count === 'number') counts.set(`${pointer} ${claim.theme}`, claim.count);
    for (const cell of Array.isArray(claim.distribution) ? claim.distribution : []) {
      counts.set(`${pointer} ${cell.value}`, cell.count);
    }
  }
  return counts;
}

/**
 * Builds the shop again without a few of its people, as the version before they came or a filter that leaves them out,
 * and counts the told numbers whose difference is of fewer than k people.
 */
export async function differencesUnderK(
  engine: DuckDb,
  { tables, words, personas }: Shop,
  without: number,
): Promise<number> {
  const few = `customer_id NOT IN (SELECT customer_id FROM whole WHERE customer_id IS NOT NULL
    GROUP BY customer_id ORDER BY hash(customer_id || '${without}') LIMIT ${without})`;
  const fewer = await part(engine, tables, `without-${without}`, few);
  const before = await buildPersonas({ engine, tables: fewer, ...words });
  return personas.reduce((total, persona) => {
    const earlier = before.find(({ id }) => id === persona.id);
    const known = earlier ? toldCounts(earlier) : new Map<string, number>();
    const k = persona.privacy.k;
    const close = [...toldCounts(persona)].filter(([cell, count]) => {
      const difference = Math.abs(count - (known.get(cell) ?? 0));
      return difference > 0 && difference < k;
    });
    return total + close.length;
  }, 0);
}

type Compared = { compared: number; changed: number };

/**
 * Splits a shop's customers by chance into two samples of one population, builds both, and counts how many claims are
 * called changed between them: all of those calls are wrong.
 */
export async function splitInTwo(engine: DuckDb, { tables, words }: Shop, seed: number): Promise<Compared> {
  const halves = await Promise.all(
    [0, 1].map((half) => part(engine, tables, `half-${seed}-${half}`, `hash(customer_id || '${seed}') % 2 = ${half}`)),
  );
  const [first = [], second = []] = [
    await buildPersonas({ engine, tables: halves[0] ?? {}, ...words }),
    await buildPersonas({ engine, tables: halves[1] ?? {}, ...words }),
  ];
  const changes = first.flatMap((persona) => {
    const other = second.find(({ id }) => id === persona.id);
    return other ? changesBetween(persona, other) : [];
  });
  return { compared: changes.length, changed: changes.filter(({ verdict }) => verdict === 'changed').length };
}

/** The rows of a lake for which a condition holds, as a lake. */
async function part(engine: DuckDb, tables: PersonaTables, name: string, where: string): Promise<PersonaTables> {
  const kept: Record<string, string[]> = {};
  for (const [table, keys] of Object.entries(tables)) {
    const key = `${name}-${table}.parquet`;
    await engine.store(`SELECT * FROM whole WHERE ${where}`, { whole: keys }, key);
    kept[table] = [key];
  }
  return kept;
}
