import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';
import { fillIn } from './respondent.ts';

let server: LocalServer;
let ours: string;
let theirs: string;

beforeAll(async () => {
  server = await LocalServer.start();
  ours = await server.createProduct('Kettle', 'ours');
  theirs = await server.createProduct('Rival kettle', 'competitor');
});
afterAll(() => server.remove());

const complaints = [
  'delivery took three weeks',
  'the parcel arrived two weeks late',
  '物流太慢了，等了十天',
  '快递很慢，催了三次才到',
];
const others = [
  'the lid broke after a week',
  '盖子用了两天就坏了',
  'boils fast and looks great',
  '烧水很快，外观也好看',
];

/** Reviews in both languages, of which `late` in a hundred complain of the delivery. */
function reviews(count: number, late: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const texts = i % 100 < late ? complaints : others;
    const day = String(1 + (i % 28)).padStart(2, '0');
    return `r${i},"${texts[i % texts.length]} (${i})",${i % 100 < late ? 2 : 4},2026-0${1 + (i % 6)}-${day},buyer${i}`;
  });
  return `id,review,rating,date,author\n${rows.join('\n')}\n`;
}

/** Of 300 customers, who order once to seven times. */
const ORDERS = Array.from({ length: 300 }, (_, i) => 1 + (i % 7)).reduce((sum, n) => sum + n, 0);

function purchases(customers: number): string {
  const rows = Array.from({ length: customers }, (_, i) =>
    Array.from({ length: 1 + (i % 7) }, (_, n) => `o${i}-${n},c${i},2026-0${1 + ((i + n) % 6)}-15,${10 + i},CNY`),
  );
  return `order_id,customer_id,date,amount,currency\n${rows.flat().join('\n')}\n`;
}

test('reviews, purchases and answers go in; pain points, segments and personas come out', async () => {
  const imports = [
    await server.sendFile(`kind=reviews&productId=${ours}`, reviews(400, 40)),
    await server.sendFile(`kind=reviews&productId=${theirs}`, reviews(400, 10)),
    await server.sendFile('kind=purchases', purchases(300)),
  ];
  for (const id of imports) {
    const job = await server.finished(`/v1/imports/${id}`);
    expect(job).toMatchObject({ status: 'done', rejected: 0, duplicates: 0 });
    expect(job.accepted).toBe(job.read);
  }

  const survey = await server.publishedSurvey(ours);
  const customers = Array.from({ length: 60 }, (_, i) => ({ customerId: `c${i}` }));
  const links = await server.post(`/v1/surveys/${survey}/links`, { customers });
  for (const [i, { url }] of links.body.items.entries()) {
    const { pathname, search } = new URL(url);
    const answers = {
      recommend: String(i % 11),
      satisfaction: String(1 + (i % 5)),
      uses: 'work',
      tenure: 'under-1m',
      quoting: 'yes',
    };
    const sent = await fillIn(server, pathname + search, { ...answers, problem: '物流慢，包装破了' });
    expect(sent).toMatchObject({ status: 200 });
  }
  expect((await server.get(`/v1/surveys/${survey}/summary`)).body).toMatchObject({ responses: 60 });

  expect(await server.build()).toMatchObject({
    status: 'done',
    progress: 1,
    counts: { feedback: 860, purchases: ORDERS },
  });

  const pains = (await server.get(`/v1/pain-points?productId=${ours}`)).body.items;
  const delivery = pains.find(({ names }: any) => /deliver|logistic|shipping/i.test(names.en));
  expect(delivery?.people.of).toBeGreaterThan(100);
  expect(delivery?.people.share).toBeGreaterThan(0.2);
  expect(delivery?.people.low).toBeLessThan(delivery?.people.share);
  expect(delivery?.quotes.length).toBeGreaterThan(0);
  const { items: late, found } = (await server.get(`/v1/feedback?productId=${ours}&themeId=${delivery.id}&q=deliver`))
    .body;
  expect(found).toMatchObject({ isMore: false, unsearched: 0, build: { id: expect.stringMatching(/^bld_/) } });
  expect(late.length).toBeGreaterThan(0);
  expect(late.every(({ text }: any) => /\bdeliver/i.test(text))).toBe(true);

  const segments = (await server.get('/v1/segments')).body;
  const sizes = segments.items.map(({ n }: any) => n).reduce((sum: number, n: number) => sum + n, 0);
  expect(sizes).toBe(300);

  const personas = (await server.get('/v1/personas')).body.items;
  expect(personas.length).toBeGreaterThan(1);
  const persona = (await server.get(`/v1/personas/${personas[0].id}`)).body;
  expect(persona).toMatchObject({
    segment: { unit: 'customers' },
    name: { en: expect.any(String), 'zh-CN': expect.any(String) },
  });
}, 60_000);

