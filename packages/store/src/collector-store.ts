import type { Bucket } from './bucket.ts';
import { openFeedback } from './feedback.ts';
import { openHostManners } from './host-manners.ts';
import { openScrapeRuns } from './scrape-runs.ts';
import { openSecrets } from './secrets.ts';
import { openSources } from './sources.ts';
import type { Table } from './table.ts';
import { openWebhooks } from './webhooks.ts';

/** The part of the store that collecting reviews needs: a function that starts every minute loads no more. */
export function openCollectorStore(table: Table, bucket: Bucket) {
  return {
    bucket,
    sources: openSources(table),
    runs: openScrapeRuns(table),
    hosts: openHostManners(table),
    feedback: openFeedback(table),
    webhooks: openWebhooks(table),
    secrets: openSecrets(table),
  };
}

export type CollectorStore = ReturnType<typeof openCollectorStore>;
