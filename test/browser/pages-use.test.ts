/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { LocalServer } from '../flows/local-server.ts';
import { browserForPages, desk, EVIL, openTeam, overflowOf, phone } from './team.ts';

const browser = await browserForPages();

describe.skipIf(!browser)('what one does with the team’s pages', () => {
  let team: Awaited<ReturnType<typeof openTeam>>;
  let server: LocalServer;
  let begun: number;

  beforeAll(async () => {
    begun = Date.now();
    team = await openTeam(browser as Browser);
    server = team.server;
  });
  afterAll(() => team.close());

  test('from the start command to the first persona by keyboard alone, in under five minutes', async () => {
    const { page, context, complaints } = await team.signIn();
    await press(page, 'Load sample data');
    await press(page, 'See the personas');
    const cards = page.getByRole('heading', { level: 2 }).getByRole('link');
    await press(page, (await cards.first().textContent()) ?? '');
    await page.getByRole('heading', { name: 'Portrait' }).waitFor();
    const seconds = (Date.now() - begun) / 1000;
    console.log(`from the start command to the first persona: ${seconds.toFixed(1)} s`);
    expect(complaints).toEqual([]);
    await context.close();
    // Five minutes, less one for the start.
  }, 240_000);

  test('by keyboard alone one filters a table, opens a pain, corrects a mention and publishes a survey', async () => {
    const { page, context } = await team.open();
    await page.goto(`${server.origin}/pain-points`);
    await tabTo(page, 'select#productId');
    await page.keyboard.press('ArrowDown');
    const chosen = await page.locator('#productId option:checked').textContent();
    await tabTo(page, 'form.filter button');
    await enter(page, /productId=prd_/);
    const product = page.getByRole('heading', { level: 2 }).first();
    expect(chosen).toContain(await product.textContent());
    await tabTo(page, 'main tbody th a');
    const pain = (await page.locator('main tbody th a').first().textContent()) ?? '';
    await enter(page, /pain-points\/prd_\w+\/thm_/);
    await page.getByRole('heading', { level: 1, name: pain }).waitFor();

    await page.goto(`${server.origin}/feedback`);
    await tabTo(page, '.quotes footer a');
    await enter(page, /feedback\/\w+/);
    await tabTo(page, '#mentions ~ div summary');
    await page.keyboard.press('Enter');
    await tabTo(page, 'select[name=intent]');
    await page.keyboard.press('End');
    await tabTo(page, 'details[open] button[type=submit]');
    await enter(page, /#mentions/);
    await page.getByRole('cell', { name: 'by hand' }).waitFor();

    await page.goto(`${server.origin}/surveys`);
    await tabTo(page, 'main form[action="/surveys"] button');
    await enter(page, /surveys\/srv_/);
    await press(page, 'Publish');
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    await context.close();
  }, 60_000);

  test('without scripts one can name a product, import a file, publish a survey and build', async () => {
    // On a machine of its own: with the sample there, the build would read that once more.
    const { server, signIn } = await openTeam(browser as Browser);
    onTestFinished(() => server.remove());
    const { page, context } = await signIn({ ...desk, javaScriptEnabled: false });
    await page.goto(`${server.origin}/products`);
    await page.getByLabel('Name', { exact: true }).fill('Kettle');
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
    const { page, context } = await team.open({ ...phone, javaScriptEnabled: false });
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
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: '发布' }).click();
    await page.getByRole('img', { name: /二维码/ }).waitFor();
    await context.close();
  }, 60_000);

  test('a reader signs in by link, reads, and is offered nothing that would be refused', async () => {
    const member = (await server.post('/v1/members', { name: `Ada ${EVIL}`, role: 'reader' })).body;
    const { url } = (await server.post(`/v1/members/${member.id}/sign-in-link`)).body;
    const context = await (browser as Browser).newContext(desk);
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

  test('whoever is not signed in is led to the sign-in page', async () => {
    const context = await (browser as Browser).newContext(desk);
    const page = await context.newPage();
    await page.goto(`${server.origin}/personas`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await context.close();
  });
});

/** Presses Tab until the control that has the focus is one that `found` takes. */
async function tabUntil(page: Page, found: () => Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    await page.keyboard.press('Tab');
    if (await found()) return;
  }
  throw new Error(`“${what}” cannot be reached by Tab`);
}

function tabTo(page: Page, selector: string): Promise<void> {
  const found = () => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  return tabUntil(page, found, selector);
}

/** Presses Enter and waits for the address that it leads to. */
async function enter(page: Page, address: RegExp): Promise<void> {
  await Promise.all([page.waitForURL(address), page.keyboard.press('Enter')]);
}

/** Goes from control to control by Tab until it stands on the one of this name, waiting for it to appear, and presses Enter. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator('a, button').filter({ hasText: name }).first().waitFor({ timeout: 200_000 });
  await page.locator('body').focus();
  const isIt = async () => (await page.evaluate(() => document.activeElement?.textContent?.trim())) === name;
  await tabUntil(page, isIt, name);
  await page.keyboard.press('Enter');
  await page.waitForLoadState();
}
