import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { expect, test } from 'vitest';
import { startTestApp } from '../test-app.ts';

const { app, store, cookie } = await startTestApp();
const product = await store.products.create({ name: 'Kettle', role: 'competitor' });
const post = (fields: Record<string, string>) =>
  app.request('/settings/erasures', {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie, origin: 'http://localhost' },
  });
const newest = async () => (await store.erasures.jobs.list({ limit: 1 })).items[0];

test('a customer is erased by a form by whoever is sure, and an author by a name that is stored nowhere', async () => {
  const unsure = await post({ kind: 'customer', customerId: 'c-17' });
  expect([unsure.status, await newest()]).toEqual([400, undefined]);
  expect((await post({ kind: 'customer', customerId: ' c-17 ', sure: 'yes' })).status).toBe(303);
  expect(await newest()).toMatchObject({ subject: { kind: 'customer', customerId: 'c-17' }, status: 'queued' });
  expect((await post({ kind: 'author-name', productId: product.id, name: '小*明', sure: 'yes' })).status).toBe(303);
  const author = await newest();
  expect(author).toMatchObject({ kind: 'author', subject: { author: expect.stringMatching(/^[\w-]{22}$/) } });
  expect(JSON.stringify(author)).not.toContain('小*明');
  const page = await app.request('/settings/erasures', { headers: { cookie } });
  expect(await page.text()).toContain('a customer');
});

test('the author of a text is erased from the text’s own page by whoever is sure as well', async () => {
  const feedback = pendingReview({ productId: product.id, text: 'The lid broke', author: 'pseudonym-of-one' });
  await store.feedback.add([feedback]);
  const page = await (await app.request(`/feedback/${feedback.id}`, { headers: { cookie } })).text();
  expect(page).toMatch(/name="feedbackId".*<input type="checkbox" name="sure" value="yes" required/s);
  const before = await newest();
  const unsure = await post({ feedbackId: feedback.id });
  expect([unsure.status, await newest()]).toEqual([400, before]);
  expect(await unsure.text()).toContain('role="alert"');
  expect((await post({ feedbackId: feedback.id, sure: 'yes' })).status).toBe(303);
  expect(await newest()).toMatchObject({ subject: { kind: 'author', author: 'pseudonym-of-one' } });
});

test('a form that names nobody is refused', async () => {
  const refused = await post({ kind: 'customer', customerId: ' ', sure: 'yes' });
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('role="alert"');
  expect((await post({ feedbackId: 'fbk_nonsense', sure: 'yes' })).status).toBe(404);
});
