import { readFileSync } from 'node:fs';
import { contentId } from '@soundings/contracts/ids';
import { buildPainReport } from '@soundings/pains/build-pain-report';
import { readCsv, readJsonl } from './data-set.ts';
import { openReviewLake, type RawReview, WINDOW } from './review-lake.ts';

export type TermSet = { name: string; language: 'zh' | 'en'; file: string; where?: Record<string, string> };

export type TermSets = { blind: TermSet[]; tuned: TermSet[] };

export const termSets = (): TermSets =>
  JSON.parse(readFileSync(new URL('./blind-sets.json', import.meta.url), 'utf8')) as TermSets;

/**
 * The twenty leading pain terms that the product reports of a set; labels stay unused, stars are given where the set
 * has them.
 */
export async function leadingTermsOf(set: TermSet): Promise<string[]> {
  const lake = await openReviewLake();
  const id = contentId('product', set.name);
  try {
    await lake.read(id, readReviews(set), 'mentions.parquet');
    const report = await buildPainReport({
      engine: lake.engine,
      mentions: ['mentions.parquet'],
      themeMentionsKey: 'theme_mentions.parquet',
      products: [{ id, name: set.name, role: 'ours', createdAt: WINDOW.from }],
      edits: [],
      window: WINDOW,
      previous: null,
    });
    return report.products[0]?.terms.map(({ term }) => term) ?? [];
  } finally {
    await lake.close();
  }
}

/** The texts of a set. */
export function readReviews({ file, language, where = {} }: TermSet): RawReview[] {
  if (file.includes('.jsonl')) {
    return readJsonl<{ text: string }>(file).map(({ text }) => ({ text, rating: null, language }));
  }
  return readCsv(file)
    .filter((row) => Object.entries(where).every(([column, value]) => row[column] === value))
    .map((row) => ({
      text: row.review ?? row['Review Text'] ?? row.text ?? '',
      rating: row.Rating === undefined ? null : Number(row.Rating),
      language,
    }))
    .filter(({ text }) => text.trim() !== '');
}
