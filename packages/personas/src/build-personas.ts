import type { Persona } from '@soundings/contracts/persona';
import { countPeople, groupsOf, scopeOf } from './counts.ts';
import { describeGroups } from './groups.ts';
import { askLake } from './lake-counts.ts';
import { assemblePersona } from './persona-document.ts';
import type { PersonaInput } from './persona-input.ts';
import { askQuotes } from './quotes.ts';

/** Fewest people of a claim unless the team asks for more. */
const K = 5;
/** Fewer would point at single people, whatever a team asks for. */
const LEAST_K = 3;

/**
 * Builds one draft persona for each group: the lake's customers × answers × mentions reduced by SQL to counts per group,
 * and told in steps of `k`. Equal inputs give equal documents, byte for byte. Where there are no customers, people are
 * whoever answered; where there is nothing, the document says so. Drafts are the next version of the `previous` ones.
 *
 * @throws {RangeError} where `k` is under 3
 * @throws {SqlError} where the lake cannot be read
 */
export async function buildPersonas(input: PersonaInput): Promise<Persona[]> {
  const { k = K, segmentNames } = input;
  if (!Number.isInteger(k) || k < LEAST_K)
    throw new RangeError(`k is ${k}; at least ${LEAST_K} people stand behind a claim`);
  const { ask, asked } = askLake(input);
  const scope = await scopeOf(input, ask);
  const counts = await countPeople(input, scope, ask);
  const groups = groupsOf(scope, counts.sums, Object.keys(segmentNames));
  const described = describeGroups({ input, scope, counts, groups, k });
  const quotesOf = await askQuotes(
    ask,
    scope,
    described.flatMap(({ group, pains, wishes, praise }) =>
      [...pains, ...wishes, ...praise].map(({ theme, intent }) => ({ grp: group, theme, intent })),
    ),
  );
  return described.map((group) => assemblePersona({ input, scope, asked, quotesOf, k }, group));
}
