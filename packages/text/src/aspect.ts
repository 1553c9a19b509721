import type { Opinion } from './opinion.ts';

/** A thing spoken of: UTF-16 offsets into the text that was searched, as said, and in its normal form. */
export type Aspect = { start: number; end: number; term: string };

/** Finds what a text in normal form speaks of; `opinions` are those found in it. */
export type AspectFinder = (normal: string, opinions: readonly Opinion[]) => Aspect[];
