/// <reference lib="dom" />
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { LocalServer } from '../flows/local-server.ts';
import { startBrowser } from './chromium.ts';

export const desk = {
  viewport: { width: 1440, height: 900 },
  locale: 'en-US',
  colorScheme: 'light',
} as const satisfies BrowserContextOptions;
export const phone = {
  viewport: { width: 360, height: 740 },
  locale: 'zh-CN',
  colorScheme: 'dark',
} as const satisfies BrowserContextOptions;

/** What a stranger might write where a text is asked for. */
export const EVIL = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>';

/** A browser for the tests of the team's pages, or undefined, having said why, where none starts. */
export async function browserForPages(): Promise<Browser | undefined> {
  const started = await startBrowser();
  if (typeof started !== 'string') return started;
  console.log(`browser tests of the team's pages are skipped: ${started}`);
  return undefined;
}

/** The product on a port of its own, and what its pages look like to a browser that has signed in. */
export async function openTeam(browser: Browser) {
  const server = await LocalServer.start();
  const link = /Sign in.*?(http\S+)/.exec(server.output)?.[1] ?? '';
  let session: Awaited<ReturnType<BrowserContext['storageState']>> | undefined;

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

  /** Follows the one-time link; every page that is opened afterwards is the owner's. Gives the page that one lands on. */
  async function signIn(options?: BrowserContextOptions) {
    const opened = await open(options);
    await opened.page.goto(link);
    session = await opened.context.storageState();
    return opened;
  }

  /** The sample, imported and built. */
  async function loadSample(): Promise<void> {
    await server.request('/sample-data', { method: 'POST', redirect: 'manual' });
    const [build] = (await server.get('/v1/insights/builds')).body.items;
    expect(await server.finished(`/v1/insights/builds/${build.id}`, 200_000)).toMatchObject({ status: 'done' });
  }

  async function close(): Promise<void> {
    await browser.close();
    await server.remove();
  }
  return { server, open, signIn, loadSample, close };
}

/** How far the page runs out of the side of the screen, in CSS pixels. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
