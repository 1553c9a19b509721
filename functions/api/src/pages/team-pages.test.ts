import { expect, test } from 'vitest';
import { startTestApp } from './test-app.ts';

const { app, store, cookie } = await startTestApp();
const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

const page = async (path: string, headers: Record<string, string> = {}) =>
  (await app.request(path, { headers: { cookie, accept: 'text/html', ...headers } })).text();
const post = (path: string, body: FormData | URLSearchParams) =>
  app.request(path, { method: 'POST', body, headers: { cookie, origin: 'http://localhost' }, redirect: 'manual' });

test('the first page leads to the first steps', async () => {
  const html = await page('/');
  expect(html).toContain('Load sample data');
  expect(html).toContain('href="/products"');
});

test.each(['/pain-points', '/competition', '/customers', '/personas'])(
  '%s says what to do before the first build',
  async (path) => {
    expect(await page(path)).toContain('Nothing has been built yet');
  },
);

test('the language is the one asked for, then the one remembered, then the browser’s', async () => {
  expect(await page('/', { 'accept-language': 'zh-CN,zh;q=0.9' })).toContain('<html lang="zh-CN">');
  const asked = await app.request('/?lang=zh-CN', { headers: { cookie } });
  expect(asked.headers.get('set-cookie')).toContain('soundings-language=zh-CN');
  expect(await page('/', { cookie: `${cookie}; soundings-language=zh-CN`, 'accept-language': 'en' })).toContain(
    'lang="zh-CN"',
  );
  expect(await page('/?lang=fr', { 'accept-language': 'fr' })).toContain('<html lang="en">');
});

test('a build of nothing is not begun: the start page says what to bring', async () => {
  const fresh = await startTestApp();
  const build = async () => {
    const headers = { cookie: fresh.cookie, origin: 'http://localhost' };
    return (await fresh.app.request('/builds', { method: 'POST', headers })).headers.get('location');
  };
  expect(await build()).toBe('/');
  expect((await fresh.store.builds.list({ limit: 1 })).items).toEqual([]);
  await fresh.store.lake.commit('purchases', [{ key: 'a', rows: 1, addedBy: 'x' }], 0);
  expect(await build()).toMatch(/^\/builds\/bld_/);
  await fresh.close();
});

test('purchases can be sent before there is a product, reviews cannot', async () => {
  const fresh = await startTestApp();
  const ask = async () => (await fresh.app.request('/imports', { headers: { cookie: fresh.cookie } })).text();
  expect(await ask()).toContain('name="kind" value="purchases" checked=""');
  expect(await ask()).not.toContain('name="kind" value="reviews"');
  await fresh.store.products.create({ name: 'Kettle', role: 'ours' });
  expect(await ask()).toContain('name="kind" value="reviews" checked=""');
  await fresh.close();
});

test('a product with a hostile name is shown as text, everywhere', async () => {
  expect((await post('/products', new URLSearchParams({ name: EVIL, role: 'ours' }))).status).toBe(303);
  for (const path of ['/products', '/imports', '/surveys', '/feedback']) {
    const html = await page(path);
    expect(html, path).toContain('&lt;script&gt;alert(1)');
    expect(html, path).not.toContain('<script>alert');
    expect(html, path).not.toContain('<img src=x');
  }
});

test('a product without a name is refused with the reason', async () => {
  const answer = await post('/products', new URLSearchParams({ name: ' ', role: 'ours' }));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('role="alert"');
});

test('a product is renamed, and removed where nothing belongs to it', async () => {
  const { id } = await store.products.create({ name: 'Ketle', role: 'ours' });
  const form = new URLSearchParams({ name: 'Kettle 2', role: 'competitor' });
  expect((await post(`/products/${id}`, form)).status).toBe(303);
  expect(await store.products.get(id)).toMatchObject({ name: 'Kettle 2', role: 'competitor' });
  const survey = new URLSearchParams({ productId: id, template: 'nps' });
  expect((await post('/surveys', survey)).status).toBe(303);
  const kept = await post(`/products/${id}/remove`, form);
  expect(kept.status).toBe(400);
  expect(await kept.text()).toContain('role="alert"');
  expect(
    (await app.request(`/v1/products/${id}`, { method: 'DELETE', headers: { cookie, origin: 'http://localhost' } }))
      .status,
  ).toBe(409);

  const twice = await store.products.create({ name: 'Kettle 2', role: 'ours' });
  expect((await post(`/products/${twice.id}/remove`, form)).status).toBe(303);
  expect(await store.products.get(twice.id)).toBeUndefined();
});

