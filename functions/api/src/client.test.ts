import { expect, test } from 'vitest';
import { soundings } from './client.ts';
import { KEY, startTestApp } from './pages/test-app.ts';

test('the typed client creates, lists and reads', async () => {
  const { app } = await startTestApp();
  const api = soundings('http://localhost', KEY, { fetch: async (input, init) => app.request(String(input), init) });
  const made = await api.products.$post({ json: { name: 'Kettle', role: 'ours' }, header: {} });
  const product = await made.json();
  const { items } = await (await api.products.$get()).json();
  expect(items).toEqual([product]);
  const pains = await (await api['pain-points'].$get({ query: {} })).json();
  expect(pains).toEqual({ items: [], build: null });
  const survey = await api.surveys.$post({ json: { template: 'nps', productId: items[0]?.id ?? '' }, header: {} });
  expect(survey.status).toBe(201);
});
