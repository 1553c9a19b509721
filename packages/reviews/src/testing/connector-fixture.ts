import type { Site } from './local-site.ts';
import type { SampleReview } from './sample-reviews.ts';

/** A site that a connector can be tried on: how the real one behaves, over reviews that a test chooses. */
export type ConnectorFixture = {
  connector: string;
  config: Record<string, unknown>;
  origins: readonly string[];
  /** `reviews` is asked at each request, newest first. */
  site: (reviews: () => readonly SampleReview[]) => Site;
  /** How many requests a pass over 230 reviews takes, and one over a source that has not changed. */
  requests: { full: number; unchanged: number };
  has: { rating: boolean; title: boolean };
};
