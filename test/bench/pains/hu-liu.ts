import { stemOf } from '@soundings/pains/matching/text-units';
import { readJsonl } from './data-set.ts';
import type { RawReview } from './review-lake.ts';

type Record = {
  sentences: { text: string; features: { feature: string; strength: number; flags: string[] }[] }[];
  title: string;
};

export type HuLiuProduct = {
  name: string;
  reviews: RawReview[];
  /** By labelled negative feature: how many reviews name it. */
  negative: Map<string, number>;
};

export const HU_LIU_FILES = [
  'Apex_AD2600_Progressive_scan_DVD player',
  'Canon_G3',
  'Canon_S100',
  'Nikon_coolpix_4300',
  'Nokia_6600',
  'Nokia_6610',
].map((name) => `reviews-en/huliu/${name}.jsonl.gz`);

export function readHuLiu(file: string): HuLiuProduct {
  const records = readJsonl<Record>(file);
  const negative = new Map<string, number>();
  for (const { sentences } of records) {
    const named = new Set(
      sentences.flatMap(({ features }) =>
        features.filter(({ strength }) => strength < 0).map(({ feature }) => feature.trim().toLowerCase()),
      ),
    );
    for (const feature of named) negative.set(feature, (negative.get(feature) ?? 0) + 1);
  }
  return {
    name: file.replace(/^.*\/|\.jsonl\.gz$/g, ''),
    reviews: records.map(({ title, sentences }) => ({
      text: [title, ...sentences.map(({ text }) => text)].filter((text) => text !== '').join('\n'),
      rating: null,
      language: 'en',
    })),
    negative,
  };
}

const stems = (term: string) =>
  term
    .toLowerCase()
    .split(/[\s-]+/)
    .map(stemOf)
    .join(' ');

/** Features that this many reviews name are worth finding. */
const NAMED_BY = 3;

/**
 * How many of the worthwhile features stand in `terms`, of how many; and how many of the first ten are labelled
 * negative.
 */
export function scoreTerms({ negative }: HuLiuProduct, terms: readonly string[]) {
  const labelled = new Set([...negative.keys()].map(stems));
  const said = new Set(terms.map(stems));
  const worthwhile = new Set(
    [...negative].filter(([, reviews]) => reviews >= NAMED_BY).map(([feature]) => stems(feature)),
  );
  return {
    found: [...worthwhile].filter((feature) => said.has(feature)).length,
    of: worthwhile.size,
    topTen: terms.slice(0, 10).filter((term) => labelled.has(stems(term))).length,
  };
}
