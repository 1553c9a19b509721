import { tracedCalls } from '@soundings/log/traces';
import { patience } from '@soundings/store/aws-patience';
import type { Store } from '@soundings/store/store';
import type { TextAnalyzer } from '@soundings/text/analyzer';
import { currentAnalyzer } from './current-analyzer.ts';
import { unitBudget } from './unit-budget.ts';

type Settings = { analyzer: 'comprehend' | 'local'; monthlyUnits: number; comprehendRole: string | undefined };

/** The analyzer that the deployment chose, and what goes with it before and after its work. */
export type ConfiguredAnalyzer = Pick<TextAnalyzer, 'analyze'> & {
  /** Looks after what is too much for batches. */
  runBacklog(): Promise<void>;
  /** Gives back what was set aside and not spent. */
  settle(): Promise<void>;
};

/** Comprehend within its budget, the local analyzer behind it; or the local one alone. Loaded when first needed. */
export function configuredAnalyzer(
  store: Store,
  { analyzer, monthlyUnits, comprehendRole, bucketName }: Settings & { bucketName: string },
): ConfiguredAnalyzer {
  const local = currentAnalyzer(store);
  if (analyzer === 'local') return { ...local, runBacklog: async () => {}, settle: async () => {} };
  const budget = unitBudget(store.spending, monthlyUnits);
  const client = once(async () => {
    const { ComprehendClient } = await import('@aws-sdk/client-comprehend');
    return tracedCalls(new ComprehendClient(patience('comprehend')));
  });
  const opened = once(async () => {
    const { comprehendAnalyzer } = await import('@soundings/text/comprehend-analyzer');
    return comprehendAnalyzer({ client: await client(), fallback: local, budget });
  });
  return {
    analyze: async (texts) => (await opened()).analyze(texts),
    async runBacklog() {
      if (comprehendRole === undefined) return;
      const { runBacklog } = await import('./run-backlog.ts');
      await runBacklog({ store, client: await client(), local, budget, bucketName, role: comprehendRole });
    },
    settle: budget.settle,
  };
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}
