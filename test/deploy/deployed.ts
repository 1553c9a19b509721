import { request } from 'node:http';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

type Deployed = { Address: string; ApiFunction: string; TableName: string; BucketName: string; port: number };

/** What the deployment gave as the stack's outputs, and the port of the emulator. */
export const deployed: Deployed = JSON.parse(process.env.DEPLOYED ?? '{}');

/** What the tests read of the API's documents. */
export type Document = { id: string; status: string; text: string; url: string; uploadUrl: string; items: Document[] };

export type Answer = { status: number; text: string; json: Document };

const lambda = new LambdaClient({});

/** The key for scripts, which an operator gets by calling the function directly. */
export async function operatorsKey(): Promise<string> {
  const Payload = JSON.stringify({ operator: 'key' });
  const answer = await lambda.send(new InvokeCommand({ FunctionName: deployed.ApiFunction, Payload }));
  return JSON.parse(answer.Payload?.transformToString() ?? '{}').key;
}

/**
 * A request to the deployed HTTP API. The emulator knows it by the name of the host, which need not resolve to this
 * machine: so not `fetch`, which would look it up.
 */
export function ask(method: string, path: string, { body = '', headers = {} }: Sent = {}): Promise<Answer> {
  const { host } = new URL(deployed.Address);
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: deployed.port, method, path, headers: { ...headers, host } });
    sent.on('error', reject).on('response', async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      const isJson = answer.headers['content-type']?.includes('json');
      resolve({ status: answer.statusCode ?? 0, text, json: JSON.parse(isJson ? text : '{}') });
    });
    sent.end(body);
  });
}

type Sent = { body?: string; headers?: Record<string, string> };
