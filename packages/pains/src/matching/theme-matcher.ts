import type { Theme } from '@soundings/contracts/theme';
import { LONGEST_TEXT, openVocabulary, UNKNOWN, type Vocabulary } from './text-units.ts';

/** A theme that a text speaks of, and how strongly: the weights of its matched words, each word once. */
export type ThemeMatch = { themeId: string; strength: number };

export type ThemeMatcher = { match(text: string): ThemeMatch[] };

type Entry = { theme: number; weight: number };
/** What a phrase says by itself, and with which phrases after it. */
type Phrase = { entries: Entry[]; followed: { by: number; entry: Entry }[] };
type Node = { children: Map<number, Node>; phrase: number };
type Hit = { phrase: number; from: number; to: number };

/** Weak words of a theme count no more than this together, however many they are. */
const MOST_WEAK = 1;
/** Units allowed between the two parts of `a … b`. */
const WIDEST_GAP = 5;

/**
 * Compiles the words of themes into one trie over units, so that a text is read once however many themes there are.
 * A phrase inside a longer matched phrase does not count: "customer service" is not "service". A theme of weak words
 * only counts where none has more, a theme of `fallback` where no other matched.
 */
export function compileThemes(themes: readonly Theme[], fallback: ReadonlySet<string> = new Set()): ThemeMatcher {
  const vocabulary = openVocabulary();
  const root: Node = { children: new Map(), phrase: -1 };
  const phrases: Phrase[] = [];
  for (const [theme, { words }] of themes.entries()) {
    for (const word of words) {
      const { text, weight } = weighed(word);
      addWord(text, { theme, weight }, { vocabulary, root, phrases });
    }
  }
  const first = Array.from({ length: vocabulary.size() }, (_, unit) => root.children.get(unit));
  const isFallback = themes.map(({ id }) => fallback.has(id));
  const units = new Int32Array(LONGEST_TEXT);

  return {
    match(text) {
      const hits = findHits(units, vocabulary.read(text, units), first);
      if (hits.length === 0) return [];
      const matches = strengths(hits, phrases);
      let strongest = 0;
      for (const [theme, strength] of matches) {
        if (isFallback[theme] === false) strongest = Math.max(strongest, strength);
      }
      const found: ThemeMatch[] = [];
      for (const [theme, strength] of matches) {
        const themeId = themes[theme]?.id;
        const isOutdone = strongest > 0 && (isFallback[theme] === true || (strength < 1 && strongest >= 1));
        if (themeId !== undefined && !isOutdone) found.push({ themeId, strength });
      }
      return found;
    },
  };
}

/** `?word` weighs half, `!word` double. */
function weighed(word: string): { text: string; weight: number } {
  if (word.startsWith('?')) return { text: word.slice(1), weight: 0.5 };
  if (word.startsWith('!')) return { text: word.slice(1), weight: 2 };
  return { text: word, weight: 1 };
}

type Trie = { vocabulary: Vocabulary; root: Node; phrases: Phrase[] };

function addWord(text: string, entry: Entry, trie: Trie): void {
  const [head = '', tail] = text.split('…');
  const phrase = addPhrase(head, trie);
  if (phrase === undefined) return;
  if (tail === undefined) {
    trie.phrases[phrase]?.entries.push(entry);
    return;
  }
  const by = addPhrase(tail, trie);
  if (by !== undefined) trie.phrases[phrase]?.followed.push({ by, entry });
}

function addPhrase(text: string, { vocabulary, root, phrases }: Trie): number | undefined {
  const units = vocabulary.learn(text);
  if (units.length === 0) return undefined;
  let node = root;
  for (const unit of units) {
    let child = node.children.get(unit);
    if (child === undefined) {
      child = { children: new Map(), phrase: -1 };
      node.children.set(unit, child);
    }
    node = child;
  }
  if (node.phrase < 0) node.phrase = phrases.push({ entries: [], followed: [] }) - 1;
  return node.phrase;
}

/** Every phrase that stands in the units, by its beginning and then its length. */
function findHits(units: Int32Array, count: number, first: readonly (Node | undefined)[]): Hit[] {
  const hits: Hit[] = [];
  for (let from = 0; from < count; from++) {
    let node = first[units[from] ?? UNKNOWN];
    for (let to = from + 1; node !== undefined; to++) {
      if (node.phrase >= 0) hits.push({ phrase: node.phrase, from, to });
      node = to < count ? node.children.get(units[to] ?? UNKNOWN) : undefined;
    }
  }
  return hits;
}

/** What the hits say, by theme: each word once, weak words no more than `MOST_WEAK` together. */
function strengths(hits: readonly Hit[], phrases: readonly Phrase[]): Map<number, number> {
  const said = new Set<Entry>();
  for (const hit of hits) {
    const phrase = phrases[hit.phrase];
    if (phrase === undefined) continue;
    if (phrase.entries.length > 0 && !hits.some((other) => contains(other, hit, phrases))) {
      for (const entry of phrase.entries) said.add(entry);
    }
    for (const { by, entry } of phrase.followed) {
      if (hits.some((later) => later.phrase === by && isNear(hit, later))) said.add(entry);
    }
  }
  const strong = new Map<number, number>();
  const weak = new Map<number, number>();
  for (const { theme, weight } of said) {
    const sums = weight < 1 ? weak : strong;
    sums.set(theme, (sums.get(theme) ?? 0) + weight);
  }
  for (const [theme, sum] of weak) strong.set(theme, (strong.get(theme) ?? 0) + Math.min(MOST_WEAK, sum));
  return strong;
}

const isNear = (hit: Hit, later: Hit) => later.from >= hit.to && later.from - hit.to <= WIDEST_GAP;

function contains(outer: Hit, inner: Hit, phrases: readonly Phrase[]): boolean {
  return (
    outer.from <= inner.from &&
    outer.to >= inner.to &&
    outer.to - outer.from > inner.to - inner.from &&
    (phrases[outer.phrase]?.entries.length ?? 0) > 0
  );
}
