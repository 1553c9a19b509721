import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';

let server: LocalServer;
let imports: Record<'purchases' | 'events', any>;

const DAY_MS = 86_400_000;
const START = Date.UTC(2025, 0, 5, 9);
const day = (n: number) => new Date(START + n * DAY_MS).toISOString();

/** 200 customers of fourteen months who come every 12 to 60 days; each third is gone after half of the time. */
function purchases(): string {
  const lines = ['order_id,customer_id,date,amount,currency,product,category,channel,refund_of'];
  for (let customer = 0; customer < 200; customer++) {
    const every = 12 + ((customer * 7) % 49);
    const until = customer % 3 === 0 ? 200 : 420;
    for (let n = customer % 90; n < until; n += every) {
      const order = `o${customer}-${n}`;
      const currency = customer % 10 === 0 ? 'USD' : 'CNY';
      const rest = `c${customer},${day(n)},${20 + (customer % 30)}.50,${currency}`;
      lines.push(`${order},${rest},kettle,kitchen,app,`);
      if ((n + customer) % 2 === 0) lines.push(`${order},${rest},filter,spare parts,app,`);
    }
  }
  lines.push(`r1,c1,${day(40)},-21.50,CNY,kettle,kitchen,app,o1-1`);
  lines.push(`bad,,${day(1)},5,CNY,kettle,kitchen,app,`, `worse,c1,someday,5,CNY,kettle,kitchen,app,`);
  return lines.join('\n');
}

function events(): string {
  const kinds = ['visit', 'view', 'cart', 'order'];
  const lines = Array.from({ length: 200 }, (_, customer) =>
    kinds
      .slice(0, 1 + (customer % 4))
      .map((event, i) =>
        JSON.stringify({ user_id: `c${customer}`, event, time: day((customer % 30) + i), channel: 'search' }),
      ),
  );
  return [...lines.flat(), JSON.stringify({ user_id: 'c1', event: 'sneezed', time: day(1) })].join('\n');
}

const get = async (path: string) => (await server.request(path)).body;
const put = (path: string, body: unknown) =>
  server.request(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  server = await LocalServer.start();
  const ids = {
    purchases: await server.sendFile('kind=purchases', purchases()),
    events: await server.sendFile('kind=events', events(), 'application/x-ndjson'),
  };
  imports = {
    purchases: await server.finished(`/v1/imports/${ids.purchases}`),
    events: await server.finished(`/v1/imports/${ids.events}`),
  };
}, 60_000);
afterAll(() => server.remove());

test('lines that are left out can be taken away with their reasons', async () => {
  expect(imports.purchases).toMatchObject({ status: 'done', rejected: 2 });
  expect(imports.events).toMatchObject({ status: 'done', rejected: 1, accepted: 500 });
  const csv = await get(`/v1/imports/${imports.purchases.id}/problems.csv?lang=zh-CN`);
  expect(await get(`/v1/imports/${imports.purchases.id}/rejects.csv?lang=zh-CN`)).toBe(csv);
  expect(csv).toContain('missing_customer');
  expect(csv.trim().split('\r\n')).toHaveLength(3);
});

test('events that are sent again change nothing', async () => {
  const again = await server.finished(
    `/v1/imports/${await server.sendFile('kind=events', events(), 'application/x-ndjson')}`,
  );
  expect(again).toMatchObject({ accepted: 0, duplicates: 500, rejected: 1 });
});

test('a build of two currencies asks for rates, and follows them', async () => {
  const refused = await server.build();
  expect(refused.failure).toContain('USD');
  expect((await put('/v1/segments/settings', { currency: 'CNY', unit: 'customer' })).status).toBe(200);
  const rates = [{ currency: 'USD', day: '2024-01-01', rate: 7 }];
  expect((await put('/v1/segments/rates', { rates })).status).toBe(200);
  expect((await put('/v1/segments/rates', { rates: [{ ...rates[0], rate: -1 }] })).status).toBe(400);
  expect((await server.build()).status).toBe('done');
  const { report } = await get('/v1/segments');
  expect(report).toMatchObject({ currency: 'CNY', customers: 200 });
}, 90_000);