function upload(fields: Record<string, string>, file?: File): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (file) form.set('file', file);
  return form;
}

test('a file sent by form becomes an import with its very bytes', async () => {
  const product = await store.products.create({ name: 'Kettle', role: 'ours' });
  const text = 'text,rating\r\n"好, 好用",5\r\n';
  const file = new File([text], 'reviews.csv', { type: 'text/csv' });
  const answer = await post('/imports', upload({ kind: 'reviews', productId: product.id, currency: '' }, file));
  expect(answer.status).toBe(303);
  const id = answer.headers.get('location')?.split('/').at(-1) ?? '';
  const job = await store.imports.get(id);
  expect(job).toMatchObject({
    kind: 'reviews',
    productId: product.id,
    fileName: 'reviews.csv',
    status: 'queued',
    size: Buffer.byteLength(text),
  });
  expect((await store.bucket.get(job?.object ?? ''))?.toString()).toBe(text);
  expect(await page(`/imports/${id}`)).toContain('data-live');
  // Read in the background: its columns wait to be confirmed.
  expect(job?.unconfirmed).toBe(true);
});

test('currency and time zone of purchases are asked for beside their columns, whose product needs no naming', async () => {
  for (let claim = await store.imports.claim(); claim; claim = await store.imports.claim())
    await claim.finish({ status: 'done' });
  const file = new File(['客户,日期,金额\n'], 'orders.csv');
  const answer = await post('/imports', upload({ kind: 'purchases', productId: '' }, file));
  const path = answer.headers.get('location') ?? '';
  const columns = [
    { name: '客户', field: 'customerId', samples: ['买***家'] },
    { name: '日期', field: 'date', samples: ['2026-01-01'] },
    { name: '金额', field: 'amount', samples: ['￥12.00'] },
  ];
  await (await store.imports.claim())?.finish({ status: 'queued', preview: { columns } });
  const shown = await page(path);
  expect(shown).toMatch(/name="currency"[^>]*value="CNY"/);
  expect(shown).toContain('may be the yuan or the yen');
  expect(shown).toContain('客户 is masked with *');
  expect(shown).toMatch(/<option value="UTC" selected="">/);
  const chosen = { 'column.0': 'customerId', 'column.1': 'date', 'column.2': 'amount' };
  const start = (stated: Record<string, string>) =>
    post(`${path}/start`, new URLSearchParams({ ...chosen, ...stated }));
  for (const wrong of [{ currency: '人民币' }, { currency: 'CNY', timeZone: 'Moon/Base' }]) {
    const refused = await start(wrong);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('role="alert"');
  }
  // What was chosen on the way is not lost.
  const again = await (await start({ 'column.0': '', currency: 'JPY', timeZone: 'Asia/Tokyo' })).text();
  expect(again).toMatch(/name="currency"[^>]*value="JPY"/);
  expect(again).toContain('<option value="Asia/Tokyo" selected="">');
  expect(again).not.toContain('<option value="customerId" selected="">');
  expect((await start({ currency: ' jpy ', timeZone: 'Asia/Tokyo' })).status).toBe(303);
  const job = await store.imports.get(path.split('/').at(-1) ?? '');
  expect(job).toMatchObject({
    kind: 'purchases',
    productId: null,
    options: { currency: 'JPY', timeZone: 'Asia/Tokyo' },
  });
  // What was said last is offered next.
  const next = await post('/imports', upload({ kind: 'events' }, file));
  for (let claim = await store.imports.claim(); claim; claim = await store.imports.claim())
    await claim.finish({ status: 'queued', preview: { columns } });
  expect(await page(next.headers.get('location') ?? '')).toMatch(/<option value="Asia\/Tokyo" selected="">/);
});

