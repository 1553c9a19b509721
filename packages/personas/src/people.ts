import type { GroupTest, PersonaGrouping } from '@soundings/contracts/persona-grouping';
import { quoteText, quoteTexts } from '@soundings/lake/quoted';
import type { PersonaInput, PersonaTables } from './persona-input.ts';

/** The group of everyone who answered, where there are no purchases to divide people by. */
export const EVERYONE = 'everyone';

export type Scope = {
  tables: PersonaTables;
  grouping: PersonaGrouping;
  /** Days of the customers' snapshots up to this build's, ascending. */
  snapshots: readonly string[];
  snapshot: string;
  unit?: PersonaInput['unit'];
};

/** Whose a line of the purchases is, as the customers' rows name them. */
export function buyerSql(unit: PersonaInput['unit']): string {
  return unit === 'account' ? 'coalesce(account_id, customer_id)' : 'customer_id';
}

/** True where people are customers; else they are whoever answered a survey. */
export function hasCustomers({ snapshots }: Scope): boolean {
  return snapshots.length > 0;
}

/** Is there anyone to describe: customers, or people who answered? */
export function hasPeople(scope: Scope): boolean {
  return hasCustomers(scope) || (scope.tables.answers?.length ?? 0) > 0;
}

/**
 * The common table expressions that say who is in which group from when to when: `people(person, grp, stratum, since,
 * until)`, half-open, the last one without end, and the customers' own columns. What a person said before the first
 * snapshot belongs to the group of the first.
 */
export function peopleSql(scope: Scope): string {
  const told = asksAnswers(scope) ? `${toldSql(scope)}, ` : '';
  if (!hasCustomers(scope)) return `${told}${respondentsSql(scope, told !== '')}`;
  const { snapshot } = scope;
  const joins = [
    told && ' LEFT JOIN told t ON t.person = c.customer_id',
    isAssigned(scope) &&
      ' LEFT JOIN assignments g ON g.customer_id = c.customer_id AND CAST(g.snapshot AS DATE) = CAST(c.snapshot AS DATE)',
  ]
    .filter(Boolean)
    .join('');
  return `${told}people AS (
  SELECT c.*, c.customer_id AS person, ${groupSql(scope)} AS grp, CAST(c.segment AS VARCHAR) AS stratum,
    ${sinceSql(scope)} AS since, ${untilSql(scope)} AS until
  FROM customers c${joins}
  WHERE CAST(c.snapshot AS DATE) <= DATE '${dayAfter(snapshot)}'
)`;
}

/**
 * From when on a customer's row says where they belong: the day of its snapshot, or from ever where it is their first
 * one, which it is where they had bought nothing before the snapshot before. Plain arithmetic on the snapshots' days:
 * windows over every customer's rows would cost more than all other statements.
 */
function sinceSql({ snapshots }: Scope): string {
  const cases = snapshots.slice(1).map((day, i) => {
    const gap = (Date.parse(day) - Date.parse(snapshots[i] ?? day)) / 86_400_000;
    return `WHEN CAST(c.snapshot AS DATE) = DATE '${day}' AND c.tenure_days > ${gap} THEN DATE '${day}'`;
  });
  const ever = "DATE '1900-01-01'";
  return cases.length === 0 ? ever : `CASE ${cases.join(' ')} ELSE ${ever} END`;
}

/** Until when: the next snapshot; for good where there is none. */
function untilSql({ snapshots }: Scope): string {
  const cases = snapshots
    .slice(1)
    .map((day, i) => `WHEN CAST(c.snapshot AS DATE) = DATE '${snapshots[i]}' THEN DATE '${day}'`);
  return cases.length === 0 ? 'CAST(NULL AS DATE)' : `CASE ${cases.join(' ')} END`;
}

/** That something said on `day` was said by a person while in the group; an unknown day is the snapshot's. */
export function whileIn(day: string): string {
  return `p.since <= ${day} AND (p.until IS NULL OR ${day} < p.until)`;
}

/** Within fewer days hardly anyone moves or buys. */
const SPAN_DAYS = 28;

/** The snapshot to compare the newest with: the latest that is four weeks before it, else the earliest; none where there is only one. */
export function snapshotBefore({ snapshots }: Scope): string | undefined {
  const now = Date.parse(snapshots.at(-1) ?? '');
  const before = snapshots.slice(0, -1);
  return before.findLast((day) => now - Date.parse(day) >= SPAN_DAYS * 86_400_000) ?? before[0];
}

/** The rows of `people` as of the snapshot. A customer that a later snapshot no longer has is no longer counted. */
export function today({ snapshots }: Scope): string {
  return snapshots.length > 1 ? `CAST(p.snapshot AS DATE) = DATE '${snapshots.at(-1)}'` : 'TRUE';
}

