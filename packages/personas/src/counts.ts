import { type Agreement, askAgreement, askAnswers } from './answer-counts.ts';
import { askCategories, type CategoryCounts, NO_CATEGORIES } from './category-counts.ts';
import { askGroups, askRecorded, type GroupSums, type ValueCount } from './customer-counts.ts';
import { type AnsweredField, answeredFields } from './fields.ts';
import { type Ask, has, text } from './lake-counts.ts';
import { askLaterPurchases } from './later-purchases.ts';
import { askMoves, type Moves } from './movement.ts';
import { dayAfter, EVERYONE, hasCustomers, hasPeople, type Scope } from './people.ts';
import type { PersonaInput } from './persona-input.ts';
import type { Field } from './sample.ts';
import { askContext, askVoices, type ContextCount, type VoiceCount } from './theme-counts.ts';

/** All that the lake says, reduced to counts per group: exact, so nothing of it is told as it is. */
export type Counts = {
  sums: readonly GroupSums[];
  recorded: readonly ValueCount[];
  answered: ReadonlyMap<string, AnsweredField>;
  agreement: readonly Agreement[];
  voices: readonly VoiceCount[];
  context: readonly ContextCount[];
  categories: CategoryCounts;
  moves: Moves | null;
  later: Field | null;
};

/** What the build reads and how it divides people. */
export async function scopeOf(
  input: Pick<PersonaInput, 'tables' | 'snapshot' | 'grouping' | 'unit'>,
  ask: Ask,
): Promise<Scope> {
  const { tables, snapshot, unit, grouping = { id: 'segment', by: 'segment' } } = input;
  const days = has(tables, 'customers')
    ? await ask(
        'snapshots',
        ['customers'],
        `SELECT DISTINCT CAST(snapshot AS DATE) AS day FROM customers
WHERE CAST(snapshot AS DATE) <= DATE '${dayAfter(snapshot)}' ORDER BY day`,
      )
    : [];
  return { tables, grouping, snapshot, ...(unit && { unit }), snapshots: days.map((row) => text(row, 'day') ?? '') };
}

/** Asks everything that the tables at hand can answer, one statement after the other: each reads the lake at full width. */
export async function countPeople(input: PersonaInput, scope: Scope, ask: Ask): Promise<Counts> {
  const { tables, previous = [], surveys } = input;
  const customers = hasCustomers(scope);
  const answers = has(tables, 'answers');
  const spoken = has(tables, 'mentions', 'theme_mentions');
  const sums = hasPeople(scope) ? await askGroups(ask, scope) : [];
  const { counts, bases } = answers ? await askAnswers(ask, scope, surveys) : { counts: [], bases: [] };
  const seen = previous
    .flatMap((persona) => persona.customersAt ?? [])
    .sort()
    .at(-1);
  return {
    sums,
    recorded: customers ? await askRecorded(ask, scope) : [],
    answered: answeredFields(counts, bases, surveys),
    agreement: customers && answers ? await askAgreement(ask, scope, surveys) : [],
    voices: spoken && hasPeople(scope) ? await askVoices(ask, scope) : [],
    context: spoken ? await askContext(ask, scope) : [],
    categories: customers && has(tables, 'purchases') ? await askCategories(ask, scope) : NO_CATEGORIES,
    moves: customers ? await askMoves(ask, scope, seen) : null,
    later: customers && has(tables, 'purchases') ? await askLaterPurchases(ask, scope) : null,
  };
}

/** The groups to describe: the rules' in their order, else those that there are, by the order of their names. */
export function groupsOf({ grouping }: Scope, sums: readonly GroupSums[], names: readonly string[]): string[] {
  if ('rules' in grouping) return grouping.rules.map(({ id }) => id);
  const found = [...new Set(sums.flatMap(({ grp }) => grp ?? []))];
  const place = (id: string) => (names.includes(id) ? names.indexOf(id) : names.length);
  return found.length === 0 ? [EVERYONE] : found.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