test('what the amounts are of is asked beside the columns, with what the rows show and why', async () => {
  for (let claim = await store.imports.claim(); claim; claim = await store.imports.claim())
    await claim.finish({ status: 'done' });
  const fields = ['orderId', 'customerId', 'date', 'amount', null];
  const columns = ['订单', '客户', '日期', '应付金额', '金额'].map((name, i) => ({
    name,
    field: fields[i] ?? null,
    samples: [],
  }));
  const amounts = { amountOf: 'order', because: 'repeat', orders: 12, alike: 11 } as const;
  const previewed = async () => {
    const file = new File(['订单,客户,日期,应付金额,金额\n'], 'orders.csv');
    const path = (await post('/imports', upload({ kind: 'purchases' }, file))).headers.get('location') ?? '';
    await (await store.imports.claim())?.finish({ status: 'queued', preview: { columns, amounts } });
    return path;
  };
  const shown = await page(await previewed());
  expect(shown).toMatch(/<option value="order" selected="">/);
  expect(shown).toContain('in 11 of 12 orders of several lines');
  const chosen = { 'column.0': 'orderId', 'column.1': 'customerId', 'column.2': 'date' };
  const started = async (more: Record<string, string>) => {
    const path = await previewed();
    expect((await post(`${path}/start`, new URLSearchParams({ ...chosen, ...more }))).status).toBe(303);
    await (await store.imports.claim())?.finish({ status: 'done' });
    return (await store.imports.get(path.split('/').at(-1) ?? ''))?.options;
  };
  expect(await started({ 'column.3': 'amount', amountOf: 'order' })).toMatchObject({ amountOf: 'order' });
  expect(await started({ 'column.3': 'amount', amountOf: 'line' })).toMatchObject({ amountOf: 'line' });
  // What was proposed of one column is not said of another.
  expect(await started({ 'column.4': 'amount', amountOf: 'order' })).not.toHaveProperty('amountOf');
  expect(await started({ 'column.4': 'amount', amountOf: 'line' })).toMatchObject({ amountOf: 'line' });
});

test.each([
  ['no file', upload({ kind: 'reviews', productId: 'x' })],
  ['an unknown kind', upload({ kind: 'secrets' }, new File(['a'], 'a.csv'))],
  [
    'an unknown product',
    upload({ kind: 'reviews', productId: 'prd_00000000000000000000000000' }, new File(['a'], 'a.csv')),
  ],
  ['a file beyond the limit', upload({ kind: 'purchases' }, new File(['x'.repeat(1_200_000)], 'a.csv'))],
])('a form with %s is answered with what to do', async (_name, form) => {
  const answer = await post('/imports', form);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('role="alert"');
});

test('a file is read once its columns are confirmed: only what a person changed is told, and a column can be left out', async () => {
  for (let claim = await store.imports.claim(); claim; claim = await store.imports.claim())
    await claim.finish({ status: 'done' });
  const file = new File(['a,b,author\n1,2,Ann\n'], 'odd.csv');
  const product = await store.products.create({ name: 'Pan', role: 'ours' });
  const sent = await post('/imports', upload({ kind: 'reviews', productId: product.id }, file));
  const path = sent.headers.get('location') ?? '';
  const claim = await store.imports.claim();
  const columns = [
    { name: EVIL, field: null, samples: ['1'] },
    { name: 'b', field: null, samples: [EVIL] },
    { name: 'author', field: 'author', samples: ['Ann'] },
  ];
  await claim?.finish({ status: 'queued', preview: { columns } });
  expect(await page(path)).toContain('What is in which column?');
  expect(await page(path)).not.toContain('<script>alert');
  // The clock of reviews is asked as that of orders is.
  expect(await page(path)).toContain('<select id="timeZone"');
  const start = (choices: Record<string, string>) =>
    post(`${path}/start`, new URLSearchParams({ timeZone: 'Asia/Shanghai', ...choices }));
  expect(await (await start({ 'column.2': 'author' })).text()).toContain('Text of the review');
  expect(await (await start({ 'column.1': 'text', 'column.0': 'text' })).text()).toContain('Two columns');
  expect(await store.imports.claim()).toBeUndefined();
  expect((await start({ 'column.1': 'text', 'column.0': 'rating', 'column.2': '' })).status).toBe(303);
  const job = await store.imports.get(path.split('/').at(-1) ?? '');
  expect(job).toMatchObject({
    mapping: { text: 'b', rating: EVIL },
    options: { leaveOut: ['author'], timeZone: 'Asia/Shanghai' },
    unconfirmed: false,
  });
  expect(job).not.toHaveProperty('preview');
  expect((await store.imports.claim())?.job.id).toBe(job?.id);
});