/** Tables that `peopleSql` reads. */
export function peopleTables(scope: Scope): (keyof PersonaTables)[] {
  const tables: (keyof PersonaTables)[] = hasCustomers(scope) ? ['customers'] : ['answers'];
  if (isAssigned(scope)) tables.push('assignments');
  return asksAnswers(scope) && hasCustomers(scope) ? [...tables, 'answers'] : tables;
}

/** The instant before which a row belongs to the build: the end of the snapshot's day. */
export function endOf(snapshot: string): string {
  return `TIMESTAMP '${dayAfter(snapshot)} 00:00:00'`;
}

/** The customers' own snapshots are exclusive: that of the day after holds what happened up to this day. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Are people divided by groups that each build makes anew? */
export function isAssigned({ grouping, tables }: Scope): boolean {
  return 'by' in grouping && grouping.by === 'assignments' && (tables.assignments?.length ?? 0) > 0;
}

function asksAnswers({ grouping, tables }: Scope): boolean {
  return (tables.answers?.length ?? 0) > 0 && dimensionsOf(grouping).length > 0;
}

/** Dimensions that rules ask for: answers say who people are now, not who they were. */
export function dimensionsOf(grouping: PersonaGrouping): string[] {
  if ('by' in grouping) return [];
  const tests = grouping.rules.flatMap(({ where }) => where);
  return [...new Set(tests.flatMap((test) => ('dimension' in test ? [test.dimension] : [])))].sort();
}

/** The latest answer of each person to each dimension that a rule asks for, one column each: `told(person, d0, d1 …)`. */
function toldSql(scope: Scope): string {
  const dimensions = dimensionsOf(scope.grouping);
  const columns = dimensions.map(
    (dimension, i) => `MAX(CASE WHEN dimension = ${quoteText(dimension)} THEN value END) AS d${i}`,
  );
  const person = hasCustomers(scope) ? 'customer_id' : 'COALESCE(customer_id, response_id)';
  return `told AS (
  SELECT person, ${columns.join(', ')} FROM (
    SELECT ${person} AS person, dimension, value, ROW_NUMBER() OVER (
      PARTITION BY ${person}, dimension ORDER BY answered_at DESC, response_id DESC, question_id DESC, value) AS nth
    FROM answers WHERE dimension IN (${quoteTexts(dimensions)}) AND answered_at < ${endOf(scope.snapshot)}
  ) a WHERE nth = 1 AND person IS NOT NULL GROUP BY person
)`;
}

function respondentsSql(scope: Scope, told: boolean): string {
  const group = 'rules' in scope.grouping ? groupSql(scope) : `'${EVERYONE}'`;
  return `people AS (
  SELECT c.person, ${group} AS grp, '${EVERYONE}' AS stratum, DATE '1900-01-01' AS since, CAST(NULL AS DATE) AS until
  FROM (SELECT DISTINCT COALESCE(customer_id, response_id) AS person FROM answers
    WHERE answered_at < ${endOf(scope.snapshot)}) c${told ? ' LEFT JOIN told t ON t.person = c.person' : ''}
)`;
}

function groupSql(scope: Scope): string {
  const { grouping } = scope;
  if ('by' in grouping) {
    if (grouping.by !== 'assignments') return asText(grouping.by);
    return isAssigned(scope) ? 'CAST(g.grp AS VARCHAR)' : 'CAST(NULL AS VARCHAR)';
  }
  const cases = grouping.rules.map(
    ({ id, where }) => `WHEN ${where.map((test) => testSql(test, scope)).join(' AND ')} THEN ${quoteText(id)}`,
  );
  return `CASE ${cases.join(' ')} END`;
}

/** A test of what the lake does not hold is never met. */
function testSql(test: GroupTest, scope: Scope): string {
  if ('dimension' in test ? !asksAnswers(scope) : !hasCustomers(scope)) return 'FALSE';
  const [asked, number] =
    'dimension' in test
      ? toldColumn(dimensionsOf(scope.grouping).indexOf(test.dimension))
      : [asText(test.column), `c.${test.column}`];
  const parts = [
    test.anyOf && `${asked} IN (${quoteTexts(test.anyOf.map(String))})`,
    test.atLeast !== undefined && `${number} >= ${test.atLeast}`,
    test.below !== undefined && `${number} < ${test.below}`,
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? parts.join(' AND ') : 'TRUE';
}

function toldColumn(index: number): [asText: string, asNumber: string] {
  return [`t.d${index}`, `TRY_CAST(t.d${index} AS DOUBLE)`];
}

/** Scores and levels are whole numbers, whatever type a file keeps them in. */
const WHOLE = new Set(['r', 'f', 'm', 'buyer_level', 'spending_power', 'frequency', 'recency_days', 'tenure_days']);

function asText(column: string): string {
  return WHOLE.has(column) ? `CAST(CAST(c.${column} AS BIGINT) AS VARCHAR)` : `CAST(c.${column} AS VARCHAR)`;
}
