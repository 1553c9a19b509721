import { readdir } from 'node:fs/promises';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../../functions/api/src/pages/test-app.ts';
import {
  encoded,
  type Form,
  fitting,
  formRequests,
  hostilePart,
  jsonRequests,
  plainRequests,
  queries,
  type Sent,
} from './hostile-requests.ts';
import { LocalServer } from './local-server.ts';
import { fillIn } from './respondent.ts';

/** Requests to each route; the seed makes them the same every time. */
const EACH = 5;
const SEED = 1;
/** Loads a whole sample, for minutes of work. */
const SLOW = ['POST /sample-data'];
const ID = /\b[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}\b/g;
/** What says how the machine is made or where it stands. */
const INSIDE = /\n\s+at .+:\d+|node_modules|file:\/\/\/|\/tmp\/soundings|SQLITE_|ZodError/;

type Answer = { status: number; text: string; headers: IncomingHttpHeaders };

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const faults: string[] = [];
let server: LocalServer;
let cookie: string;
let routes: string[];
let description: any;
/** What the pages lead to and what they send. */
const links = new Set<string>();
const forms = new Map<string, Form>();

beforeAll(async () => {
  server = await LocalServer.start();
  routes = await allRoutes();
  await fillWithSome();
  const token = /sign-in\?token=(\S+)/.exec(server.output)?.[1];
  const signedIn = await fetch(`${server.origin}/sign-in?token=${token}`, { redirect: 'manual' });
  cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  description = (await server.get('/openapi.json')).body;
  await readPages();
}, 60_000);
afterAll(async () => {
  agent.destroy();
  await server.remove();
});

async function allRoutes(): Promise<string[]> {
  const { app, close } = await startTestApp();
  await close();
  const all = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'));
  return [...new Set(all.map(({ method, path }) => `${method} ${path}`))].filter((route) => !SLOW.includes(route));
}

/** One of each thing that a route could be about. */
async function fillWithSome(): Promise<void> {
  const product = await server.createProduct('Kettle', 'ours');
  await server.createProduct('Pot', 'competitor');
  const reviews = Array.from(
    { length: 30 },
    (_, i) => `r${i},${i % 2 ? '物流太慢了' : 'the lid broke'} ${i},1,c${i % 9}`,
  );
  const orders = Array.from({ length: 60 }, (_, i) => `o${i},c${i % 9},2026-0${1 + (i % 9)}-11,${1 + i}`);
  const imports = [
    await server.sendFile(`kind=reviews&productId=${product}`, `id,text,rating,customer_id\n${reviews.join('\n')}\n`),
    await server.sendFile('kind=purchases', `order_id,customer_id,date,amount\n${orders.join('\n')}\n`),
  ];
  for (const id of imports) await server.finished(`/v1/imports/${id}`);
  const survey = await server.publishedSurvey(product);
  await fillIn(server, `/s/${survey}?lang=en`, { recommend: '3', satisfaction: '2', problem: 'slow', wish: 'more' });
  await server.post('/v1/sources', { productId: product, connector: 'feed', config: { url: 'http://127.0.0.1/feed' } });
  await server.post('/v1/webhooks', { url: 'https://127.0.0.1/', events: ['response.received'] });
  await server.post('/v1/keys', { name: 'k' });
  await server.post('/v1/members', { name: 'm', role: 'reader' });
  await server.post('/v1/erasures', { kind: 'customer', customerId: 'c8' });
  await server.post('/v1/analyses', {});
  await server.build();
}

/** Follows the pages' own links, three of a kind, and keeps their forms. */
async function readPages(): Promise<void> {
  const kinds = new Map<string, number>();
  const queue = routes.filter((each) => /^GET \/(?!v1|s\/)[^:]*$/.test(each)).map((route) => route.slice(4));
  for (const path of queue) {
    const kind = path.replace(/\?.*/, '').replaceAll(ID, ':');
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if ((kinds.get(kind) ?? 0) > 3) continue;
    const { text } = await ask('GET', { path, headers: {} });
    for (const [, href = ''] of text.matchAll(/href="(\/[^"#]*)/g)) {
      const link = plain(href);
      if (!links.has(link)) queue.push(link);
      links.add(link);
    }
    for (const form of formsOf(text, path)) forms.set(form.action.replaceAll(ID, ':') + form.fields.length, form);
  }
}

function* formsOf(html: string, page: string): Generator<Form> {
  for (const [, attributes = '', inner = ''] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (!/method="post"/i.test(attributes)) continue;
    const action = new URL(plain(/action="([^"]*)"/.exec(attributes)?.[1] ?? page), `http://x${page}`).pathname;
    const fields = [
      ...inner.matchAll(/<(?:input|select|textarea|button)\b[^>]*\bname="([^"]*)"(?:[^>]*\bvalue="([^"]*)")?/g),
    ];
    yield {
      action,
      isMultipart: attributes.includes('multipart'),
      fields: fields.map(([, name = '', value = '']): [string, string] => [plain(name), plain(value)]),
    };
  }
}

const plain = (html: string) =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');