test('the pain report leaves in every form', async () => {
  for (const [format, start] of Object.entries({ md: '#', html: '<!doctype html', xlsx: 'PK', csv: '' })) {
    const { status, body } = await server.get(`/v1/pain-report/${format}?lang=zh-CN`);
    expect(status).toBe(200);
    expect(body.trimStart().toLowerCase().startsWith(start.toLowerCase())).toBe(true);
    expect(body.length).toBeGreaterThan(500);
  }
  expect((await server.get('/v1/pain-report/exe')).status).toBe(400);
});

test('a theme that the team renames is called so from the next build on, until that is undone', async () => {
  const [{ id, names }] = (await server.get(`/v1/pain-points?productId=${ours}`)).body.items;
  const renamed = { en: 'Parcels', 'zh-CN': '包裹' };
  const nameNow = async () => {
    await server.build();
    const { items } = (await server.get(`/v1/pain-points?productId=${ours}`)).body;
    return items.find((pain: any) => pain.id === id).names;
  };
  const edit = await server.post('/v1/themes/edits', { action: 'rename', themeId: id, names: renamed });
  expect(edit.status).toBe(201);
  expect(await nameNow()).toEqual(renamed);
  await server.post('/v1/themes/edits', { action: 'undo', editId: edit.body.id });
  expect(await nameNow()).toEqual(names);
  expect((await server.post('/v1/themes/edits', { action: 'explode' })).status).toBe(400);
});

