import type { AnalysisState, NewReanalysis, Reanalysis } from '@soundings/contracts/analysis';
import { queuedReanalysis } from '@soundings/store/queued-reanalysis';
import type { Store } from '@soundings/store/store';
import type { Api } from './api.ts';

const MOST_COUNTED = 10_000;
const MOST_REASONS = 1000;
const MONTHS = 12;

/** How the analysis of texts stands, what it learnt and what it cost. */
export async function analysisState(store: Store): Promise<AnalysisState> {
  const [counts, failed, reanalyses, models, spending] = await Promise.all([
    store.feedback.counts(MOST_COUNTED),
    store.feedback.failed(MOST_REASONS),
    store.reanalyses.list({ limit: 1 }),
    store.learntModels.current(),
    store.spending.list(MONTHS),
  ]);
  const reasons = new Map<string, number>();
  for (const { feedback } of failed) {
    const reason = feedback.failure ?? '';
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const failures = [...reasons].map(([reason, texts]) => ({ reason, texts })).sort((a, b) => b.texts - a.texts);
  return { ...counts, failures, reanalysis: reanalyses.items[0] ?? null, models, spending };
}

/** Has texts analysed again; `key` makes a repeated request the same one. */
export async function startReanalysis({ store, wake }: Api, options: NewReanalysis, key?: string): Promise<Reanalysis> {
  const id = await store.idempotency.id('reanalysis', key);
  const { job } = await store.reanalyses.create(queuedReanalysis({ id, options }));
  wake('analyze');
  return job;
}
