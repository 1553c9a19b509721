import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';

for (const name of ['TABLE_NAME', 'BUCKET_NAME', 'IMPORT_FUNCTION', 'BUILD_FUNCTION']) vi.stubEnv(name, name);
const table = openSqliteTable(':memory:');
const bucket = {
  ...(await openFolderBucket(await mkdtemp(join(tmpdir(), 'api-')))),
  uploadUrl: async (key: string) => `https://bucket.example/${key}`,
};
vi.mock('@soundings/store/cloud', () => ({ openCloud: () => ({ table, bucket }) }));
const { handler } = await import('./handler.ts');

const lambda = mockClient(LambdaClient);
beforeEach(() => {
  lambda.reset();
  lambda.on(InvokeCommand).resolves({});
});

type Event = Parameters<typeof handler>[0];
type Answer = { statusCode: number; body: string; headers: Record<string, string> };

async function request(method: string, url: string, { body = '', headers = {} } = {}): Promise<Answer> {
  const { key } = (await handler({ operator: 'key' }, {} as never)) as { key: string };
  const [rawPath = '', rawQueryString = ''] = url.split('?');
  const event = {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: { authorization: `Bearer ${key}`, ...headers },
    body,
    isBase64Encoded: false,
    requestContext: { requestId: 'r1', domainName: 'soundings.example', http: { method, sourceIp: '192.0.2.1' } },
  };
  return (await handler(event as unknown as Event, {} as never)) as Answer;
}

const csv = { 'content-type': 'text/csv' };

test('links lead to where the visitor asked, before and behind CloudFront', async () => {
  const body = JSON.stringify({ name: 'Watch', role: 'ours' });
  const json = { 'content-type': 'application/json' };
  const productId = JSON.parse((await request('POST', '/v1/products', { body, headers: json })).body).id;
  const survey = JSON.stringify({ template: 'product-feedback', productId });
  const urlOf = async (headers: object) =>
    JSON.parse((await request('POST', '/v1/surveys', { body: survey, headers: { ...json, ...headers } })).body).url;
  expect(await urlOf({})).toMatch(/^https:\/\/soundings\.example\/s\//);
  expect(await urlOf({ 'x-forwarded-host': 'surveys.example' })).toMatch(/^https:\/\/surveys\.example\/s\//);
});

test('a hosted survey is shown to whom it is open', async () => {
  const json = { 'content-type': 'application/json' };
  const product = await request('POST', '/v1/products', { body: '{"name":"Watch","role":"ours"}', headers: json });
  const body = JSON.stringify({ template: 'product-feedback', productId: JSON.parse(product.body).id });
  const { id } = JSON.parse((await request('POST', '/v1/surveys', { body, headers: json })).body);
  expect(await request('GET', `/s/${id}`)).toMatchObject({ statusCode: 404 });
  expect(await request('POST', `/v1/surveys/${id}/publish`)).toMatchObject({ statusCode: 200 });
  const page = await request('GET', `/s/${id}`, { headers: { authorization: '' } });
  expect(page).toMatchObject({ statusCode: 200, headers: { 'content-type': expect.stringContaining('text/html') } });
  expect(page.body).toContain('<form');
});

test('a request that API Gateway hands over is answered', async () => {
  expect(await request('GET', '/healthz')).toMatchObject({ statusCode: 200, body: '{"status":"ok"}' });
  expect(await request('GET', '/v1/products', { headers: { authorization: '' } })).toMatchObject({ statusCode: 401 });
  expect(await request('GET', '/v1/products')).toMatchObject({ statusCode: 200 });
});

test('an import that was sent wakes whoever works on it before the answer is given', async () => {
  const body = 'customer_id,date,amount\nc1,2026-01-02,9.50\n';
  expect(await request('POST', '/v1/imports?kind=purchases', { body, headers: csv })).toMatchObject({
    statusCode: 202,
  });
  expect(lambda.commandCalls(InvokeCommand)[0]?.args[0].input).toEqual({
    FunctionName: 'IMPORT_FUNCTION',
    InvocationType: 'Event',
  });
});

test('a lost wake-up costs no answer', async () => {
  lambda.on(InvokeCommand).rejects(new Error('throttled'));
  const asked = await request('POST', '/v1/insights/builds', {
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  expect(asked.statusCode).toBe(202);
});

test('an announced import names an address in the bucket', async () => {
  const { statusCode, body } = await request('POST', '/v1/imports?kind=purchases');
  expect(statusCode).toBe(202);
  expect(JSON.parse(body).uploadUrl).toMatch(/^https:\/\/bucket\.example\/uploads\/imp_/);
});

test('a file that API Gateway has spoiled is refused with the way around', async () => {
  const answer = await request('POST', '/v1/imports?kind=reviews', { body: '\uFFFD\uFFFD,\uFFFD', headers: csv });
  expect(answer.statusCode).toBe(415);
  expect(JSON.parse(answer.body).detail).toContain('uploadUrl');
});

test('an operator gets a sign-in token that is good once', async () => {
  const { token } = (await handler({ operator: 'sign-in' }, {} as never)) as { token: string };
  expect(await request('GET', `/sign-in?token=${token}`)).toMatchObject({ statusCode: 302 });
  expect(await request('GET', `/sign-in?token=${token}`)).toMatchObject({ statusCode: 403 });
});

test('an internal error is logged by its kind and its route, without ids or words', async () => {
  await request('GET', '/healthz');
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const { get } = table;
  vi.spyOn(table, 'get').mockImplementation(async (key) => {
    if (key.pk === 'secrets') return get(key);
    throw new TypeError('cannot read “the strap broke”');
  });
  const { statusCode, body } = await request('GET', '/v1/surveys/srv_00000000000000000000000000');
  const [line = '{}', ...more] = written.mock.calls.map(([text]) => String(text));
  vi.restoreAllMocks();
  expect(statusCode).toBe(500);
  expect(more).toEqual([]);
  expect(JSON.parse(line)).toMatchObject({
    service: 'api',
    error: 'TypeError',
    requestId: 'r1',
    route: expect.stringMatching(/^.v1.surveys.:/),
  });
  expect(line + body).not.toMatch(/strap|srv_/);
});
