import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Scope } from '@soundings/contracts/access';
import { expect, test } from 'vitest';
import { startTestApp } from './pages/test-app.ts';

const { app, store } = await startTestApp();

/** The official client, over our own fetch, with a key of these scopes. */
async function connect(scopes?: Scope[]) {
  const { token } = await store.apiKeys.create({ name: 'Assistant', role: 'reader', ...(scopes && { scopes }) });
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
    fetch: async (url, init) => app.request(String(url), init),
    requestInit: { headers: { authorization: `Bearer ${token}` } },
  });
  // The library's own type of itself does not hold under exactOptionalPropertyTypes.
  await client.connect(transport as Parameters<typeof client.connect>[0]);
  return client;
}

const textOf = (result: Awaited<ReturnType<Client['callTool']>>) =>
  (result.content as { type: string; text: string }[]).map(({ text }) => text).join('\n');

test('the official client finds tools that only read, and calls each of them before anything was built', async () => {
  const client = await connect();
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    'pain_points',
    'quotes',
    'search_feedback',
    'segments',
    'personas',
    'persona',
  ]);
  const searched = await client.callTool({ name: 'search_feedback', arguments: { q: 'lid', intent: 'complaint' } });
  expect(JSON.parse(textOf(searched))).toMatchObject({ found: { n: 0 }, texts: [] });
  expect(tools.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  expect(JSON.parse(textOf(await client.callTool({ name: 'pain_points', arguments: { lang: 'zh-CN' } })))).toEqual({
    build: null,
    products: [],
  });
  expect(JSON.parse(textOf(await client.callTool({ name: 'quotes', arguments: { painPoint: 'thm_x' } })))).toEqual([]);
  expect(JSON.parse(textOf(await client.callTool({ name: 'segments', arguments: {} })))).toMatchObject({
    segments: [],
  });
  expect(JSON.parse(textOf(await client.callTool({ name: 'personas', arguments: {} })))).toEqual([]);
  expect(await client.callTool({ name: 'persona', arguments: { id: 'per_x' } })).toMatchObject({ isError: true });
  expect(await client.callTool({ name: 'pain_points', arguments: { limit: 1e9 } })).toMatchObject({ isError: true });
  await client.close();
});

test('a key sees the tools of its own scopes alone', async () => {
  const client = await connect(['personas']);
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['personas', 'persona']);
  expect(await client.callTool({ name: 'pain_points', arguments: {} })).toMatchObject({ isError: true });
  await client.close();
});

test('nobody gets in without a key, and there is no stream to open', async () => {
  const message = { method: 'POST', body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' };
  expect((await app.request('/mcp', message)).status).toBe(401);
  const { token } = await store.apiKeys.create({ name: 'Assistant', role: 'reader' });
  const headers = { authorization: `Bearer ${token}` };
  expect((await app.request('/mcp', { headers })).status).toBe(405);
  expect(
    (
      await app.request('/mcp', {
        ...message,
        body: '{',
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      })
    ).status,
  ).toBe(400);
});
