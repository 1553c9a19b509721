import { SurveyResponse } from '@soundings/contracts/survey-response';
import { acceptResponse } from '@soundings/survey/claim';
import type { Place } from '@soundings/survey/place';
import type { ZodError } from 'zod';
import { newestFirst, openResponsesByTime, placeOf } from './responses-by-time.ts';
import { listSharded, type PageQuery, partitionOf } from './sharding.ts';
import { openSurveyClaims } from './survey-claims.ts';
import { FAR_AHEAD, type Item, type Key, type NewItem, type Queue, type Table } from './table.ts';
import { ifReadable, putOff, readWaiting } from './unreadable.ts';

/** Over how many partitions one busy survey's responses are spread. */
const SHARDS = 16;

/** So many are read at once, and so many looked at in all before a search answers with what it has. */
const TOGETHER = 100;
const LOOKED_AT = 5000;
/** More that wait to be split than this are not looked through for a list. */
const WAITING = 1000;

/** A response from a queue, with the version that a write must still find. */
export type QueuedResponse = { response: SurveyResponse; version: number };

/** What respondents sent. A response is stored whole in one write; its texts are taken out of it afterwards. */
export function openSurveyResponses(table: Table) {
  const claims = openSurveyClaims(table, async (response) => {
    const [created = false] = await table.create([stored(response, 'responses')]);
    return created;
  });

  const queued = (queue: Queue, limit: number) => readWaiting(table, { queue, limit, read: queuedOf });

  const byTime = openResponsesByTime(table);
  const anyOrder = (surveyId: string, page: PageQuery) =>
    listSharded(table, { ...page, partitions: partitions(surveyId), read: ({ value }) => read(value) });

  async function newest(surveyId: string, { limit, after }: PageQuery): Promise<Page> {
    const isBehind = (response: SurveyResponse) => after === undefined || placeOf(response) < after;
    // First the queue, then the places: what leaves the queue in between has its place by then.
    const waiting = await waitingOf(surveyId);
    if (!waiting) return newestOfAll(surveyId, { limit, keep: isBehind });
    const places = await byTime.places(surveyId, { limit: limit + 1, after });
    const queued = new Map<string, SurveyResponse>();
    for (const response of waiting) if (isBehind(response)) queued.set(placeOf(response), response);
    const all = [...new Set([...places, ...queued.keys()])].sort(newestFirst);
    const page = all.slice(0, limit);
    const known = new Map<string, SurveyResponse>(queued);
    const keys = page.filter((place) => !queued.has(place)).map((place) => place.slice(place.indexOf('#') + 1));
    for (let i = 0; i < keys.length; i += TOGETHER) {
      const items = await table.getMany(keys.slice(i, i + TOGETHER).map((id) => keyOf({ surveyId, id })));
      for (const { value } of items) {
        const response = read(value);
        if (response) known.set(placeOf(response), response);
      }
    }
    const items = page.flatMap((place) => known.get(place) ?? []);
    const last = page.at(-1);
    return all.length > limit && last ? { items, cursor: last } : { items };
  }

  /** A survey's responses that are not split yet; undefined where all of them must be looked at to know the newest. */
  async function waitingOf(surveyId: string): Promise<SurveyResponse[] | undefined> {
    const waiting = await table.waiting('responses', { now: FAR_AHEAD, limit: WAITING });
    if (waiting.length === WAITING || !(await byTime.noted(surveyId)).isDone) return undefined;
    const ofSurvey = waiting.filter(({ value }) => value.surveyId === surveyId);
    return ofSurvey.flatMap((item) => ifReadable(item, SurveyResponse) ?? []);
  }

  /** The newest that `keep` takes, by looking at all of them. */
  async function newestOfAll(surveyId: string, { limit, keep }: Pick<Search, 'limit' | 'keep'>): Promise<Page> {
    let found: SurveyResponse[] = [];
    const shorten = () => {
      found = found.sort((a, b) => newestFirst(placeOf(a), placeOf(b))).slice(0, limit + 1);
    };
    for (let after: string | undefined; ; ) {
      const page = await anyOrder(surveyId, { limit: 500, after });
      found.push(...page.items.filter(keep));
      shorten();
      if (!page.cursor) break;
      after = page.cursor;
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last ? { items, cursor: placeOf(last) } : { items };
  }

  const moveAll = (batch: readonly QueuedResponse[], queue?: Queue) =>
    table.replaceMany(batch.map(({ response, version }) => ({ item: stored(response, queue), was: version })));

  return {
    /**
     * Stores a response durably, once however often it is sent, if each of its places is free. `busy` means that too many
     * others interfered and nothing was stored: it can be sent again.
     */
    accept: (response: SurveyResponse, places: readonly Place[] = []) => acceptResponse(claims, response, { places }),

    async get(surveyId: string, id: string): Promise<SurveyResponse | undefined> {
      const item = await table.get(keyOf({ surveyId, id }));
      return item && read(item.value);
    },

    /** A survey's responses page by page, newest first; the cursor is a place in time and stays good. */
    list: newest,

    /**
     * As `list`, of those that `keep` takes. It looks at 5,000 responses at most: a page may then hold fewer than asked, or
     * nothing, and still say where to go on. Those before `from` and after `to` are not looked at.
     */
    async search(surveyId: string, { limit, after, keep, from, to }: Search): Promise<Page> {
      const latest = to === undefined ? undefined : `${to}~`;
      let cursor = after === undefined || (latest !== undefined && latest < after) ? latest : after;
      if (!(await waitingOf(surveyId))) {
        const isBehind = (response: SurveyResponse) => cursor === undefined || placeOf(response) < cursor;
        return newestOfAll(surveyId, { limit, keep: (response) => isBehind(response) && keep(response) });
      }
      const items: SurveyResponse[] = [];
      for (let looked = 0; looked < LOOKED_AT; ) {
        const page = await newest(surveyId, { limit: TOGETHER, after: cursor });
        for (const response of page.items) {
          looked++;
          if (from !== undefined && response.submittedAt < from) return { items };
          if (keep(response)) items.push(response);
          if (items.length === limit) return { items, cursor: placeOf(response) };
        }
        if (page.cursor === undefined) return { items };
        cursor = page.cursor;
      }
      return { items, ...(cursor !== undefined && { cursor }) };
    },

    /**
     * Notes the order of responses that came before orders were noted, all of a survey's, a page at a time: whoever was
     * killed goes on where it was. Gives whether there was anything to do.
     */
    async noteOrder(surveyId: string, signal?: AbortSignal): Promise<boolean> {
      const so = await byTime.noted(surveyId);
      if (so.isDone) return false;
      for (let after = so.after ?? undefined; !signal?.aborted; ) {
        const page = await anyOrder(surveyId, { limit: 200, after });
        await byTime.note(page.items);
        await byTime.noteSoFar(surveyId, { after: page.cursor ?? null, isDone: page.cursor === undefined });
        if (page.cursor === undefined) break;
        after = page.cursor;
      }
      return true;
    },

    /** How many of a survey's were sent before a time, counted up to `most`. */
    async countBefore(surveyId: string, time: string, most: number): Promise<number> {
      const isBefore = ({ submittedAt }: SurveyResponse) => submittedAt < time;
      const waiting = await waitingOf(surveyId);
      if (!waiting) return (await newestOfAll(surveyId, { limit: most, keep: isBefore })).items.length;
      return Math.min(most, (await byTime.countBefore(surveyId, time, most)) + waiting.filter(isBefore).length);
    },

    /** All of them in no particular order, without holding them all. */
    async *all(surveyId: string): AsyncGenerator<SurveyResponse> {
      for (let after: string | undefined; ; ) {
        const page = await anyOrder(surveyId, { limit: 500, after });
        yield* page.items;
        if (!page.cursor) return;
        after = page.cursor;
      }
    },

    /**
     * Erases a response for good: in its place stands that there was one, so that it cannot be sent once more. Gives
     * whether there was one.
     */
    async erase(surveyId: string, id: string): Promise<boolean> {
      const gone: NewItem = { ...keyOf({ surveyId, id }), value: { erasedAt: new Date().toISOString() } };
      const [created] = await table.create([gone]);
      const item = created ? undefined : await table.get(gone);
      const response = item && read(item.value);
      // Before it is gone: afterwards nobody knows where it stood.
      if (response) await byTime.forget(response);
      if (response && !(await table.replace(gone, item.version))) return this.erase(surveyId, id);
      const claim = await claims.claim(surveyId, id);
      // A kill left a copy of it there, which whoever goes on with the claim would store.
      const isLetGo = !claim?.response || (await claims.replaceClaim({ ...claim, response: null }, claim.version));
      const isThere = response !== undefined;
      return isLetGo ? isThere : (await this.erase(surveyId, id)) || isThere;
    },

    /** Whether any response that was sent by then still has to be split into its texts. */
    isWaiting: async (by: string) => (await table.waiting('responses', { now: by, limit: 1 })).length > 0,

    /** Those whose texts are not yet feedback. */
    toSplit: (limit: number) => queued('responses', limit),
    /** They are feedback now. Their places in time are noted first: in the queue they are found by looking through it. */
    async split(batch: readonly QueuedResponse[]): Promise<void> {
      await byTime.note(batch.map(({ response }) => response));
      const moved = await moveAll(batch, 'answers');
      for (const [i, { response }] of batch.entries()) {
        if (moved[i]) continue;
        // Erased meanwhile, perhaps before its place was noted.
        const item = await table.get(keyOf(response));
        if (item && !read(item.value)) await byTime.forget(response);
      }
    },

    /** Has one of a queue wait whose survey cannot be read; it is looked at again after an hour. */
    putOff: ({ response, version: was }: QueuedResponse, { queue, error }: { queue: Queue; error: ZodError }) =>
      putOff(table, { item: stored(response), was, queue, error }),

    /** Those whose answers are not yet in the lake. */
    toLake: (limit: number) => queued('answers', limit),
    inLake: (batch: readonly QueuedResponse[]) => moveAll(batch),
  };
}

type Page = { items: SurveyResponse[]; cursor?: string };

type Search = PageQuery & {
  keep: (response: SurveyResponse) => boolean;
  /** The first and the last moment at which a response may have been sent. */
  from?: string | undefined;
  to?: string | undefined;
};

/** Undefined for one that was erased. */
function read(value: Item['value']): SurveyResponse | undefined {
  return 'erasedAt' in value ? undefined : SurveyResponse.parse(value);
}

function queuedOf({ value, version }: Item): QueuedResponse {
  return { response: SurveyResponse.parse(value), version };
}

function partitions(surveyId: string): string[] {
  return Array.from({ length: SHARDS }, (_, shard) => `responses#${surveyId}#${shard}`);
}

function keyOf({ surveyId, id }: Pick<SurveyResponse, 'surveyId' | 'id'>): Key {
  return { pk: partitionOf(id, partitions(surveyId)), sk: id };
}

function stored(response: SurveyResponse, queue?: Queue): NewItem {
  const waits = queue && { queue, due: new Date().toISOString() };
  return { ...keyOf(response), value: response, ...(waits && { waits }) };
}
