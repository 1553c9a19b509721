import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentId } from '@soundings/contracts/ids';
import type { Mention } from '@soundings/contracts/mention';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';
import { mentionColumns, stagedTypes } from '@soundings/lake/table-columns';

/** A lake in a temporary folder for tests. */
export type FixtureLake = {
  engine: DuckDb;
  /** Writes mentions as Parquet to a key, as build-insights does. */
  write(key: string, mentions: readonly Mention[]): Promise<void>;
  close(): Promise<void>;
};

export async function openFixtureLake(): Promise<FixtureLake> {
  const folder = await mkdtemp(join(tmpdir(), 'pains-'));
  const engine = await openDuckDb({
    localPath: async (key) => join(folder, key),
    putFile: (key, path) => rename(path, join(folder, key)),
  });
  return {
    engine,
    async write(key, mentions) {
      const rows = mentions.map((mention) =>
        Object.keys(mentionColumns).map((column) => mention[camelCase(column) as keyof Mention] ?? null),
      );
      await engine.stage('fixture', stagedTypes(mentionColumns), [rows]);
      await engine.store(
        `SELECT * REPLACE (CAST(replace(replace(occurred_at, 'T', ' '), 'Z', '') AS TIMESTAMP) AS occurred_at,
           CAST(replace(replace(received_at, 'T', ' '), 'Z', '') AS TIMESTAMP) AS received_at) FROM fixture`,
        {},
        key,
      );
      await engine.drop('fixture');
    },
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const camelCase = (column: string) => column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A complaint of one clause by its own author, to be varied. */
export function mentionOf(number: number, part: Partial<Mention> & Pick<Mention, 'quote' | 'productId'>): Mention {
  const feedbackId = part.feedbackId ?? contentId('feedback', part.productId, String(number));
  return {
    id: contentId('mention', feedbackId, String(part.clause ?? 0)),
    feedbackId,
    role: 'ours',
    kind: 'review',
    sourceId: 'fixture',
    clause: 0,
    start: 0,
    end: part.quote.length,
    aspect: null,
    term: null,
    intent: 'complaint',
    polarity: 'negative',
    score: -0.8,
    confidence: 0.9,
    language: 'en',
    occurredAt: '2026-03-10T12:00:00.000Z',
    receivedAt: '2026-03-20T12:00:00.000Z',
    rating: null,
    nps: null,
    customerId: null,
    author: `author-${number}`,
    channel: null,
    productVersion: null,
    consent: true,
    signature: contentId('mention', part.quote).repeat(3),
    analyzer: 'local',
    model: 'test',
    ...part,
  };
}
