import type { Opinion } from './opinion.ts';
import type { TaggedWord } from './tagged-words.ts';

/** A thing spoken of: UTF-16 offsets into the text that was searched, and its normal form. */
export type Aspect = { start: number; end: number; term: string };

/** Finds what a text in normal form speaks of; `opinions` are those found in it, `words` its words if known already. */
export type AspectFinder = (normal: string, opinions: readonly Opinion[], words?: readonly TaggedWord[]) => Aspect[];

/** How often a term is said in a corpus: the logarithm of texts in a thousand, about 0 where it is not known. */
export type TermRates = (term: string) => number;
