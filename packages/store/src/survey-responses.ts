import { SurveyResponse } from '@soundings/contracts/survey-response';
import { acceptResponse } from '@soundings/survey/claim';
import type { Place } from '@soundings/survey/place';
import { listSharded, type PageQuery, partitionOf, searchSharded } from './sharding.ts';
import { openSurveyClaims } from './survey-claims.ts';
import type { Item, Key, NewItem, Queue, Table } from './table.ts';
import { readWaiting } from './unreadable.ts';

/** Over how many partitions one busy survey's responses are spread. */
const SHARDS = 16;

/** A response from a queue, with the version that a write must still find. */
export type QueuedResponse = { response: SurveyResponse; version: number };

/** What respondents sent. A response is stored whole in one write; its texts are taken out of it afterwards. */
export function openSurveyResponses(table: Table) {
  const claims = openSurveyClaims(table, async (response) => {
    const [created = false] = await table.create([stored(response, 'responses')]);
    return created;
  });

  const queued = (queue: Queue, limit: number) => readWaiting(table, { queue, limit, read: queuedOf });

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

    /** A survey's responses, page by page, in no particular order. */
    async list(surveyId: string, page: PageQuery) {
      return listSharded(table, { ...page, partitions: partitions(surveyId), read: ({ value }) => read(value) });
    },

    /** As `list`, of those that `keep` takes; a page may hold fewer than asked and still have a next one. */
    async search(surveyId: string, { keep, ...page }: PageQuery & { keep: (response: SurveyResponse) => boolean }) {
      const wanted = ({ value }: Item) => {
        const response = read(value);
        return response && keep(response) ? response : undefined;
      };
      return searchSharded(table, { ...page, partitions: partitions(surveyId), read: wanted });
    },

    /** All of them, without holding them all. */
    async *all(surveyId: string): AsyncGenerator<SurveyResponse> {
      for (let after: string | undefined; ; ) {
        const page = await this.list(surveyId, { limit: 500, after });
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
      const isThere = item !== undefined && read(item.value) !== undefined;
      if (isThere && !(await table.replace(gone, item.version))) return this.erase(surveyId, id);
      const claim = await claims.claim(surveyId, id);
      // A kill left a copy of it there, which whoever goes on with the claim would store.
      const isLetGo = !claim?.response || (await claims.replaceClaim({ ...claim, response: null }, claim.version));
      return isLetGo ? isThere : (await this.erase(surveyId, id)) || isThere;
    },

    /** Whether any response that was sent by then still has to be split into its texts. */
    isWaiting: async (by: string) => (await table.waiting('responses', { now: by, limit: 1 })).length > 0,

    /** Those whose texts are not yet feedback. */
    toSplit: (limit: number) => queued('responses', limit),
    split: (batch: readonly QueuedResponse[]) => moveAll(batch, 'answers'),

    /** Those whose answers are not yet in the lake. */
    toLake: (limit: number) => queued('answers', limit),
    inLake: (batch: readonly QueuedResponse[]) => moveAll(batch),
  };
}

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
