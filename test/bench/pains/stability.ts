import { contentId } from '@soundings/contracts/ids';
import type { PainReport } from '@soundings/contracts/pain-point';
import { buildPainReport } from '@soundings/pains/build-pain-report';
import { seededRandom } from '@soundings/statistics/random';
import { openReviewLake, type RawReview, WINDOW } from './review-lake.ts';

/** Words for words: a rewording that no word list of the taxonomy is made for. */
const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/好吃/g, '美味'],
  [/太慢/g, '慢得离谱'],
  [/非常/g, '特别'],
  [/送餐/g, '外送'],
  [/感觉/g, '觉得'],
  [/不错/g, '挺好'],
  [/\bflight\b/gi, 'plane ride'],
  [/\bhours\b/gi, 'hrs'],
  [/\bservice\b/gi, 'support'],
  [/\bterrible\b/gi, 'dreadful'],
  [/\bgreat\b/gi, 'excellent'],
  [/\bwaiting\b/gi, 'standing by'],
];

/** The share of pain ids that survive when a tenth of the texts is replaced (half) or reworded (half). */
export async function survival(reviews: readonly RawReview[], count: number): Promise<number> {
  const random = seededRandom(11);
  const shuffled = reviews
    .map((review) => ({ review, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ review }) => review);
  const first = shuffled.slice(0, count);
  const spare = shuffled.slice(count);
  const second = first.map((review, i): RawReview => {
    if (i % 20 === 0) return spare[i / 20] ?? review;
    return i % 20 === 10 ? { ...review, text: reworded(review.text) } : review;
  });
  const before = await reportOf(first, null);
  const after = await reportOf(second, before);
  const ids = (report: PainReport) => report.products.flatMap(({ pains }) => pains.map(({ id }) => id));
  const surviving = new Set(ids(after));
  const old = ids(before);
  return old.filter((id) => surviving.has(id)).length / old.length;
}

async function reportOf(reviews: readonly RawReview[], previous: PainReport | null): Promise<PainReport> {
  const lake = await openReviewLake();
  const id = contentId('product', 'stability');
  try {
    await lake.read(id, reviews, 'mentions.parquet');
    return await buildPainReport({
      engine: lake.engine,
      mentions: ['mentions.parquet'],
      themeMentionsKey: 'theme_mentions.parquet',
      products: [{ id, name: 'stability', role: 'ours', createdAt: WINDOW.from }],
      edits: [],
      window: WINDOW,
      previous,
    });
  } finally {
    await lake.close();
  }
}

/** Synonyms, and the clauses in the other order. */
function reworded(text: string): string {
  const parts = text.split(/(?<=[，。,.!！?？])\s*/u).filter((part) => part !== '');
  return SYNONYMS.reduce((said, [pattern, word]) => said.replace(pattern, word), parts.toReversed().join(' '));
}
