import { gunzipSync } from 'node:zlib';
import {
  type ComprehendClient,
  DescribeSentimentDetectionJobCommand,
  type LanguageCode,
  StartSentimentDetectionJobCommand,
} from '@aws-sdk/client-comprehend';
import { bytesOf, MOST_BYTES, type Sentiment } from './comprehend-batches.ts';

/**
 * A backlog (10,000 texts or more: the batches would take a quarter of an hour) as an asynchronous job takes it: one text a line, and `ids[line]` saying whose it is. Line separators
 * inside a text become spaces (LF, CR and CRLF end a line; the Unicode ones would not, and go as well); a text over
 * 5 KB is left to the batches and named in `left`.
 */
export function backlogInput(texts: readonly { id: string; safe: string }[]): {
  body: string;
  ids: string[];
  left: string[];
} {
  const lines: string[] = [];
  const ids: string[] = [];
  const left: string[] = [];
  for (const { id, safe } of texts) {
    const line = safe.replace(/[\r\n\u2028\u2029\u0085\v\f]+/g, ' ').trim();
    if (line === '' || bytesOf(line) > MOST_BYTES) {
      left.push(id);
    } else {
      lines.push(line);
      ids.push(id);
    }
  }
  return { body: lines.join('\n'), ids, left };
}

export type BacklogJob = { input: string; output: string; role: string; language: LanguageCode; token: string };

/**
 * Starts the sentiment of a backlog whose input stands at `input` (an s3:// address); answers the job's id. The same
 * `token` starts the same job once, however often it is tried.
 */
export async function startBacklog(client: ComprehendClient, job: BacklogJob): Promise<string> {
  const { JobId } = await client.send(
    new StartSentimentDetectionJobCommand({
      InputDataConfig: { S3Uri: job.input, InputFormat: 'ONE_DOC_PER_LINE' },
      OutputDataConfig: { S3Uri: job.output },
      DataAccessRoleArn: job.role,
      LanguageCode: job.language,
      ClientRequestToken: job.token,
    }),
  );
  if (JobId === undefined) throw new Error('Comprehend started a job without an id');
  return JobId;
}

export type BacklogState =
  | { state: 'running' }
  | { state: 'done'; output: string }
  | { state: 'failed'; reason: string };

/** How a job stands; done, it names the address of its `output.tar.gz`. */
export async function backlogState(client: ComprehendClient, jobId: string): Promise<BacklogState> {
  const { SentimentDetectionJobProperties: job } = await client.send(
    new DescribeSentimentDetectionJobCommand({ JobId: jobId }),
  );
  const status = job?.JobStatus;
  if (status === 'COMPLETED') return { state: 'done', output: job?.OutputDataConfig?.S3Uri ?? '' };
  if (status === 'FAILED' || status === 'STOPPED') return { state: 'failed', reason: job?.Message ?? status };
  return { state: 'running' };
}

/** Sentiment by id from a job's `output.tar.gz`: JSON lines with the number of the input's line, in any order. */
export function backlogOutput(archive: Uint8Array, ids: readonly string[]): Map<string, Sentiment> {
  const sentiments = new Map<string, Sentiment>();
  for (const line of filesOf(gunzipSync(archive)).flatMap((file) => file.toString('utf8').split('\n'))) {
    if (line === '') continue;
    const { Line, Sentiment: sentiment, SentimentScore: scores } = JSON.parse(line);
    const id = ids[Line];
    if (id !== undefined && scores !== undefined) sentiments.set(id, { sentiment, scores });
  }
  return sentiments;
}

const BLOCK = 512;

/** The contents of a tar archive's regular files (POSIX.1-2001, ustar: a header block, then whole blocks of data). */
function filesOf(tar: Buffer): Buffer[] {
  const files: Buffer[] = [];
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK);
    if (header[0] === 0) break;
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0;
    const type = header.toString('latin1', 156, 157);
    if (type === '0' || type === '\0') files.push(tar.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
