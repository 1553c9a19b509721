import { randomUUID } from 'node:crypto';
import { Answers } from '@soundings/contracts/survey-response';
import { openState, sealState, sealText } from '@soundings/survey/links';
import * as z from 'zod';

/**
 * One respondent's way through one survey version. Nothing of it is stored: it travels sealed in a hidden field of the
 * form, so that an abandoned page leaves nothing behind and no server must be remembered.
 */
export const Visit = z.strictObject({
  version: z.int(),
  /** A random UUID made with the first page, or a personal link's pseudonym: one response per token. */
  token: z.string(),
  /** Milliseconds since 1970 of the first page, and of the page last shown. */
  openedAt: z.number(),
  shownAt: z.number(),
  page: z.string(),
  language: z.string(),
  seed: z.int(),
  /** Valid answers so far, those on later pages included once one has been there. */
  answers: Answers,
  fields: z.record(z.string(), z.string()),
  customerId: z.string().nullable(),
  personal: z.boolean(),
  pageSeconds: z.record(z.string(), z.number()),
  questionSeconds: z.record(z.string(), z.number()),
  honeypot: z.boolean(),
  /** The hash of the secret under which it was last saved. */
  saved: z.string().nullable(),
});
export type Visit = z.infer<typeof Visit>;

/** In how many orders a page with randomised choices is shown. */
export const SEEDS = 64;

// After this the page must be opened again.
const STALE_MS = 90 * 24 * 3600 * 1000;

/** A visit that begins now. */
export function newVisit({
  version,
  language,
  openedAt,
  page,
  fields,
  token,
  customerId = null,
  personal = false,
}: Pick<Visit, 'version' | 'language' | 'openedAt' | 'page' | 'fields'> &
  Partial<Pick<Visit, 'token' | 'customerId' | 'personal'>>): Visit {
  const random = randomUUID();
  return {
    version,
    token: token ?? random,
    openedAt,
    shownAt: openedAt,
    page,
    language,
    seed: Number.parseInt(random.slice(0, 2), 16) % SEEDS,
    answers: {},
    fields,
    customerId,
    personal,
    pageSeconds: {},
    questionSeconds: {},
    honeypot: false,
    saved: null,
  };
}

/** What visits and links are sealed with. */
export type SealKey = { surveyId: string; secret: string };

/** The visit as the form carries it. */
export function sealVisit(visit: Visit, key: SealKey): string {
  return sealState(visit, key);
}

/** As `sealVisit`, where all of a visit but its token, times and seed is the same as of others and is JSON already. */
export function sealVisitWith(alike: string, { token, openedAt, shownAt, seed }: Visit, key: SealKey): string {
  const own = `{"token":${JSON.stringify(token)},"openedAt":${openedAt},"shownAt":${shownAt},"seed":${seed},`;
  return sealText(own + alike.slice(1), key);
}

/** The visit that a form carries, or null where it was changed, is of another survey or is too old. */
export function openVisit(sealed: string, { now, ...key }: SealKey & { now: number }): Visit | null {
  const visit = Visit.safeParse(openState(sealed, key));
  return visit.success && now - visit.data.openedAt < STALE_MS ? visit.data : null;
}
