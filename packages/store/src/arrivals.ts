import { FAR_AHEAD, type Table } from './table.ts';

/** What has arrived and waits to be part of a build. */
export function openArrivals(table: Table) {
  const count = (queue: 'analyze' | 'mentions' | 'answers', limit: number) =>
    table.countWaiting(queue, { now: FAR_AHEAD, limit });

  return {
    /** Survey responses and reviews whose words no build has seen, counted up to `limit`. */
    async texts(limit: number): Promise<number> {
      const analysed = await count('mentions', limit);
      return Math.min(limit, analysed + (analysed < limit ? await count('analyze', limit) : 0));
    },
    /** Survey responses whose answers no build has seen, counted up to `limit`. */
    responses: (limit: number): Promise<number> => count('answers', limit),
  };
}