test('a published persona stays as it is; the next build makes the next version, and both can be compared', async () => {
  const [{ id }] = (await server.get('/v1/personas')).body.items;
  expect((await server.post(`/v1/personas/${id}/publish`)).body).toMatchObject({ version: 1, status: 'published' });
  expect((await server.post(`/v1/personas/${id}/publish`)).status).toBe(409);
  const published = (await server.get(`/v1/personas/${id}?version=1`)).body;
  await server.build();
  expect((await server.get(`/v1/personas/${id}`)).body).toMatchObject({ version: 2, parent: 1, status: 'draft' });
  expect((await server.get(`/v1/personas/${id}/versions`)).body.items).toEqual([published]);
  const diff = (await server.get(`/v1/personas/${id}/diff?from=1&to=2`)).body;
  expect(diff).toMatchObject({ personaId: id, from: { version: 1 }, to: { version: 2 } });
  expect((await server.get(`/v1/personas/${id}/document.md?lang=zh-CN`)).body).toMatch(/^# .*\p{Script=Han}/u);
  expect((await server.get('/v1/personas/table.csv')).body.split('\n').length).toBeGreaterThan(5);
});

test('an audience holds only those who agreed, and is refused where they are few', async () => {
  const [{ id }] = (await server.get('/v1/personas')).body.items;
  const contacts = Array.from({ length: 300 }, (_, i) => ({ customerId: `c${i}`, consent: i % 2 === 0 }));
  const list = (await server.post(`/v1/personas/${id}/audience`, { as: 'customer-id', contacts })).body
    .trim()
    .split('\n');
  expect(list.length).toBeGreaterThan(4);
  expect(list.every((customer: string) => Number(customer.slice(1)) % 2 === 0)).toBe(true);
  const few = await server.post(`/v1/personas/${id}/audience`, { as: 'customer-id', contacts: contacts.slice(0, 3) });
  expect(few.status).toBe(409);

  const send = (rows: string) => {
    const form = new FormData();
    form.set('as', 'customer-id');
    form.set('country', '');
    form.set('file', new File([`客户编号,同意\n${rows}`], 'contacts.csv'));
    return server.request(`/personas/${id}/audience`, { method: 'POST', body: form });
  };
  const rows = contacts.map(({ customerId, consent }) => `${customerId},${consent ? '是' : '否'}\n`).join('');
  expect((await send(rows)).body.trim().split('\n')).toEqual(list);
  const refused = await send('c1,否\n');
  expect(refused).toMatchObject({ status: 400, body: expect.stringContaining('role="alert"') });
});

test('the pages of a persona show its versions, what lies between them, and how large an effect would show', async () => {
  const [{ id }] = (await server.get('/v1/personas')).body.items;
  const page = async (path: string) => (await server.get(`/personas/${id}${path}`)).body;
  expect(await page('/versions')).toContain('Compare');
  expect(await page('/compare?from=1&to=2')).toContain('Nothing changed beyond chance');
  expect((await server.get(`/personas/${id}/compare?from=1&to=99`)).status).toBe(404);
  expect((await server.get(`/personas/${id}/compare?from=x`)).status).toBe(404);
  expect(await page('/audience')).toContain('type="file"');
  expect(await page('?version=1&print')).toContain('<details class="quiet" open');
});

test('a strategy that was tried is measured against its holdout, in the next version', async () => {
  const personas = (await server.get('/v1/personas')).body.items;
  const { id, strategies, version } = personas.find((persona: any) => persona.strategies.length > 0);
  const contacts = Array.from({ length: 300 }, (_, i) => ({ customerId: `c${i}`, consent: true }));
  const experiment = { strategy: strategies[0].id, share: 0.4, days: 1 };
  const send = (body: object) => server.post(`/v1/personas/${id}/audience`, { as: 'customer-id', contacts, ...body });
  if (personas.find((persona: any) => persona.id === id).status === 'draft') {
    expect((await send({ experiment })).status).toBe(409);
    await server.post(`/v1/personas/${id}/publish`);
  }
  expect((await send({ experiment: { ...experiment, strategy: 'none-such' } })).status).toBe(400);
  const reached = (await send({ experiment })).body.trim().split('\n');
  await send({ experiment });
  const [tried] = (await server.get(`/v1/experiments?personaId=${id}`)).body.items;
  expect(tried).toMatchObject({ personaVersion: version, reached: reached.length, status: 'running', effect: null });
  expect(tried.heldOut).toBeGreaterThan(0);

  const today = new Date().toISOString().slice(0, 10);
  const bought = reached.map((customer: string) => `t-${customer},${customer},${today},20,CNY`);
  const orders = `order_id,customer_id,date,amount,currency\n${bought.join('\n')}\n`;
  await server.finished(`/v1/imports/${await server.sendFile('kind=purchases', orders)}`);
  expect(await server.build()).toMatchObject({ status: 'done' });
  const next = (await server.get(`/v1/personas/${id}`)).body;
  expect(next).toMatchObject({
    version: version + 1,
    effects: [{ strategy: experiment.strategy, personaVersion: version }],
  });
  expect(next.effects[0].treated.share).toBe(1);
  expect(next.evidence.map((entry: any) => entry.id)).toContain(next.effects[0].evidence);
  expect((await server.get(`/v1/experiments/${tried.id}`)).body).toMatchObject({ status: 'measured' });
}, 60_000);

test('a rule of the team’s own divides customers and proposes strategies, and the shipped ones come back', async () => {
  const { edition, rules } = (await server.get('/v1/strategy-book')).body;
  const words = (text: string) => ({ 'zh-CN': text, en: text });
  const own = {
    id: 'say-hello',
    when: { segments: ['often'] },
    message: { 'zh-CN': '问候{segment}', en: 'Say hello to {segment}' },
    channel: words('{channel}'),
    timing: words('now'),
    offer: words('none'),
    measure: words('60'),
  };
  const put = (body: object) =>
    server.request('/v1/strategy-book', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await put({ basedOn: edition, rules: [{ ...own, message: words('{nobody}') }] })).status).toBe(400);
  expect((await put({ basedOn: edition, rules: [own, own] })).status).toBe(400);
  expect((await put({ basedOn: edition, rules: [...rules, own] })).body).toMatchObject({ origin: 'team' });
  expect((await put({ basedOn: edition, rules })).status).toBe(409);
  const { settings, edition: basedOn } = (await server.get('/v1/persona-settings')).body;
  const grouping = {
    id: 'rhythm',
    name: words('By orders'),
    rules: [
      { id: 'often', name: words('Often'), where: [{ column: 'frequency', atLeast: 4 }] },
      { id: 'seldom', name: words('Seldom'), where: [{ column: 'frequency', below: 4 }] },
    ],
  };
  const changed = { ...settings, groupings: [...settings.groupings, grouping] };
  const saved = await server.request('/v1/persona-settings', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ basedOn, settings: changed }),
  });
  expect(saved.status).toBe(200);
  await server.build();
  const personas = (await server.get('/v1/personas')).body.items;
  const often = personas.find((persona: any) => persona.segment.ids[0] === 'often');
  expect(often).toMatchObject({ grouping: 'rhythm', segment: { label: words('Often') } });
  expect(often.strategies.map((strategy: any) => strategy.id)).toContain('say-hello');
  expect(personas.some((persona: any) => persona.grouping === 'segment')).toBe(true);
  expect((await server.request('/v1/strategy-book', { method: 'DELETE' })).body).toMatchObject({
    origin: 'built-in',
    rules,
  });
  expect((await server.get('/v1/strategy-book/editions')).body.items).toHaveLength(2);
}, 60_000);

