import type { PainReport } from '@soundings/contracts/pain-point';
import type { Product } from '@soundings/contracts/product';
import { headlineOf } from './headline.ts';

/** What a report says of itself before anything was counted. */
type Skeleton = Pick<PainReport, 'builtAt' | 'window' | 'taxonomyVersion' | 'themes' | 'emergent'>;

/** Nothing was said yet, and the report says so. */
export function emptyReport(skeleton: Skeleton, products: readonly Product[]): PainReport {
  const nothing = { people: 0, feedback: 0, mentions: 0, painFeedback: 0, unthemed: 0, unlisted: 0, lost: null };
  const report = {
    ...skeleton,
    counts: {
      mentions: 0,
      inWindow: 0,
      before: 0,
      after: 0,
      redated: 0,
      otherProducts: 0,
      languages: [],
      analyzers: [],
    },
    products: products.map(({ id, name, role }) => ({
      productId: id,
      name,
      role,
      domains: [],
      ...nothing,
      terms: [],
      pains: [],
      gone: [],
    })),
    alarms: [],
    raised: [],
    gaps: [],
    swot: [],
    comparisons: [],
  };
  return { ...report, headline: headlineOf(report) };
}