test('movement between any two of the past months sums to both', async () => {
  const { snapshots, scores } = await get('/v1/segments/insights');
  expect(snapshots.length).toBe(13);
  expect(scores.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(200);
  const [to, , , from] = snapshots;
  const { cells, flows } = await get(`/v1/segments/migration?from=${from.day}&to=${to.day}`);
  const sum = (list: { n: number }[]) => list.reduce((total, { n }) => total + n, 0);
  expect(sum(cells.filter((cell: any) => cell.to !== null))).toBe(to.customers);
  expect(sum(cells.filter((cell: any) => cell.from !== null))).toBe(from.customers);
  for (const { before, after, stayed, came, went } of flows)
    expect([stayed + went, stayed + came]).toEqual([before, after]);
  expect((await server.request(`/v1/segments/migration?from=2001-01-01`)).status).toBe(404);
});

test('habits, cohorts, baskets and the path are told', async () => {
  const { habits, cohorts, baskets, clusters, path } = await get('/v1/segments/insights');
  expect(habits.customers).toBe(200);
  // Every order at nine o'clock says nothing.
  expect(habits.hours).toEqual([]);
  expect(habits.categories.map(({ value }: any) => value)).toEqual(['kitchen', 'spare parts']);
  expect(cohorts[0].month).toBe('2025-01');
  // There is a kettle in every order, so nothing goes with it more often than with others.
  expect(baskets.products).toEqual([]);
  expect(clusters.stability).toBeLessThanOrEqual(1);
  expect(path.funnels[0].steps.map(({ customers }: any) => customers)).toEqual([200, 150, 100, 50]);
  expect(path.touches[0]).toMatchObject({ touch: 'first', channel: 'search', customers: 50 });
});

test('who is leaving is told by their own rhythm, and one customer in full', async () => {
  const { items } = await get('/v1/churn');
  expect(items.length).toBeGreaterThan(20);
  const [first] = items;
  expect(first.explanation.en).toMatch(/^usually every \d+ days, silent for \d+ days$/);
  expect((await get('/v1/churn/warnings.csv')).split('\r\n')[1]).toContain(first.customerId);
  const profile = await get(`/v1/customers/${first.customerId}`);
  expect(profile.customer).toMatchObject({ customerId: first.customerId, segment: first.segment });
  expect(profile.warning).toEqual(first.explanation);
  expect(profile.customer.clvLow).toBeLessThanOrEqual(profile.customer.clvHigh);
  expect(profile.scores.map(({ day }: any) => day)).toEqual(profile.scores.map(({ day }: any) => day).sort());
  expect(profile.purchases).toHaveLength(profile.purchaseCount);
  expect((await server.request("/v1/customers/'%20OR%20''%3D'")).status).toBe(404);
});

test('a campaign’s audience is compared with its holdout', async () => {
  const ids = (rest: number) => Array.from({ length: 100 }, (_, i) => `c${2 * i}`).filter((_, i) => i % 3 === rest);
  const asked = { audience: ids(0), holdout: ids(1), from: day(240).slice(0, 10), until: day(400).slice(0, 10) };
  const post = (body: unknown) =>
    server.request('/v1/segments/effect', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { body } = await post(asked);
  // Each third customer, the whole audience, was gone by then.
  expect(body.audience).toMatchObject({ n: 34, bought: 0 });
  expect(body.holdout).toMatchObject({ n: 33, bought: 33 });
  expect(body.repurchase.high).toBeLessThan(0);
  expect(body.movedUp).not.toBeNull();
  expect((await post({ ...asked, holdout: asked.audience })).status).toBe(400);
});

test.each(['en', 'zh-CN'])('every page about customers is shown in %s', async (lang) => {
  const { items } = await get('/v1/churn');
  for (const path of [
    '',
    '/warnings',
    '/movement',
    '/habits',
    '/path',
    '/effect',
    '/scoring',
    '/currencies',
    `/people/${items[0].customerId}`,
  ]) {
    const { status, body } = await server.request(`/customers${path}?lang=${lang}`, {
      headers: { accept: 'text/html' },
    });
    expect([path, status]).toEqual([path, 200]);
    expect(body).toContain(`<html lang="${lang}">`);
    expect(body).not.toMatch(/undefined|NaN|\{\w+\}/);
  }
});

test('customers are scored by limits of the team’s own, past months too', async () => {
  const settings = {
    currency: 'CNY',
    unit: 'customer',
    scoring: {
      method: 'cut-offs',
      recencyDays: [10, 20, 40, 80],
      frequency: [2, 3, 4, 5],
      monetary: [100, 200, 400, 800],
    },
    eight: { by: 'cut-offs', recencyDays: 30, frequency: 3, monetary: 150 },
  };
  expect((await put('/v1/segments/settings', settings)).status).toBe(200);
  expect((await server.build()).status).toBe('done');
  const { report } = await get('/v1/segments');
  expect(report).toMatchObject({
    scoring: 'cut-offs',
    customers: 200,
    eightCutOffs: { recencyDays: 30, frequency: 3, monetary: 150 },
  });
}, 60_000);