test('a file sent again changes nothing', async () => {
  const again = await server.finished(`/v1/imports/${await server.sendFile('kind=purchases', purchases(300))}`);
  expect(again).toMatchObject({ status: 'done', accepted: 0, duplicates: ORDERS });
  const reviewsAgain = await server.sendFile(`kind=reviews&productId=${ours}`, reviews(400, 40));
  expect(await server.finished(`/v1/imports/${reviewsAgain}`)).toMatchObject({ accepted: 0, duplicates: 400 });
});

test('a request sent again with its idempotency key gives what the first one made', async () => {
  const key = { 'idempotency-key': 'once' };
  const [a, b] = [
    await server.post('/v1/products', { name: 'Lamp', role: 'ours' }, key),
    await server.post('/v1/products', { name: 'Lamp', role: 'ours' }, key),
  ];
  expect(b.body).toEqual(a.body);
  const send = () =>
    server.request('/v1/imports?kind=purchases', {
      method: 'POST',
      headers: { ...key, 'content-type': 'text/csv' },
      body: purchases(3),
    });
  expect((await send()).body.id).toBe((await send()).body.id);
});

test('a file that was announced is taken at its upload address, and by no other', async () => {
  const { status, body } = await server.request('/v1/imports?kind=purchases', { method: 'POST' });
  expect(status).toBe(202);
  const url = new URL(body.uploadUrl);
  const forged = await fetch(`${url.origin}${url.pathname}?expires=9999999999999&signature=x`, {
    method: 'PUT',
    body: 'x',
  });
  expect(forged.status).toBe(403);
  const sent = await fetch(body.uploadUrl, {
    method: 'PUT',
    body: 'order_id,customer_id,date,amount\nq1,q,2026-03-01,5\n',
  });
  expect(sent.status).toBe(204);
  expect(await server.finished(`/v1/imports/${body.id}`)).toMatchObject({ status: 'done', accepted: 1 });
});

test('the sign-in link opens the pages once', async () => {
  const link = /Sign in, once.*?(http\S+)/.exec(server.output)?.[1] ?? '';
  const first = await fetch(link, { redirect: 'manual' });
  expect(first.status).toBe(302);
  const cookie = first.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(403);
  const withCookie = { headers: { cookie: cookie.split(';')[0] ?? '' } };
  expect((await fetch(`${server.origin}/v1/products`, withCookie)).status).toBe(200);
  const foreign = {
    headers: { ...withCookie.headers, origin: 'https://elsewhere.example', 'content-type': 'text/plain' },
  };
  expect((await fetch(`${server.origin}/v1/insights/builds`, { ...foreign, method: 'POST', body: '{}' })).status).toBe(
    403,
  );
});

test('the server stops cleanly on Ctrl-C', async () => {
  expect(await server.stop()).toBe(0);
  await server.restart();
  expect((await server.get('/v1/products')).body.items.length).toBeGreaterThan(1);
});
