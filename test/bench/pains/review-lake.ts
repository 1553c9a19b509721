import { contentId } from '@soundings/contracts/ids';
import type { Mention } from '@soundings/contracts/mention';
import { type FixtureLake, openFixtureLake } from '@soundings/pains/lake-fixture';
import { openLocalAnalyzer } from '@soundings/text/local-analyzer';

/** A text as a data set has it. */
export type RawReview = { text: string; rating: number | null; language: 'zh' | 'en' };

export type ReviewLake = FixtureLake & {
  read(productId: string, reviews: readonly RawReview[], key: string): Promise<void>;
};

/** A lake that takes texts of data sets: analysed as the product does, each by an author of its own. */
export async function openReviewLake(): Promise<ReviewLake> {
  const lake = await openFixtureLake();
  const analyzer = await openLocalAnalyzer();
  return {
    ...lake,
    async read(productId, reviews, key) {
      const analysed = await analyzer.analyze(
        reviews.map(({ text, language, rating }, i) => ({ id: String(i), text, language, rating, nps: null })),
      );
      const mentions = analysed.flatMap((result, i): Mention[] => {
        if (result.outcome !== 'analysed') throw new Error(`Text not analysed: ${result.reason}`);
        const { mentions: clauses, ...rest } = result.analysis;
        const feedbackId = contentId('feedback', productId, reviews[i]?.text ?? '', String(i));
        return clauses.map((clause, j) => ({
          ...clause,
          ...rest,
          id: contentId('mention', feedbackId, String(j)),
          feedbackId,
          productId,
          role: 'ours',
          kind: 'review',
          sourceId: 'bench',
          occurredAt: '2026-03-10T12:00:00.000Z',
          receivedAt: '2026-03-20T12:00:00.000Z',
          rating: reviews[i]?.rating ?? null,
          nps: null,
          customerId: null,
          author: null,
          channel: null,
          productVersion: null,
          consent: true,
        }));
      });
      await lake.write(key, mentions);
    },
  };
}

export const WINDOW = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
