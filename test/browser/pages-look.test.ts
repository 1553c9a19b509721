/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdir } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriersIn, faintColoursIn } from './barriers.ts';
import { addWhatTheSampleLacks, groupByRules, isOf, pageAddresses, pageRoutes } from './page-addresses.ts';
import { browserForPages, desk, openTeam, overflowOf, phone } from './team.ts';

const browser = await browserForPages();

/** Where `SCREENSHOTS=1` leaves what the pages look like. */
const SCREENSHOTS = new URL('screenshots/', import.meta.url).pathname;
const MAX_BROTLI_BYTES = 60_000;

describe.skipIf(!browser)('what the team’s pages look like', () => {
  let team: Awaited<ReturnType<typeof openTeam>>;
  let addresses: string[];

  beforeAll(async () => {
    await mkdir(SCREENSHOTS, { recursive: true });
    team = await openTeam(browser as Browser);
    await (await team.signIn()).context.close();
    await team.loadSample();
    await addWhatTheSampleLacks(team.server);
    await groupByRules(team.server, 'Buyers');
    addresses = await pageAddresses(team.server);
  }, 240_000);
  afterAll(() => team.close());

  test('every page of the product is among those that are looked at', async () => {
    const routes = await pageRoutes();
    expect(routes).toContain('/settings/webhooks');
    expect(routes.filter((route) => !addresses.some((address) => isOf(route, address)))).toEqual([]);
  });

  test.each([
    ['at a desk, in English', desk, phone, 'en'],
    ['on a phone, in Chinese', phone, desk, 'zh-CN'],
  ] as const)(
    'every page %s has no barrier by day or by night, no error, overflow or jump',
    async (name, options, other, language) => {
      const { page, context, complaints } = await team.open(options);
      await page.addInitScript(() => {
        const shifts = { sum: 0 };
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shifts.sum += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
      const picture = async (address: string, how: string) => {
        const file = `${address.replaceAll(/[^a-z-]+/g, '_')}-${name.replaceAll(/[^a-z]+/gi, '-')}-${how}.png`;
        if (process.env.SCREENSHOTS) await page.screenshot({ path: SCREENSHOTS + file, fullPage: true });
      };
      for (const address of addresses) {
        await page.setViewportSize(options.viewport);
        await page.emulateMedia({ colorScheme: options.colorScheme });
        await page.goto(team.server.origin + address);
        const shifted = await page.evaluate(() => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum);
        expect(shifted, address).toBeLessThan(0.01);
        await picture(address, options.colorScheme);
        expect(await page.locator('html').getAttribute('lang'), address).toBe(language);
        expect(await barriersIn(page), address).toEqual([]);
        expect(await overflowOf(page), address).toBeLessThanOrEqual(0);
        expect(await faintColoursIn(page, other.colorScheme), `${address}, ${other.colorScheme}`).toEqual([]);
        await page.setViewportSize(other.viewport);
        expect(await overflowOf(page), `${address}, ${other.viewport.width} px`).toBeLessThanOrEqual(0);
        await picture(address, `${other.colorScheme}-${other.viewport.width}`);
        if (address === '/nothing-here') complaints.length = 0;
        expect(complaints, address).toEqual([]);
      }
      await context.close();
    },
    240_000,
  );

  test('no page weighs more than 60 KB with all that it loads', async () => {
    const { page, context } = await team.open();
    await page.goto(team.server.origin);
    const files = await page.evaluate(() =>
      [...document.querySelectorAll('link[rel=stylesheet],script[src]')].map(
        (each) => each.getAttribute('href') ?? each.getAttribute('src') ?? '',
      ),
    );
    const sizeOf = async (path: string) => brotliCompressSync((await team.server.get(path)).body).byteLength;
    let shared = 0;
    for (const file of files) shared += await sizeOf(file);
    for (const address of addresses) {
      if (address === '/nothing-here') continue;
      const size = shared + (await sizeOf(address));
      if (size > MAX_BROTLI_BYTES / 2) console.log(`${address}: ${(size / 1000).toFixed(1)} KB brotli`);
      expect(size, address).toBeLessThanOrEqual(MAX_BROTLI_BYTES);
    }
    await context.close();
  }, 60_000);
});
