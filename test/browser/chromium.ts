import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { until } from '../flows/local-server.ts';

/** A browser, or the reason why none starts on this machine. */
export async function startBrowser(): Promise<Browser | string> {
  try {
    return await playwright.launch({
      executablePath: await unpackedOnce(),
      // Root in a container cannot start Chromium's own sandbox. The package's own arguments would also switch off web
      // security and put all in one process, which ends with the first context.
      // A page here lives for seconds: compiling its scripts for speed costs more than it gives back.
      args: ['--no-sandbox', '--disable-gpu', '--js-flags=--no-opt'],
      headless: true,
    });
  } catch (error) {
    return `no browser starts here: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
  }
}

/** Unpacked by the first process that asks; the package would have the others start what is still being written. */
async function unpackedOnce(): Promise<string> {
  const done = join(tmpdir(), 'chromium-unpacked');
  const isFirst = await mkdir(join(tmpdir(), 'chromium-unpacking')).then(
    () => true,
    () => false,
  );
  if (!isFirst) {
    // Whoever began may have been killed: then what lies there is tried after a while.
    await until(async () => existsSync(done)).catch(() => undefined);
    return chromium.executablePath();
  }
  try {
    return await chromium.executablePath();
  } finally {
    await writeFile(done, '');
  }
}