/** Asks as the team's browser does, or with the key where a program would, and notes what must not be answered. */
async function ask(method: string, { path, headers, body }: Sent): Promise<Answer> {
  const isApi = path.startsWith('/v1');
  const from = { cookie, origin: server.origin, accept: 'text/html, application/json, text/event-stream' };
  const who = isApi ? { authorization: `Bearer ${server.key}` } : from;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const answer = await new Promise<Answer>((resolve, reject) => {
    const asked = request(`${server.origin}`, { method, path, agent, headers: { ...who, ...length, ...headers } });
    asked.on('response', (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text, headers: incoming.headers }));
    });
    asked.setTimeout(20_000, () => asked.destroy(new Error('no answer')));
    asked.on('error', reject).end(body);
  }).catch((error: NodeJS.ErrnoException) => ({ status: 0, text: `${error.code} ${error.message}`, headers: {} }));
  for (const fault of faultsOf(answer, { isApi, isHead: method === 'HEAD' })) {
    const sent = JSON.stringify({ ...headers, body: body?.slice(0, 400) }).slice(0, 700);
    faults.push(`${fault}: ${method} ${path.slice(0, 200)} ${sent} -> ${answer.status} ${answer.text.slice(0, 200)}`);
  }
  return answer;
}

function faultsOf({ status, text, headers }: Answer, { isApi, isHead }: { isApi: boolean; isHead: boolean }): string[] {
  // Sent to a connection that was just closed, which clients do again.
  if (status === 0) return text.startsWith('ECONNRESET') ? [] : ['no answer'];
  const found = [];
  if (status >= 500) found.push('failed');
  if (INSIDE.test(text)) found.push('tells what is inside');
  if (headers['x-a']) found.push('lets headers in');
  if (status < 400 || isHead) return found;
  const type = headers['content-type'] ?? '';
  if (type.includes('problem+json')) {
    const said = JSON.parse(text);
    if (said.status !== status || !said.title || !said.detail) found.push('does not say why');
  } else if (isApi || !(type.includes('html') || text.includes('jsonrpc'))) found.push('no problem document');
  return found;
}

/** An address that a route matches: of something that there is, so far as the pages and the lists know it. */
async function goodPath(pattern: string): Promise<string> {
  const matching = new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`);
  const known = [...links, ...[...forms.values()].map(({ action }) => action)].map((link) => link.split('?')[0] ?? '');
  const found = known.find((path) => matching.test(path));
  if (found) return found;
  let path = '';
  for (const part of pattern.split('/').slice(1)) {
    const listed = part.startsWith(':') ? (await ask('GET', { path, headers: {} })).text.match(ID) : null;
    path += `/${part.startsWith(':') ? (listed?.[0] ?? 'c1') : part}`;
  }
  return path;
}

/** What every route gets, whatever else it is sent. */
const damaged = [
  { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x\r\ncontent-disposition: form-data; na' },
  { headers: { 'content-type': 'application/json' }, body: '{"a":' },
];

async function requestsTo(route: string): Promise<Sent[]> {
  const [method = '', pattern = ''] = route.split(' ');
  const good = await goodPath(pattern);
  const parts = pattern.split('/').map((part) => (part.startsWith(':') ? hostilePart : fc.constant(part)));
  const path = fc.oneof(
    { weight: 3, arbitrary: fc.constant(good) },
    fc.tuple(...parts).map((all) => all.join('/')),
  );
  const operation = description.paths[pattern.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
  const ids = (server.output + [...links].join(' ')).match(ID) ?? [];
  const parameters = (operation?.parameters ?? []).filter((each: any) => each.in === 'query');
  const query = queries([...parameters.map((each: any) => each.name), ...queryNames(pattern)], ids.slice(0, 20));
  const address = fc.tuple(path, query).map((both) => both.join(''));
  const form = [...forms.values()].find(({ action }) => matches(pattern, action));
  const schema = operation?.requestBody?.content?.['application/json']?.schema;
  const requests =
    method === 'GET' || method === 'DELETE'
      ? plainRequests(address)
      : pattern.startsWith('/v1') || pattern === '/mcp'
        ? jsonRequests(address, schema ? fitting(schema, description, ids) : fc.jsonValue())
        : formRequests(form ?? { action: good, isMultipart: false, fields: [['name', 'x']] }, path);
  return [...damaged.map((each) => ({ path: good, ...each })), ...fc.sample(requests, { numRuns: EACH, seed: SEED })];
}

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);
}

/** What the pages themselves ask a route for. */
function queryNames(pattern: string): string[] {
  const own = [...links].filter((link) => matches(pattern, link.split('?')[0] ?? ''));
  return [...new Set(own.flatMap((link) => [...new URL(link, 'http://x').searchParams.keys()]))];
}

test('no request to any route fails, hangs, tells what is inside, or is refused without a reason', async () => {
  expect(routes.length).toBeGreaterThan(200);
  expect(forms.size).toBeGreaterThan(40);
  const isEnd = (route: string) => /DELETE|remove|delete|revoke|erasures|sign-out/.test(route);
  for (const route of [...routes.filter((each) => !isEnd(each)), ...routes.filter(isEnd)]) {
    const [method = ''] = route.split(' ');
    for (const sent of await requestsTo(route)) await ask(method, sent);
  }
  for (const route of routes) {
    const [, pattern = ''] = route.split(' ');
    await ask('PUT', { path: pattern.replaceAll(/:\w+/g, encoded('\0/..')), headers: {} });
  }
  expect(faults).toEqual([]);
  expect(server.output).not.toMatch(/"level":"ERROR"/);
  expect((await readdir(server.data)).filter((name) => !name.startsWith('table.sqlite'))).toEqual([
    'bucket',
    'lock.sqlite',
    'temporary',
  ]);
}, 120_000);
