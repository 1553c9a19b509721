import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  BatchDetectKeyPhrasesCommand,
  BatchDetectSentimentCommand,
  BatchDetectTargetedSentimentCommand,
  ComprehendClient,
  DescribeSentimentDetectionJobCommand,
  StartSentimentDetectionJobCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-comprehend';
import type { Feedback } from '@soundings/contracts/feedback';
import { contentId, newId } from '@soundings/contracts/ids';
import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore, type Store } from '@soundings/store/store';
import { comprehendAnalyzer } from '@soundings/text/comprehend-analyzer';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { currentAnalyzer } from './current-analyzer.ts';
import { runAnalysis } from './run-analysis.ts';
import { type Backlog, runBacklog } from './run-backlog.ts';
import { unitBudget } from './unit-budget.ts';

const client = new ComprehendClient({ region: 'us-east-1' });
const comprehend = mockClient(client);
const productId = newId('product');
let store: Store;

type Text = { TextList?: string[] | undefined };
const scores = (text: string) => {
  const isBad = /bad|差/.test(text);
  return {
    Sentiment: isBad ? ('NEGATIVE' as const) : ('POSITIVE' as const),
    SentimentScore: { Positive: isBad ? 0.05 : 0.9, Negative: isBad ? 0.9 : 0.05, Neutral: 0.03, Mixed: 0.02 },
  };
};
const sentiment = ({ TextList = [] }: Text) => ({
  ResultList: TextList.map((text, Index) => ({ Index, ...scores(text) })),
  ErrorList: [],
});

beforeEach(async () => {
  store = openStore(openSqliteTable(':memory:'), await openFolderBucket(await mkdtemp(join(tmpdir(), 'comprehend-'))));
  comprehend.reset();
  comprehend.on(BatchDetectSentimentCommand).callsFake(sentiment);
  comprehend.on(BatchDetectKeyPhrasesCommand).callsFake(({ TextList = [] }: Text) => ({
    ResultList: TextList.map((_, Index) => ({ Index, KeyPhrases: [] })),
    ErrorList: [],
  }));
  comprehend.on(BatchDetectTargetedSentimentCommand).callsFake(({ TextList = [] }: Text) => ({
    ResultList: TextList.map((_, Index) => ({ Index, Entities: [] })),
    ErrorList: [],
  }));
});
afterEach(() => vi.useRealTimers());

const review = (text: string): Feedback =>
  pendingReview({
    id: contentId('feedback', text),
    productId,
    text,
  });
const write = (count: number, text = 'The screen is good, number') =>
  store.feedback.add(Array.from({ length: count }, (_, i) => review(`${text} ${i}`)));

async function all(): Promise<Feedback[]> {
  const items: Feedback[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.feedback.list(productId, { limit: 200, after });
    items.push(...page.items);
    if (!page.cursor) return items;
    after = page.cursor;
  }
}

const analyzer = () => comprehendAnalyzer({ client, fallback: currentAnalyzer(store) });
const run = () => runAnalysis({ store, analyzer: analyzer() });

/** Runs until nothing waits, each time a day later: when every retry is due. */
async function runForDays(days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
    await run();
  }
}

test('throttled for days, timed out and answered in part: every text is stored once, none is given up', async () => {
  await write(120);
  let calls = 0;
  comprehend.on(BatchDetectSentimentCommand).callsFake((input: Text) => {
    calls++;
    const $metadata = {};
    if (calls <= 60) throw new TooManyRequestsException({ message: 'slow down', $metadata });
    if (calls === 61) throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
    const { ResultList } = sentiment(input);
    // Of each batch one text meets a fault inside, and one is not answered at all.
    if (calls > 70) return { ResultList, ErrorList: [] };
    const ErrorList = [{ Index: 1, ErrorCode: 'INTERNAL_SERVER_ERROR', ErrorMessage: 'try again' }];
    return { ResultList: ResultList.filter(({ Index }) => Index > 1), ErrorList };
  });
  await runForDays(24);
  const texts = await all();
  expect(texts).toHaveLength(120);
  for (const { status, analysis } of texts) {
    expect(status).toBe('analysed');
    expect(analysis?.analyzer).toBe('comprehend');
    expect(analysis?.mentions).toHaveLength(1);
  }
});