test('a survey is made of a template, published, handed out by link and QR code, closed', async () => {
  const [product] = await store.products.all();
  const made = await post('/surveys', new URLSearchParams({ productId: product?.id ?? '', template: 'nps' }));
  const path = made.headers.get('location') ?? '';
  expect(await page(path)).toContain('draft');
  await post(`${path}/publish`, new URLSearchParams());
  const open = await page(path);
  expect(open).toContain(`http://localhost/s/${path.split('/').at(-1)}`);
  expect(open).toContain('<svg class="qr"');
  const personal = await (await post(`${path}/links`, new URLSearchParams({ customerId: 'C1' }))).text();
  const link = /http:\/\/localhost(\/s\/[^"<]+\?t=[^"<]+)/.exec(personal)?.[1] ?? '';
  expect((await app.request(link)).status).toBe(200);
  await post(`${path}/close`, new URLSearchParams());
  expect(await page(path)).toContain('closed');
});

test('an address that nothing stands at is a page for people and a problem for programs', async () => {
  const people = await app.request('/nothing-here', { headers: { cookie, accept: 'text/html' } });
  expect([people.status, people.headers.get('content-type')]).toEqual([404, 'text/html; charset=UTF-8']);
  const programs = await app.request('/v1/nothing-here', { headers: { cookie } });
  expect([programs.status, programs.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
});

test('what is not there says so in the reader’s language', async () => {
  const answer = await app.request('/personas/per_nothing', {
    headers: { cookie, accept: 'text/html', 'accept-language': 'zh' },
  });
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('没有这个页面');
});

test('a webhook is added on its page, its key shown once; an address within a private network is refused', async () => {
  const form = (url: string) =>
    new URLSearchParams([
      ['url', url],
      ['events', 'response.received'],
    ]);
  const refused = await post('/settings/webhooks', form('https://10.0.0.1/"><script>'));
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('role="alert"');
  const added = await (await post('/settings/webhooks', form('https://hooks.example/in'))).text();
  const [secret = ''] = added.match(/whsec_[A-Za-z0-9+/]{43}=/) ?? [];
  expect(secret).not.toBe('');
  expect(await page('/settings/webhooks')).not.toContain(secret);
  const [webhook] = await store.webhooks.all();
  for (const action of ['disable', 'enable'])
    expect((await post(`/settings/webhooks/${webhook?.id}/${action}`, new FormData())).status).toBe(303);
  expect((await post(`/settings/webhooks/${webhook?.id}/remove`, new FormData())).status).toBe(303);
  expect(await store.webhooks.all()).toEqual([]);
});

test('what a draft’s preview shows is never what respondents get', async () => {
  const product = await store.products.create({ name: 'Pan', role: 'ours' });
  const definition = (title: string) => ({
    title: { en: title },
    languages: ['en'],
    pages: [{ id: 'only', questions: [{ type: 'nps' as const, id: 'recommend', title: { en: 'Well?' } }] }],
  });
  const { id } = await store.surveys.create({
    productId: product.id,
    name: 'Pan',
    definition: definition('As published'),
  });
  await store.surveys.publish(id);
  await store.surveys.edit(id, { definition: definition('As drafted') });
  expect(await page(`/surveys/${id}/preview`)).toContain('As drafted');
  const html = await (await app.request(`/s/${id}`)).text();
  expect(html).toContain('As published');
  expect(html).not.toContain('As drafted');
});
