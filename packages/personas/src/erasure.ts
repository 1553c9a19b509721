import type { Persona, PersonaTheme } from '@soundings/contracts/persona';
import { claimsOf, evidenceHash } from './claims.ts';

/**
 * A version without the quotes of erased feedback: the one change that a published document takes. To be called for
 * every version of every persona, drafts as well. Counts stay, since they tell of nobody; hashes are those of what is
 * left. The very same object where it quoted none of them, so that a caller sees whether there is anything to store.
 */
export function eraseQuotes(persona: Persona, feedbackIds: ReadonlySet<string>): Persona {
  const lists = [persona.pains, persona.wishes, persona.praise];
  if (!lists.flat().some(({ quotes }) => quotes.some(({ feedbackId }) => feedbackIds.has(feedbackId)))) return persona;
  const without = (themes: readonly PersonaTheme[]) =>
    themes.map((claim) => ({
      ...claim,
      quotes: claim.quotes.filter(({ feedbackId }) => !feedbackIds.has(feedbackId)),
    }));
  const left = {
    ...persona,
    pains: without(persona.pains),
    wishes: without(persona.wishes),
    praise: without(persona.praise),
  };
  const [before, after] = [claimsOf(persona), claimsOf(left)];
  // Effects were measured apart: their hash is none of claims of this document.
  const hashOf = ({ id, hash }: Persona['evidence'][number]) =>
    hash === evidenceHash(before, id) ? evidenceHash(after, id) : hash;
  return { ...left, evidence: left.evidence.map((entry) => ({ ...entry, hash: hashOf(entry) })) };
}