test('a text that Comprehend refuses is given up with its reason, beside others that are read', async () => {
  await write(30);
  comprehend.on(BatchDetectSentimentCommand).callsFake((input: Text) => ({
    ResultList: sentiment(input).ResultList.slice(1),
    ErrorList: [{ Index: 0, ErrorCode: 'INVALID_REQUEST', ErrorMessage: 'no' }],
  }));
  await run();
  const failed = (await all()).filter(({ status }) => status === 'failed');
  expect(failed).toHaveLength(2);
  expect(failed[0]?.failure).toContain('INVALID_REQUEST');
});

test('two that work on the same texts store each once', async () => {
  await write(60);
  const stored = await Promise.all([run(), run()]);
  expect(stored[0] + stored[1]).toBe(60);
});

test('past the month’s units the local analyzer reads; what was not spent is given back', async () => {
  await write(60);
  const budget = unitBudget(store.spending, 150);
  const analyzer = comprehendAnalyzer({ client, fallback: currentAnalyzer(store), budget });
  await runAnalysis({ store, analyzer });
  await budget.settle();
  const analyzers = (await all()).map(({ analysis }) => analysis?.analyzer);
  // Two operations of three units each a text.
  expect(analyzers.filter((name) => name === 'comprehend')).toHaveLength(25);
  expect(analyzers.filter((name) => name === 'local')).toHaveLength(35);
  expect(await store.spending.list(1)).toMatchObject([{ units: 150, budget: 150 }]);

  const next = unitBudget(store.spending, 100_000);
  await next.reserve(7);
  await next.settle();
  expect(await store.spending.list(1)).toMatchObject([{ units: 157 }]);
});

function tar(content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write('output');
  header.write(Buffer.byteLength(content).toString(8).padStart(11, '0'), 124);
  header.write('0', 156);
  const data = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  data.write(content);
  return Buffer.concat([header, data, Buffer.alloc(1024)]);
}

test('a backlog goes by jobs: started once each, stored once each, a closer look for what complains of several things', async () => {
  await write(10_600, 'The screen is good. It is number');
  await store.feedback.add([review('The screen is bad, and the battery is bad as well')]);
  const settings: Backlog = {
    store,
    client,
    local: { analyze: async (texts) => (await currentAnalyzer(store)).analyze(texts) },
    budget: { reserve: async () => true },
    bucketName: 'bucket',
    role: 'arn:role',
  };
  const inputs = new Map<string, string>();
  comprehend.on(StartSentimentDetectionJobCommand).callsFake(({ ClientRequestToken, InputDataConfig }) => {
    inputs.set(ClientRequestToken, InputDataConfig.S3Uri.replace('s3://bucket/', ''));
    return { JobId: `job-${ClientRequestToken}` };
  });
  comprehend.on(DescribeSentimentDetectionJobCommand).callsFake(async ({ JobId }) => {
    const token = JobId.replace('job-', '');
    const lines = String(await store.bucket.get(inputs.get(token) ?? '')).split('\n');
    const output = lines.map((text, Line) => {
      const { Sentiment, SentimentScore } = scores(text);
      return JSON.stringify({ File: 'input.txt', Line, Sentiment, SentimentScore });
    });
    const key = `${store.comprehendJobs.outputPrefix(token)}output.tar.gz`;
    await store.bucket.put(key, gzipSync(tar(output.join('\n'))));
    return {
      SentimentDetectionJobProperties: { JobStatus: 'COMPLETED', OutputDataConfig: { S3Uri: `s3://bucket/${key}` } },
    };
  });

  // The first run dies before Comprehend's answer is written down: the same token starts the same job.
  await runBacklog({ ...settings, store: { ...store, comprehendJobs: { ...store.comprehendJobs } } });
  expect(await store.comprehendJobs.count(100)).toBe(1);
  const dying = { ...store.comprehendJobs, later: async () => Promise.reject(new Error('killed')) };
  await expect(runBacklog({ ...settings, store: { ...store, comprehendJobs: dying } })).rejects.toThrow('killed');
  await runBacklog(settings);
  expect(inputs.size).toBe(1);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 });
  await runBacklog(settings);
  expect(await store.comprehendJobs.count(100)).toBe(0);

  await run();
  const texts = await all();
  expect(texts.filter(({ status }) => status === 'analysed')).toHaveLength(10_601);
  const closer = texts.find(({ text }) => text.includes('battery'));
  expect(closer?.analysis?.mentions.length).toBeGreaterThan(1);
  for await (const key of store.bucket.list('comprehend/')) expect(key).toBe('nothing is left');
}, 60_000);
