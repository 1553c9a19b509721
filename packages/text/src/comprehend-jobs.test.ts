import { gzipSync } from 'node:zlib';
import {
  ComprehendClient,
  DescribeSentimentDetectionJobCommand,
  StartSentimentDetectionJobCommand,
} from '@aws-sdk/client-comprehend';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { backlogInput, backlogOutput, backlogState, startBacklog } from './comprehend-jobs.ts';

const client = new ComprehendClient({ region: 'us-east-1' });
const comprehend = mockClient(client);
beforeEach(() => comprehend.reset());

function tar(content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write('output');
  header.write(Buffer.byteLength(content).toString(8).padStart(11, '0'), 124);
  header.write('0', 156);
  const data = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  data.write(content);
  return Buffer.concat([header, data, Buffer.alloc(1024)]);
}

describe('a backlog', () => {
  it('has one text a line, without line separators inside, and leaves long ones out', () => {
    const { body, ids, left } = backlogInput([
      { id: 'a', safe: 'two\r\nlines\u2028here' },
      { id: 'b', safe: '好'.repeat(2000) },
      { id: 'c', safe: '很好' },
    ]);
    expect(body).toBe('two lines here\n很好');
    expect(ids).toEqual(['a', 'c']);
    expect(left).toEqual(['b']);
  });

  it('comes back by line number, whatever the order', () => {
    const scores = { Positive: 0.1, Negative: 0.8, Neutral: 0.05, Mixed: 0.05 };
    const lines = [
      { File: 'in', Line: 1, Sentiment: 'NEGATIVE', SentimentScore: scores },
      { File: 'in', Line: 0, Sentiment: 'NEGATIVE', SentimentScore: scores },
      { File: 'in', Line: 2, ErrorCode: 'INTERNAL', ErrorMessage: 'no' },
    ];
    const archive = gzipSync(tar(lines.map((line) => JSON.stringify(line)).join('\n')));
    expect([...backlogOutput(archive, ['a', 'b', 'c']).keys()]).toEqual(['b', 'a']);
  });

  it('is started once per token, and says where its output is', async () => {
    comprehend.on(StartSentimentDetectionJobCommand).resolves({ JobId: 'job-1' });
    comprehend
      .on(DescribeSentimentDetectionJobCommand)
      .resolvesOnce({ SentimentDetectionJobProperties: { JobStatus: 'IN_PROGRESS' } })
      .resolvesOnce({
        SentimentDetectionJobProperties: {
          JobStatus: 'COMPLETED',
          OutputDataConfig: { S3Uri: 's3://b/o/output.tar.gz' },
        },
      })
      .resolves({ SentimentDetectionJobProperties: { JobStatus: 'FAILED', Message: 'no access' } });
    const job = { input: 's3://b/i', output: 's3://b/o', role: 'arn', language: 'zh', token: 't' } as const;
    expect(await startBacklog(client, job)).toBe('job-1');
    expect(await backlogState(client, 'job-1')).toEqual({ state: 'running' });
    expect(await backlogState(client, 'job-1')).toEqual({ state: 'done', output: 's3://b/o/output.tar.gz' });
    expect(await backlogState(client, 'job-1')).toEqual({ state: 'failed', reason: 'no access' });
  });
});
