/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdir } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LocalServer } from '../flows/local-server.ts';
import { fillIn } from '../flows/respondent.ts';
import { startBrowser } from './chromium.ts';

const started = await startBrowser();
if (typeof started === 'string') console.log(`browser tests of the team's pages are skipped: ${started}`);

/** Where `SCREENSHOTS=1` leaves what the pages look like. */
const SCREENSHOTS = new URL('screenshots/', import.meta.url).pathname;
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const MAX_BROTLI_BYTES = 60_000;
const EVIL = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';

const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-US', colorScheme: 'light' };
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, locale: 'zh-CN', colorScheme: 'dark' };

describe.skipIf(typeof started === 'string')('the team’s pages in a browser', () => {
  const browser = started as Browser;
  let server: LocalServer;
  let session: Awaited<ReturnType<BrowserContext['storageState']>>;
  let begun: number;

  beforeAll(async () => {
    await mkdir(SCREENSHOTS, { recursive: true });
    begun = Date.now();
    server = await LocalServer.start();
  });
  afterAll(async () => {
    await browser.close();
    await server.remove();
  });

  async function open(options: BrowserContextOptions = desk) {
    const context = await browser.newContext({ ...options, ...(session && { storageState: session }) });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.origin)) complaints.push(`asks ${request.url()}`);
    });
    return { page, context, complaints };
  }

  /** A source that refuses at once and so stops. */
  async function watchNothing(): Promise<void> {
    const config = { url: 'http://127.0.0.1/feed' };
    const productId = (await server.get('/v1/products')).body.items[0]?.id;
    const { id } = (await server.post('/v1/sources', { productId, connector: 'feed', config })).body;
    while ((await server.get(`/v1/sources/${id}`)).body.status !== 'stopped')
      await new Promise((resolve) => setTimeout(resolve, 200));
  }

  /** The address of one page of each kind. */
  async function addresses(): Promise<string[]> {
    const idOf = async (path: string) => (await server.get(path)).body.items[0]?.id;
    if (!(await idOf('/v1/sources'))) await watchNothing();
    const [product, survey, importId, persona, build, source] = await Promise.all(
      ['products', 'surveys', 'imports', 'personas', 'insights/builds', 'sources'].map((noun) => idOf(`/v1/${noun}`)),
    );
    const [pain, feedback] = await Promise.all(
      ['pain-points', 'feedback'].map((noun) => idOf(`/v1/${noun}?productId=${product}`)),
    );
    const places = [
      'pain-points',
      'competition',
      'themes',
      'customers',
      'personas',
      'surveys',
      'sources',
      'imports',
      'products',
      'feedback',
    ];
    return [
      '/',
      ...places.map((place) => `/${place}`),
      `/pain-points/${product}/${pain}`,
      `/themes/${pain}`,
      '/personas/side-by-side',
      `/personas/${persona}`,
      `/personas/${persona}/versions`,
      `/personas/${persona}/audience`,
      '/strategies',
      '/strategies/new',
      '/strategies/win-back',
      '/persona-settings',
      '/persona-settings/groupings/new',
      '/builds/schedule',
      `/surveys/${survey}`,
      `/surveys/${survey}/responses`,
      `/imports/${importId}`,
      '/sources/new',
      '/settings',
      ...['members', 'keys', 'sign-in', 'audit', 'retention', 'webhooks', 'erasures'].map(
        (each) => `/settings/${each}`,
      ),
      '/persona-settings',
      '/strategies',
      `/surveys/${survey}/edit`,
      `/surveys/${survey}/edit/settings`,
      `/surveys/${survey}/edit/questions/recommend`,
      '/sources/new?connector=json-api',
      `/sources/${source}`,
      `/builds/${build}`,
      `/feedback/${feedback}`,
      '/docs',
      '/sign-in',
      '/nothing-here',
    ];
  }

  test('from the start command to the first persona by keyboard alone, in under five minutes', async () => {
    const { page, context, complaints } = await open();
    const link = /Sign in.*?(http\S+)/.exec(server.output)?.[1];
    await page.goto(link ?? '');
    session = await context.storageState();
    await press(page, 'Load sample data');
    await press(page, 'See the personas');
    const cards = page.getByRole('heading', { level: 2 }).getByRole('link');
    await press(page, (await cards.first().textContent()) ?? '');
    await page.getByRole('heading', { name: 'Portrait' }).waitFor();
    const seconds = (Date.now() - begun) / 1000;
    console.log(`from the start command to the first persona: ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(300);
    expect(complaints).toEqual([]);
    await context.close();
  }, 300_000);

  test.each([
    ['at a desk, in English, by day', desk, 'en'],
    ['on a phone, in Chinese, by night', phone, 'zh-CN'],
  ])(
    'every page %s has no barrier, error, overflow or jump',
    async (name, options, language) => {
      const { page, context, complaints } = await open(options);
      await page.addInitScript(() => {
        const shifts = { sum: 0 };
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.sum += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      for (const address of await addresses()) {
        await page.goto(server.origin + address);
        const shifted = await page.evaluate(() => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum);
        expect(shifted, address).toBeLessThan(0.01);
        const file = `${address.replaceAll(/[^a-z-]+/g, '_')}-${name.replaceAll(/[^a-z]+/gi, '-')}.png`;
        if (process.env.SCREENSHOTS) await page.screenshot({ path: SCREENSHOTS + file, fullPage: true });
        expect(await page.locator('html').getAttribute('lang'), address).toBe(language);
        const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          address,
        ).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          address,
        ).toBeLessThanOrEqual(0);
        if (address === '/nothing-here') complaints.length = 0;
        expect(complaints, address).toEqual([]);
      }
      await context.close();
    },
    240_000,
  );

  test('no page weighs more than 60 KB with all that it loads', async () => {
    const { page, context } = await open();
    await page.goto(server.origin);
    const files = await page.evaluate(() =>
      [...document.querySelectorAll('link[rel=stylesheet],script[src]')].map(
        (each) => each.getAttribute('href') ?? each.getAttribute('src') ?? '',
      ),
    );
    const sizeOf = async (path: string) => brotliCompressSync((await server.get(path)).body).byteLength;
    let shared = 0;
    for (const file of files) shared += await sizeOf(file);
    for (const address of await addresses()) {
      if (address === '/nothing-here') continue;
      const size = shared + (await sizeOf(address));
      if (size > MAX_BROTLI_BYTES / 2) console.log(`${address}: ${(size / 1000).toFixed(1)} KB brotli`);
      expect(size, address).toBeLessThanOrEqual(MAX_BROTLI_BYTES);
    }
    await context.close();
  }, 60_000);

  test('without scripts one can name a product, import a file, publish a survey and build', async () => {
    const { page, context } = await open({ ...desk, javaScriptEnabled: false });
    await page.goto(`${server.origin}/products`);
    await page.getByLabel('Name').fill('Kettle');
    await page.getByRole('button', { name: 'Add a product' }).click();
    await page.goto(`${server.origin}/imports`);
    await page.getByLabel(/Product that the reviews/).selectOption({ label: 'Kettle (ours)' });
    const buffer = Buffer.from('text,rating\nThe lid leaks.,1\nBoils fast.,5\n');
    await page.getByLabel('File').setInputFiles({ name: 'reviews.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.getByRole('button', { name: 'Begin the import' }).click();
    await page.getByText('taken in').waitFor();
    await page.goto(`${server.origin}/surveys`);
    await page.getByRole('button', { name: 'Create a survey' }).click();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await page.goto(server.origin);
    await page.getByRole('button', { name: 'Build the insights now' }).click();
    await page.getByRole('link', { name: 'See the personas' }).waitFor({ timeout: 120_000 });
    await context.close();
  }, 240_000);

  test('on a phone, in Chinese and without scripts one edits a survey, takes a step back and publishes it', async () => {
    const { page, context } = await open({ ...phone, javaScriptEnabled: false });
    await page.goto(`${server.origin}/surveys`);
    await page.getByRole('button', { name: '创建问卷' }).click();
    await page.getByRole('link', { name: '编辑' }).click();
    await page.getByText('添加题目', { exact: true }).first().click();
    const add = page.locator('.page-outline').first();
    await add.getByLabel('题目').fill('您最喜欢哪种颜色？');
    await add.getByLabel('类型').selectOption('single');
    await add.getByRole('button', { name: '添加题目' }).click();
    await page.getByLabel('继续添加，每行一项').fill('红\n蓝');
    await page.getByRole('button', { name: '保存', exact: true }).last().click();
    await page.getByText('已保存。').waitFor();
    // Two choices without words keep it from being published, and it says so beside them.
    await page.getByText('缺少语言').first().waitFor();
    for (const empty of ['c1', 'c2']) await page.locator(`button[value="choices-delete:${empty}"]`).click();
    await page.getByRole('button', { name: '保存并返回全部' }).click();
    const question = page.getByRole('link', { name: '您最喜欢哪种颜色？' });
    await question.waitFor();
    await page.getByRole('button', { name: '删除：您最喜欢哪种颜色？' }).click();
    expect(await question.count()).toBe(0);
    await page.getByRole('button', { name: '撤销上一次修改' }).click();
    await question.waitFor();
    const preview = page.frameLocator('iframe.preview');
    await preview.getByText('您最喜欢哪种颜色？').waitFor();
    await preview.getByText('蓝').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByRole('img', { name: /二维码/ }).waitFor();
    await context.close();
  }, 60_000);

  test('a reader signs in by link, reads, and is offered nothing that would be refused', async () => {
    const member = (await server.post('/v1/members', { name: `Ada ${EVIL}`, role: 'reader' })).body;
    const { url } = (await server.post(`/v1/members/${member.id}/sign-in-link`)).body;
    const context = await browser.newContext(desk);
    const page = await context.newPage();
    await page.goto(url);
    await page.getByText('(reader)').waitFor();
    for (const path of ['/', '/products', '/imports', '/surveys', '/settings']) {
      await page.goto(server.origin + path);
      expect(await page.locator('main form[method=post]:visible').count(), path).toBe(0);
    }
    expect((await page.goto(`${server.origin}/settings/keys`))?.status()).toBe(403);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  }, 60_000);

  test('what a respondent, a reviewer or a file says runs nowhere', async () => {
    const product = await server.createProduct(`Pan ${EVIL}`, 'ours');
    const rows = Array.from(
      { length: 30 },
      (_, i) => `"The handle broke ${EVIL} ${i}",1,"${evil(i)}","${evil(1)}","C${i}"`,
    );
    const reviews = `text,rating,channel,version,customer_id\n${rows.join('\n')}\n`;
    const orders = Array.from(
      { length: 60 },
      (_, i) => `o${i},C${i % 30},2026-0${1 + (i % 9)}-11,${i + 1},CNY,"${evil(1)}"`,
    );
    const purchases = `order_id,customer_id,date,amount,currency,category\n${orders.join('\n')}\n`;
    const files = [
      await server.sendFile(`kind=reviews&productId=${product}`, reviews),
      await server.sendFile('kind=purchases', purchases),
      await server.sendFile(`kind=reviews&productId=${product}`, `${evil(2)},b\n1,2\n`),
    ];
    for (const id of files) await server.finished(`/v1/imports/${id}`);
    const survey = await server.publishedSurvey(product);
    await server.build();

    const answers = { recommend: '3', satisfaction: '2', problem: EVIL, wish: `I wish ${EVIL}` };
    expect((await fillIn(server, `/s/${survey}?lang=en`, answers)).page).toContain('Thank you');

    const everywhere = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (name, each) => (name === 'en' ? EVIL : each));
    const { body: defined } = await server.get(`/v1/surveys/${survey}`);
    const definition = everywhere(defined.definition);
    await server.request(`/v1/surveys/${survey}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `Survey ${EVIL}`, definition }),
    });
    await server.post('/v1/keys', { name: EVIL });

    const { page, context, complaints } = await open();
    const pain = (await server.get(`/v1/pain-points?productId=${product}`)).body.items[0]?.id;
    const feedback = (await server.get(`/v1/feedback?productId=${product}`)).body.items[0]?.id;
    const own = [
      `/pain-points?productId=${product}`,
      ...(pain ? [`/pain-points/${product}/${pain}`] : []),
      `/feedback?productId=${product}`,
      `/feedback/${feedback}`,
      `/surveys/${survey}`,
      `/surveys/${survey}/responses`,
      `/surveys/${survey}/edit`,
      `/surveys/${survey}/edit/settings`,
      `/surveys/${survey}/edit/questions/recommend`,
      `/surveys/${survey}/preview?language=en`,
      ...files.map((id) => `/imports/${id}`),
    ];
    for (const address of [...(await addresses()), ...own]) {
      await page.goto(server.origin + address);
      expect(await page.evaluate(() => 'hurt' in globalThis), address).toBe(false);
      expect(await page.locator('img[src="x"], script:not([src], [type="application/json"])').count(), address).toBe(0);
    }
    expect(await page.goto(`${server.origin}/surveys/${survey}/responses`).then((answer) => answer?.text())).toContain(
      '&lt;img',
    );
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await context.close();
  }, 240_000);

  test('whoever is not signed in is led to the sign-in page', async () => {
    const context = await browser.newContext(desk);
    const page = await context.newPage();
    await page.goto(`${server.origin}/personas`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await context.close();
  });
});

/** Hostile text for a cell of a CSV file, different for each number. */
function evil(number: number): string {
  return `${EVIL.replaceAll('"', '""')}${number}`;
}

/** Goes from control to control by Tab until it stands on the one of this name, waiting for it to appear, and presses Enter. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator('a, button').filter({ hasText: name }).first().waitFor({ timeout: 200_000 });
  await page.locator('body').focus();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim());
    if (focused !== name) continue;
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
    return;
  }
  throw new Error(`“${name}” cannot be reached by Tab`);
}
