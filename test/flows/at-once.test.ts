import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';
import { formOf } from './respondent.ts';

let server: LocalServer;
let product: string;
beforeAll(async () => {
  server = await LocalServer.start();
  product = await server.createProduct('Kettle', 'ours');
}, 60_000);
afterAll(() => server.remove());

const atOnce = <T>(ask: (number: number) => Promise<T>) => Promise.all([0, 1, 2, 3].map(ask));
const change = (method: string, path: string, body: unknown = {}) =>
  server.request(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
/** A form of the team's pages; its fields may come from a key as well. */
const send = (path: string, fields: Record<string, string>) =>
  server.request(path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });

test('of several changes on the same edition one is taken and the others hear of it', async () => {
  const { edition, rules } = (await server.get('/v1/strategy-book')).body;
  const answers = await atOnce(() => change('PUT', '/v1/strategy-book', { basedOn: edition, rules }));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect((await server.get('/v1/strategy-book')).body.edition).toBe(edition + 1);
});

test('questions that are added to a survey in several tabs at once are all there', async () => {
  const id = await server.publishedSurvey(product);
  const questions = async () =>
    (await server.get(`/v1/surveys/${id}`)).body.definition.pages.flatMap((page: any) => page.questions);
  const before = (await questions()).length;
  const added = await atOnce((number) =>
    send(`/surveys/${id}/edit/questions`, { type: 'single', title: `Question ${number}` }),
  );
  expect(added.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect((await questions()).length).toBe(before + 4);
  expect(new Set((await questions()).map((question: any) => question.id)).size).toBe(before + 4);
});

test('a response that is sent in several tabs at once is one', async () => {
  const id = await server.publishedSurvey(product);
  const answers = { recommend: '9', satisfaction: '4', problem: 'the lid', tenure: '1-6m' };
  const first = await (await fetch(`${server.origin}/s/${id}`)).text();
  const body = formOf(first, answers);
  const second = await (await fetch(`${server.origin}/s/${id}`, { method: 'POST', body })).text();
  const last = formOf(second, answers);
  const sent = await atOnce(() => fetch(`${server.origin}/s/${id}`, { method: 'POST', body: last }));
  expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await server.get(`/v1/surveys/${id}/responses`)).body.items).toHaveLength(1);
});

test('what is removed stays so, however many change it at that moment', async () => {
  const other = await server.createProduct('Gone', 'competitor');
  const hook = await server.post('/v1/webhooks', { url: 'https://nobody.invalid/', events: ['alarm.raised'] });
  const feed = { productId: product, connector: 'feed', config: { url: 'http://127.0.0.1/feed' } };
  const things = [
    { path: `/v1/products/${other}`, method: 'PUT', body: { name: 'Back', role: 'competitor' } },
    { path: `/v1/webhooks/${hook.body.id}`, method: 'PATCH', body: { enabled: false } },
    {
      path: `/v1/sources/${(await server.post('/v1/sources', feed)).body.id}`,
      method: 'PATCH',
      body: { paused: true },
    },
    {
      path: `/v1/members/${(await server.post('/v1/members', { name: 'm', role: 'reader' })).body.id}`,
      method: 'PATCH',
      body: { role: 'admin' },
    },
  ];
  for (const { path, method, body } of things) {
    const answers = await atOnce((number) => (number === 1 ? change('DELETE', path) : change(method, path, body)));
    for (const { status } of answers) expect([200, 204, 404, 409], path).toContain(status);
    expect((await change(method, path, body)).status, path).toBe(404);
    const list = path.slice(0, path.lastIndexOf('/'));
    expect(JSON.stringify((await server.get(list)).body), path).not.toContain(path.split('/').at(-1));
  }
});

test('files, builds and erasures at once lose and double nothing, and who is erased does not come back', async () => {
  const reviews = Array.from({ length: 400 }, (_, i) => `r${i},lid broke ${i},1,c${i % 20}`);
  const orders = Array.from(
    { length: 600 },
    (_, i) => `o${i},c${i % 20},2026-01-${String(1 + (i % 28)).padStart(2, '0')},5`,
  );
  const csv = { 'content-type': 'text/csv' };
  const announced = await server.request(`/v1/imports?kind=reviews&productId=${product}`, {
    method: 'POST',
    headers: csv,
  });
  const put = { method: 'PUT', body: `id,text,rating,customer_id\n${reviews.join('\n')}\n` };
  const puts = await atOnce(() => fetch(announced.body.uploadUrl, put));
  expect(puts.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  const files = await atOnce(() =>
    server.sendFile('kind=purchases', `order_id,customer_id,date,amount\n${orders.join('\n')}\n`),
  );
  const imports = [announced.body.id, ...files].map((id) => `/v1/imports/${id}`);
  for (const job of imports) expect((await server.finished(job)).status, job).toBe('done');
  expect((await server.get(imports[0] ?? '')).body).toMatchObject({ read: 400, accepted: 400 });

  const builds = await atOnce(() => server.post('/v1/insights/builds', {}));
  // One that the worker has begun already is followed by one that the others join.
  expect(new Set(builds.map(({ body }) => body.id)).size).toBeLessThanOrEqual(2);
  const erasures = await atOnce(() => change('DELETE', '/v1/customers/c7'));
  const jobs = [
    ...builds.map(({ body }) => `/v1/insights/builds/${body.id}`),
    ...erasures.map(({ body }) => `/v1/erasures/${body.id}`),
  ];
  for (const job of jobs) expect((await server.finished(job)).status, job).toBe('done');
  const last = await server.build();
  expect(last).toMatchObject({ status: 'done', counts: { purchases: 570, customers: 19 } });
  expect((await server.get('/v1/customers/c7')).status).toBe(404);
  expect((await server.get('/v1/customers/c8')).status).toBe(200);
}, 60_000);
