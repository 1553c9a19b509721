import type { LocalizedText } from '@soundings/contracts/language';
import type { PersonaMovement } from '@soundings/contracts/persona';
import { tellable } from './disclosure.ts';
import { type Ask, count, text } from './lake-counts.ts';
import { dimensionsOf, isAssigned, peopleSql, peopleTables, type Scope, snapshotBefore } from './people.ts';

/** How many people were in one group at the earlier snapshot and in another at this one; null is no group. */
export type Moves = {
  since: string;
  remade: boolean;
  moves: readonly { before: string | null; now: string | null; people: number }[];
};

/**
 * Who moved since the customers that the last version `saw`, or, where there is none or nobody bought since, in the weeks
 * before this snapshot; null where there is no earlier one, and where the groups are of answers, which do not say who
 * people were then.
 */
export async function askMoves(ask: Ask, scope: Scope, saw: string | undefined): Promise<Moves | null> {
  const now = scope.snapshots.at(-1);
  const seen = saw !== undefined && now !== undefined && saw < now;
  const since = seen ? scope.snapshots.findLast((day) => day <= saw) : snapshotBefore(scope);
  if (!now || !since || dimensionsOf(scope.grouping).length > 0) return null;
  const at = (day: string) => `(SELECT person, grp FROM people WHERE CAST(snapshot AS DATE) = DATE '${day}')`;
  const rows = await ask(
    'movement',
    peopleTables(scope),
    `WITH ${peopleSql(scope)}
SELECT a.grp AS before_grp, b.grp AS now_grp, COUNT(*) AS people
FROM ${at(since)} a FULL JOIN ${at(now)} b ON b.person = a.person
GROUP BY a.grp, b.grp ORDER BY a.grp, b.grp`,
  );
  return {
    since,
    remade: isAssigned(scope),
    moves: rows.map((row) => ({
      before: text(row, 'before_grp'),
      now: text(row, 'now_grp'),
      people: count(row, 'people'),
    })),
  };
}

/** Who came into a group and who left it; streams of fewer than `k` people are not told. */
export function describeMovement(
  { since, remade, moves }: Moves,
  group: string,
  k: number,
  label: (group: string | null) => LocalizedText,
): PersonaMovement {
  const stream = (people: number, other: string | null) => ({
    group: other,
    label: label(other),
    n: tellable(people, k),
    evidence: 'movement',
  });
  const told = (rows: ReturnType<typeof stream>[]) => rows.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  const entered = told(
    moves.filter((m) => m.now === group && m.before !== group).map((m) => stream(m.people, m.before)),
  );
  const left = told(moves.filter((m) => m.before === group && m.now !== group).map((m) => stream(m.people, m.now)));
  const stayed = tellable(moves.find((m) => m.before === group && m.now === group)?.people ?? 0, k);
  return {
    since,
    ...(remade && { remade }),
    stayed,
    entered,
    left,
    n: stayed + entered.reduce((total, { n }) => total + n, 0),
    evidence: 'movement',
  };
}
