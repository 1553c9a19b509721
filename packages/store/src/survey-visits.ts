import { createHash } from 'node:crypto';
import * as z from 'zod';
import { itemsOf } from './partition.ts';
import type { Key, Table } from './table.ts';

const PROGRESS_SECONDS = 30 * 86_400;
/** The stretch of time over which submissions from one address are counted. */
const WINDOW_SECONDS = 600;
const TEXT_SECONDS = 90 * 86_400;
/** Counting stops here: more only says "many". */
const MANY = 50;

const Saved = z.object({ state: z.string(), expiresAt: z.string() });
export type SavedVisit = z.infer<typeof Saved> & { surveyId: string; hash: string };

const Place = z.object({ surveyId: z.string(), hash: z.string() });

const Progress = z.object({ version: z.int(), page: z.string() });

/** What is known of visits to a survey before and beside their responses; all of it expires by itself. */
export function openSurveyVisits(table: Table) {
  const savedKey = (surveyId: string, hash: string): Key => ({ pk: `saved#${surveyId}#${hash}`, sk: 'visit' });
  const progressKey = (surveyId: string, visit: string): Key => ({ pk: `progress#${surveyId}`, sk: visit });
  // Whose they are stands in the sealed visit alone: a hash finds them again.
  const ofCustomer = (customerId: string) => `saved-of#${createHash('sha256').update(customerId).digest('base64url')}`;
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

  async function countWith(pk: string, responseId: string, expires: number): Promise<number> {
    await table.create([{ pk, sk: responseId, value: {}, expires }]);
    return (await table.list({ pk, limit: MANY })).items.length;
  }

  return {
    /** Puts a visit aside under the hash of a secret that only the respondent has. */
    async save({ surveyId, hash, state, expiresAt }: SavedVisit, customerId: string | null = null): Promise<void> {
      const expires = Math.floor(Date.parse(expiresAt) / 1000);
      if (customerId !== null)
        await table.create([{ pk: ofCustomer(customerId), sk: hash, value: { surveyId, hash }, expires }]);
      await table.create([{ ...savedKey(surveyId, hash), value: { state, expiresAt }, expires }]);
    },

    async saved(surveyId: string, hash: string): Promise<SavedVisit | null> {
      const item = await table.get(savedKey(surveyId, hash));
      return item ? { surveyId, hash, ...Saved.parse(item.value) } : null;
    },

    /** Removes what a customer has put aside. */
    async erase(customerId: string): Promise<void> {
      for (;;) {
        const { items } = await table.list({ pk: ofCustomer(customerId), limit: 100 });
        if (items.length === 0) return;
        for (const { pk, sk, value } of items) {
          const { surveyId, hash } = Place.parse(value);
          await table.remove(savedKey(surveyId, hash));
          await table.remove({ pk, sk });
        }
      }
    },

    forget: (surveyId: string, hash: string) => table.remove(savedKey(surveyId, hash)),

    /** Notes how far a visit has come; one that is finished is forgotten. */
    async progress(surveyId: string, visit: string, reached: { version: number; page: string } | null): Promise<void> {
      const key = progressKey(surveyId, visit);
      if (!reached) return table.remove(key);
      const item = { ...key, value: reached, expires: inSeconds(PROGRESS_SECONDS) };
      const [created] = await table.create([item]);
      if (created) return;
      const before = await table.get(key);
      if (before) await table.replace(item, before.version);
    },

    /** How many visits to a version ended, so far, on each page. */
    async unfinished(surveyId: string, version: number): Promise<Record<string, number>> {
      const pages: Record<string, number> = {};
      for await (const { value } of itemsOf(table, { pk: `progress#${surveyId}` })) {
        const reached = Progress.parse(value);
        if (reached.version === version) pages[reached.page] = (pages[reached.page] ?? 0) + 1;
      }
      return pages;
    },

    /**
     * Counts a response, once however often it is sent: how many came from its address of late, this one included, and
     * how many others had each of its texts. Address and texts are pseudonyms.
     */
    async observe(seen: { surveyId: string; responseId: string; address: string | null; texts: readonly string[] }) {
      const { surveyId, responseId, address, texts } = seen;
      const window = Math.floor(Date.now() / 1000 / WINDOW_SECONDS);
      const fromAddress = address
        ? await countWith(`address#${surveyId}#${address}#${window}`, responseId, inSeconds(2 * WINDOW_SECONDS))
        : 0;
      const textsSeen = [];
      for (const text of texts) {
        textsSeen.push((await countWith(`text#${surveyId}#${text}`, responseId, inSeconds(TEXT_SECONDS))) - 1);
      }
      return { fromAddress, textsSeen };
    },
  };
}
