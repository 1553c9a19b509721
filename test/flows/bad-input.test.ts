import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';

let server: LocalServer;
let product: string;

beforeAll(async () => {
  server = await LocalServer.start();
  product = await server.createProduct('Kettle', 'ours');
});
afterAll(() => server.remove());

async function imported(query: string, file: string | Uint8Array<ArrayBuffer>, contentType?: string): Promise<any> {
  return server.finished(`/v1/imports/${await server.sendFile(query, file, contentType)}`);
}
const reviews = () => `kind=reviews&productId=${product}`;

test('a file that was cut off says where, and the whole one then adds only what is missing', async () => {
  const whole = 'id,review,rating\n1,fine,5\n2,"broke\ntwice",1\n3,slow delivery,2\n';
  const cut = await imported(reviews(), whole.slice(0, whole.indexOf('delivery') - 1));
  expect(cut).toMatchObject({ status: 'done', read: 3, accepted: 2, rejected: 1 });
  expect(cut.problems).toMatchObject([{ reason: 'cut_off', count: 1, lines: [5] }]);
  expect(await imported(reviews(), whole)).toMatchObject({ read: 3, accepted: 1, duplicates: 2 });
});

test('a file in GB18030 is read as what it says', async () => {
  // 评论,评分 / 物流很慢,2
  const file = Buffer.from('c6c0c2db2cc6c0b7d60aceefc1f7badcc2fd2c320a', 'hex');
  expect(await imported(reviews(), file)).toMatchObject({ status: 'done', accepted: 1, rejected: 0 });
});

test('missing columns are named, with those that the file has', async () => {
  const job = await imported(reviews(), 'a,b\n1,2\n');
  expect(job).toMatchObject({
    status: 'failed',
    failure: expect.stringMatching(/No column for text.*"a", "b".*mapping=/),
    message: { 'zh-CN': expect.stringMatching(/没有识别出 text.*“a”、“b”.*mapping=/) },
  });
  expect(await imported(`${reviews()}&mapping=${encodeURIComponent('{"text":"a"}')}`, 'a,b\n1,2\n')).toMatchObject({
    accepted: 1,
  });
});

test('what is no file of rows is refused with a reason', async () => {
  expect(await imported(reviews(), '[{"review":"fine"}]', 'application/x-ndjson')).toMatchObject({
    rejected: 1,
    problems: [{ reason: 'not_an_object' }],
  });
  expect(await imported(reviews(), Buffer.from('1f8b0800000000000003ffff', 'hex'))).toMatchObject({
    status: 'failed',
    failure: expect.stringContaining('damaged'),
  });
  expect(await imported(reviews(), ' ')).toMatchObject({ status: 'failed', failure: expect.stringContaining('empty') });
});

test.each([
  ['POST', '/v1/products', '{"name":"x"}', 400],
  ['POST', '/v1/products', '{"name":"x","role":"friend"}', 400],
  ['POST', '/v1/products', 'not json', 400],
  ['POST', '/v1/products', '[]', 400],
  ['POST', '/v1/imports?kind=rumours', 'a', 400],
  ['POST', '/v1/imports?kind=reviews', 'a', 400],
  ['POST', '/v1/imports?kind=reviews&productId=prd_00000000000000000000000000', 'a', 404],
  ['POST', '/v1/imports?kind=purchases&mapping={', 'a', 400],
  ['GET', '/v1/imports/imp_00000000000000000000000000', undefined, 404],
  ['GET', '/v1/imports/nonsense', undefined, 400],
  ['POST', '/v1/surveys', '{"template":"horoscope","productId":"prd_00000000000000000000000000"}', 400],
  ['POST', '/v1/surveys', '{"template":"nps","productId":"prd_00000000000000000000000000"}', 404],
  ['POST', '/v1/surveys/srv_00000000000000000000000000/publish', undefined, 404],
  ['GET', '/v1/personas/per_00000000000000000000000000', undefined, 404],
  ['GET', '/v1/insights/builds/bld_00000000000000000000000000', undefined, 404],
  ['GET', '/v1/nothing', undefined, 404],
])('%s %s %s is answered %i with a problem document', async (method, path, body, status) => {
  const init = { method, headers: { 'content-type': 'application/json' }, ...(body !== undefined && { body }) };
  const answer = await server.request(path, init);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
});

test('without a key nothing is told', async () => {
  for (const path of ['/v1/products', '/v1/personas', '/v1/imports', '/v1/surveys']) {
    const answer = await fetch(`${server.origin}${path}`, { headers: { authorization: 'Bearer wrong' } });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ status: 401 });
  }
});

test('an unknown survey is a page that says so', async () => {
  for (const id of ['srv_00000000000000000000000000', 'nonsense', '..%2f..%2fetc']) {
    const answer = await fetch(`${server.origin}/s/${id}`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('text/html');
  }
});

test('a host that is none is answered with a problem document', async () => {
  const [status, body] = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const asked = request(`${server.origin}/v1/products`, { headers: { host: 'evil.example:99999' } }, (answer) => {
      let text = '';
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve([answer.statusCode, text]));
    });
    asked.on('error', reject).end();
  });
  expect(status).toBe(400);
  expect(JSON.parse(body)).toMatchObject({ status: 400, title: expect.any(String), detail: expect.any(String) });
});
