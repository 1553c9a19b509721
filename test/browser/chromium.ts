import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** A browser, or the reason why none starts on this machine. */
export async function startBrowser(): Promise<Browser | string> {
  try {
    return await playwright.launch({
      executablePath: await chromium.executablePath(),
      // Root in a container cannot start Chromium's own sandbox. The package's own arguments would also switch off web
      // security and put all in one process, which ends with the first context.
      args: ['--no-sandbox', '--disable-gpu'],
      headless: true,
    });
  } catch (error) {
    return `no browser starts here: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}
