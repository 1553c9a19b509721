import type { SurveyResponse } from '@soundings/contracts/survey-response';
import * as z from 'zod';
import { partitionOf } from './sharding.ts';
import type { Key, Table } from './table.ts';

/** Over how many partitions the order of one busy survey is spread: each page asks all of them. */
const SHARDS = 4;
const markers = 'responses-by-time';
const Marker = z.object({ after: z.string().nullable(), isDone: z.boolean() });

type Placed = Pick<SurveyResponse, 'id' | 'surveyId' | 'submittedAt'>;

/** A response's place in time, by which it sorts and on which a cursor stands. */
export function placeOf({ submittedAt, id }: Pick<Placed, 'submittedAt' | 'id'>): string {
  return `${submittedAt}#${id}`;
}

/**
 * In which order a survey's responses came: an item for each, whose sort key is its place. It is written before the
 * response leaves the queue in which it was created, so a response is in the queue, or here, or in both: nothing has to be
 * written with it.
 */
export function openResponsesByTime(table: Table) {
  return {
    /** Notes the places of responses, each once however often it is asked. */
    async note(responses: readonly Placed[]): Promise<void> {
      await table.create(responses.map((response) => ({ ...keyOf(response), value: {} })));
    },

    forget: (response: Placed) => table.remove(keyOf(response)),

    /** The places noted for a survey behind a place, newest first; from the newest without one. */
    async places(surveyId: string, { limit, after }: { limit: number; after?: string | undefined }): Promise<string[]> {
      const pages = await Promise.all(
        partitions(surveyId).map((pk) => table.list({ pk, limit, after, newestFirst: true })),
      );
      const places = pages.flatMap(({ items }) => items.map(({ sk }) => sk));
      return places.sort(newestFirst).slice(0, limit);
    },

    /** How many of a survey's stand before a time, counted up to `most`. */
    async countBefore(surveyId: string, time: string, most: number): Promise<number> {
      let n = 0;
      for (const pk of partitions(surveyId)) {
        for (let after: string | undefined = time; n < most; ) {
          const page = await table.list({ pk, limit: 500, after, newestFirst: true });
          n += page.items.length;
          if (!page.cursor) break;
          after = page.cursor;
        }
      }
      return Math.min(n, most);
    },

    /** How far the responses are noted that came before there was this order. */
    async noted(surveyId: string): Promise<{ after: string | null; isDone: boolean }> {
      const item = await table.get({ pk: markers, sk: surveyId });
      return item ? Marker.parse(item.value) : { after: null, isDone: false };
    },

    /** Says how far they are. Two who note the same one after the other do no harm. */
    async noteSoFar(surveyId: string, so: { after: string | null; isDone: boolean }): Promise<void> {
      const key = { pk: markers, sk: surveyId };
      const item = await table.get(key);
      if (!item) await table.create([{ ...key, value: so }]);
      else if (!Marker.parse(item.value).isDone) await table.replace({ ...key, value: so }, item.version);
    },
  };
}

export function newestFirst(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

function partitions(surveyId: string): string[] {
  return Array.from({ length: SHARDS }, (_, shard) => `responses-by-time#${surveyId}#${shard}`);
}

function keyOf(response: Placed): Key {
  return { pk: partitionOf(response.id, partitions(response.surveyId)), sk: placeOf(response) };
}
