/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A frame tells the page around it what it found, whatever its address. */
const ANSWER_ALL = ";axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })";
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What depends on colours, and so on the colour scheme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * What keeps somebody from using the page as it stands, frames included, by the rules of WCAG 2.2 AA that a program can
 * check, and of `more` sets of rules.
 */
export async function barriersIn(page: Page, more: readonly string[] = []): Promise<string[]> {
  // Handed over by us and run once: axe's own library for browsers carries it in twice, and all that is right back out.
  for (const frame of page.frames()) await frame.evaluate(AXE + ANSWER_ALL);
  return violations(page, { type: 'tag', values: [...WCAG_22_AA, ...more] });
}

/** Colours that are too near to each other in the other colour scheme; after `barriersIn`, whose rules it takes. */
export async function faintColoursIn(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  return violations(page, { type: 'rule', values: COLOUR_RULES });
}

function violations(page: Page, runOnly: axe.RunOnly): Promise<string[]> {
  return page.evaluate(async (runOnly) => {
    const page = globalThis as unknown as { axe: typeof axe };
    const found = await page.axe.run(document, { runOnly, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  }, runOnly);
}
