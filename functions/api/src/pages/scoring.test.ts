import { customerDefaults } from '@soundings/contracts/customer-settings';
import { beforeAll, expect, test } from 'vitest';
import { startTestApp } from './test-app.ts';

let app: Awaited<ReturnType<typeof startTestApp>>['app'];
let store: Awaited<ReturnType<typeof startTestApp>>['store'];
let cookie: string;

beforeAll(async () => {
  ({ app, store, cookie } = await startTestApp());
});

const OWN = {
  method: 'cut-offs',
  recencyDays: '7，30、90 180',
  frequency: '2 3 5 10',
  monetary: '100 300.5 800 2000',
  money: 'average-order',
  eight: 'cut-offs',
  'eight-recencyDays': '30',
  'eight-frequency': '3',
  'eight-monetary': '500',
  eightMoney: 'total',
  newWithinDays: '60',
  horizonDays: '180',
};

const send = (form: Record<string, string>) =>
  app.request('/customers/scoring', {
    method: 'POST',
    headers: { cookie, origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
const page = async () => (await app.request('/customers/scoring', { headers: { cookie } })).text();

test('limits of the team’s own are kept beside its currency, shown again, and can be taken back', async () => {
  await store.customerSettings.write({ ...customerDefaults, currency: 'CNY', unit: 'account' });
  expect((await send(OWN)).headers.get('location')).toBe('/customers/scoring?saved');
  expect(await store.customerSettings.read()).toEqual({
    currency: 'CNY',
    unit: 'account',
    scoring: {
      method: 'cut-offs',
      recencyDays: [7, 30, 90, 180],
      frequency: [2, 3, 5, 10],
      monetary: [100, 300.5, 800, 2000],
    },
    monetary: 'average-order',
    eight: { by: 'cut-offs', recencyDays: 30, frequency: 3, monetary: 500 },
    eightMonetary: 'total',
    newWithinDays: 60,
    horizonDays: 180,
  });
  expect(await page()).toContain('value="100 300.5 800 2000"');
  await send({ standard: 'yes' });
  expect(await store.customerSettings.read()).toEqual({ ...customerDefaults, currency: 'CNY', unit: 'account' });
});

test.each([
  ['monetary', '300 100 800 2000'],
  ['recencyDays', '7 30 90'],
  ['eight-frequency', 'many'],
  ['newWithinDays', '0'],
])('%s of "%s" is refused beside its field, and what was written stays', async (field, value) => {
  const before = await store.customerSettings.read();
  const answer = await send({ ...OWN, [field]: value });
  const html = await answer.text();
  expect(answer.status).toBe(400);
  expect(html).toContain(`<a href="#${field}">`);
  expect(html).toMatch(new RegExp(`name="${field}"[^>]*value="${value}"[^>]*aria-invalid="true"`));
  expect(await store.customerSettings.read()).toEqual(before);
});

test('settings that were written before there was a choice have the standard', async () => {
  await store.bucket.put('settings/customers.json', JSON.stringify({ currency: 'EUR', unit: 'customer' }));
  expect(await store.customerSettings.read()).toEqual({ ...customerDefaults, currency: 'EUR' });
});
