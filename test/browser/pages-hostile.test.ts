/// <reference lib="dom" />
import { newId } from '@soundings/contracts/ids';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LocalServer } from '../flows/local-server.ts';
import { fillIn } from '../flows/respondent.ts';
import { addWhatTheSampleLacks, groupByRules, pageAddresses } from './page-addresses.ts';
import { browserForPages, EVIL, openTeam } from './team.ts';

const browser = await browserForPages();
/** In both languages at once: the product shows a text in the reader's. */
const EVERY_LANGUAGE = { 'zh-CN': EVIL, en: EVIL };
/** An address that would leave the attribute it stands in. */
const EVIL_ADDRESS = `http://127.0.0.1/"onmouseover="window.hurt=1"x="${EVIL}`;
const PEOPLE = 60;

describe.skipIf(!browser)('hostile words on the team’s pages', () => {
  let team: Awaited<ReturnType<typeof openTeam>>;
  let server: LocalServer;

  beforeAll(async () => {
    team = await openTeam(browser as Browser);
    server = team.server;
    await (await team.signIn()).context.close();
  });
  afterAll(() => team.close());

  /** What people of the team could write, or be sent and paste. */
  async function writeSettings(productId: string): Promise<void> {
    const { edition, rules } = (await server.get('/v1/strategy-book')).body;
    const texts = Object.fromEntries(
      ['message', 'channel', 'timing', 'offer', 'measure'].map((field) => [field, EVERY_LANGUAGE]),
    );
    const rule = { id: 'evil', when: { repeatBelow: 1, pNoneBelow: 1 }, ...texts };
    const book = await put('/v1/strategy-book', { basedOn: edition, rules: [rule, ...rules] });
    const theme = { action: 'create', themeId: newId('theme'), names: EVERY_LANGUAGE, domains: [] };
    const themes = [
      await server.post('/v1/themes/edits', { ...theme, words: ['handle', `lid ${EVIL}`] }),
      await server.post('/v1/themes/edits', { action: 'add-words', themeId: theme.themeId, words: [EVIL] }),
    ];
    await groupByRules(server, EVIL);
    const source = { productId, connector: 'feed', config: { url: EVIL_ADDRESS }, name: `Source ${EVIL}` };
    const made = [
      await server.post('/v1/sources', source),
      await server.post('/v1/webhooks', { url: `https://nobody.invalid/?a=${EVIL}`, events: ['source.stopped'] }),
      await server.post('/v1/keys', { name: EVIL }),
      await server.post('/v1/members', { name: EVIL, role: 'reader' }),
    ];
    expect([book, ...themes, ...made].map(({ status }) => status)).toEqual([200, 201, 201, 201, 201, 201, 201]);
  }

  async function put(path: string, body: unknown) {
    const headers = { 'content-type': 'application/json' };
    return server.request(path, { method: 'PUT', headers, body: JSON.stringify(body) });
  }

  /** Files whose every cell that is free text is hostile. Gives their imports. */
  async function sendFiles(productId: string): Promise<string[]> {
    const reviews = Array.from(
      { length: PEOPLE },
      (_, i) =>
        `"The handle broke ${evil(i)}",1,"${evil(i)}","${evil(1)}","C${i}","${evil(i)}","${EVIL_ADDRESS.replaceAll('"', '""')}"`,
    );
    const orders = Array.from(
      { length: PEOPLE * 3 },
      (_, i) => `o${i},C${i % PEOPLE},2026-0${1 + (i % 9)}-11,${i + 1},CNY,"${evil(1)}","${evil(2)}","${evil(3)}"`,
    );
    const files = [
      await server.sendFile(
        `kind=reviews&productId=${productId}`,
        `text,rating,channel,version,customer_id,author,url\n${reviews.join('\n')}\n`,
      ),
      await server.sendFile(
        'kind=purchases',
        `order_id,customer_id,date,amount,currency,category,channel,region\n${orders.join('\n')}\n`,
      ),
      await server.sendFile(`kind=reviews&productId=${productId}`, `${evil(2)},b\n1,2\n`),
    ];
    for (const id of files) await server.finished(`/v1/imports/${id}`);
    return files;
  }

  /** A survey whose every English text is hostile, and an answer to it. */
  async function survey(productId: string): Promise<string> {
    const id = await server.publishedSurvey(productId);
    const answers = { recommend: '3', satisfaction: '2', problem: EVIL, wish: `I wish ${EVIL}` };
    expect((await fillIn(server, `/s/${id}?lang=en`, answers)).page).toContain('Thank you');
    const everywhere = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (name, each) => (name === 'en' ? EVIL : each));
    const { definition } = (await server.get(`/v1/surveys/${id}`)).body;
    await server.request(`/v1/surveys/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: `Survey ${EVIL}`, definition: everywhere(definition) }),
    });
    return id;
  }

  test('what a respondent, a reviewer, a file or the team says runs nowhere', async () => {
    const product = await server.createProduct(`Pan ${EVIL}`, 'ours');
    await server.createProduct(`Pot ${EVIL}`, 'competitor');
    await writeSettings(product);
    const files = await sendFiles(product);
    const surveyId = await survey(product);
    expect(await server.build()).toMatchObject({ status: 'done' });
    await addWhatTheSampleLacks(server);

    const { page, context, complaints } = await team.open();
    await page.addInitScript(() => {
      const refused: string[] = [];
      Object.assign(globalThis, { refused });
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => refused.push(violatedDirective));
    });
    await page.goto(`${server.origin}/imports`);
    await page.getByLabel(/Product that the reviews/).selectOption(product);
    const buffer = Buffer.from(`${evil(3)},text\n${evil(4)},"${evil(5)}"\n`);
    await page.getByLabel('File').setInputFiles({ name: `${EVIL}.csv`, mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.getByRole('button', { name: 'Begin the import' }).waitFor();

    const mine = (await server.get('/v1/personas')).body.items.map(({ id }: { id: string }) => `/personas/${id}`);
    const sources = (await server.get('/v1/sources')).body.items.map(({ id }: { id: string }) => `/sources/${id}`);
    const own = [
      new URL(page.url()).pathname,
      ...mine,
      ...sources,
      '/strategies/evil',
      `/surveys/${surveyId}/preview?language=en`,
      ...files.map((id) => `/imports/${id}`),
    ];
    let told = 0;
    for (const address of [...(await pageAddresses(server)), ...own]) {
      await page.goto(server.origin + address);
      const seen = await page.evaluate(() => ({
        hurt: 'hurt' in globalThis,
        refused: (globalThis as unknown as { refused: string[] }).refused,
        markup: document.querySelectorAll('img[src="x"], script:not([src], [type="application/json"]), [onmouseover]')
          .length,
        told: document.body.textContent.includes('window.hurt=1'),
      }));
      expect(seen, address).toMatchObject({ hurt: false, refused: [], markup: 0 });
      if (seen.told) told++;
    }
    // The words themselves are shown as they were written.
    expect(told).toBeGreaterThan(25);
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    await context.close();
  }, 240_000);
});

/** Hostile text for a cell of a CSV file, different for each number. */
function evil(number: number): string {
  return `${EVIL.replaceAll('"', '""')}${number}`;
}
