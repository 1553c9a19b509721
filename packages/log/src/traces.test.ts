import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { DynamoDBClient, GetItemCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';

// What listens where Lambda's own daemon would.
const daemon = createSocket('udp4').bind(0, '127.0.0.1');
await once(daemon, 'listening');
afterAll(() => daemon.close());
let heard = '';
daemon.on('message', (packet) => {
  heard += packet;
});
beforeEach(() => {
  heard = '';
});

vi.stubEnv('POWERTOOLS_TRACE_ENABLED', 'true');
vi.stubEnv('LAMBDA_TASK_ROOT', '/var/task');
vi.stubEnv('AWS_EXECUTION_ENV', 'AWS_Lambda_nodejs22.x');
vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1');
vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${daemon.address().port}`);
vi.spyOn(process.stderr, 'write').mockReturnValue(true);
const { tracedCalls } = await import('./traces.ts');
const { logged } = await import('./logged-handler.ts');

const WORDS = 'the strap broke';

/** A client that no network stands behind. */
function client(answer: () => Promise<never>): DynamoDBClient {
  const opened = new DynamoDBClient({ region: 'eu-central-1', maxAttempts: 1 });
  opened.middlewareStack.add(() => answer, { step: 'initialize', priority: 'low' });
  return tracedCalls(opened);
}

const asked = new GetItemCommand({ TableName: 'items', Key: { pk: { S: WORDS }, sk: { S: WORDS } } });

/** The parts of a trace that were sent, each after its header. */
async function told(parts: number) {
  const read = () =>
    heard
      .split('{"format":"json","version":1}\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text));
  await vi.waitFor(() => expect(read()).toHaveLength(parts));
  return read();
}

test('a call and what it asks of AWS are told by their names, their times and the trace that Lambda began', async () => {
  const dynamodb = client(async () => ({ output: { $metadata: {}, Item: { text: { S: WORDS } } } }) as never);
  const handler = logged('analyze', async () => {
    await dynamodb.send(asked);
    return WORDS;
  });
  for (const isCold of [true, false]) {
    heard = '';
    expect(await handler({ text: WORDS }, {})).toBe(WORDS);
    const [call, whole] = await told(2);
    expect(whole).toMatchObject({
      name: '## analyze',
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      parent_id: '53995c3f42cd8ad8',
      annotations: { Service: 'analyze', ColdStart: isCold },
    });
    expect(whole.end_time).toBeGreaterThanOrEqual(whole.start_time);
    expect(call).toMatchObject({ name: 'DynamoDB', namespace: 'aws', aws: { operation: 'GetItem' } });
    expect(call.parent_id).toBe(whole.id);
    expect(heard).not.toContain('strap');
    expect(JSON.stringify([call, whole])).not.toMatch(/metadata|exception/);
  }
});

test('of what failed its kind is told, and nobody’s words', async () => {
  const dynamodb = client(async () => {
    throw new ResourceNotFoundException({ message: WORDS, $metadata: {} });
  });
  await expect(logged('api', () => dynamodb.send(asked))({ text: WORDS }, {})).rejects.toThrow();
  const [call, whole] = await told(2);
  const failed = { fault: true, annotations: { error: 'ResourceNotFoundException' } };
  expect(call).toMatchObject(failed);
  expect(whole).toMatchObject(failed);
  expect(heard).not.toContain('strap');
});
