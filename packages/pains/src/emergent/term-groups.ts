import { isSameThing } from './glossary.ts';

/**
 * A term that no theme of the taxonomy fits: who complain with it, and which terms the same feedback complains with.
 */
export type EmergentTerm = { term: string; people: number; beside: ReadonlyMap<string, number> };

/** Terms of one pain; the first is the leading one. */
export type TermGroup = { words: string[]; people: number };

/** Terms at least this alike are one pain. */
const ALIKE = 0.5;
const WORDS = 40;

/**
 * Groups terms that mean the same or come together, led by the terms of most people: a term joins the group that it
 * is most alike, else it leads one of its own. Groups that were there before are joined first, so that the same pain
 * keeps its group when its wording shifts.
 */
export function groupTerms(terms: readonly EmergentTerm[], before: readonly TermGroup[] = []): TermGroup[] {
  const groups = before.map(({ words }): TermGroup => ({ words: [...words], people: 0 }));
  const byTerm = new Map(terms.map((term) => [term.term, term]));
  const owner = new Map(groups.flatMap((group) => group.words.map((word) => [word, group] as const)));
  for (const term of terms.toSorted((a, b) => b.people - a.people || (a.term < b.term ? -1 : 1))) {
    const group = owner.get(term.term) ?? nearest(groups, term, byTerm) ?? opened(groups);
    group.people += term.people;
    if (!group.words.includes(term.term) && group.words.length < WORDS) group.words.push(term.term);
  }
  return groups.filter(({ people }) => people > 0);
}

function opened(groups: TermGroup[]): TermGroup {
  const group: TermGroup = { words: [], people: 0 };
  groups.push(group);
  return group;
}

function nearest(groups: readonly TermGroup[], term: EmergentTerm, byTerm: ReadonlyMap<string, EmergentTerm>) {
  let best: TermGroup | undefined;
  let most = ALIKE;
  for (const group of groups) {
    // A group is what its leading words are; by its last ones it would drift.
    for (const word of group.words.slice(0, 3)) {
      const alike = Math.max(likeness(term.term, word), togetherness(term, byTerm.get(word)));
      if (alike >= most && (alike > most || best === undefined)) {
        best = group;
        most = alike;
      }
    }
  }
  return best;
}

/**
 * Words in common for Latin terms, pairs of characters for Chinese: the Dice coefficient; a head noun in common is
 * enough, and so is naming the same thing in two languages.
 */
export function likeness(a: string, b: string): number {
  if (isSameThing(a, b)) return 1;
  const first = partsOf(a);
  const second = partsOf(b);
  if (first.at(-1) === second.at(-1)) return 1;
  const both = first.filter((part) => second.includes(part)).length;
  return (2 * both) / (first.length + second.length);
}

function partsOf(term: string): string[] {
  if (!/\p{Script=Han}/u.test(term)) return term.toLowerCase().split(/[\s-]+/);
  return Array.from({ length: Math.max(1, term.length - 1) }, (_, i) => term.slice(i, i + 2));
}

/**
 * How often two terms stand in one feedback, of the rarer's feedback. Rare terms come together by chance: they need
 * three.
 */
function togetherness(a: EmergentTerm, b: EmergentTerm | undefined): number {
  const both = a.beside.get(b?.term ?? '') ?? 0;
  return b === undefined || both < 3 ? 0 : both / Math.min(a.people, b.people);
}
