import type { Feedback } from '@soundings/contracts/feedback';
import type { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import { Time } from '@soundings/contracts/time';
import { feedbackTest } from '@soundings/search/feedback-test';
import { saidAt } from '@soundings/search/said-at';
import type { FoundText, TextFacts, TextPlace } from '@soundings/search/text-index';
import { withOverrides } from '@soundings/store/overridden-mentions';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { lakeKeys } from './lake.ts';
import { withTextIndex } from './text-index.ts';

/** Texts are counted so far. */
export const MOST_FOUND = 10_000;
/** So many of those that no build has seen are looked at one by one. */
const LOOKED_AT = 2000;
const PAGE = 100;

/** How many texts a filter finds, and which it was not asked of. */
export const FoundCount = z
  .object({
    n: z.int().nonnegative(),
    /** There are more: counting stops at 10,000. */
    isMore: z.boolean(),
    /** The build up to which all texts are searched; those that came since are looked at one by one. */
    build: z.object({ id: z.string(), createdAt: Time }).nullable(),
    /** Texts that came since and were not looked at; counting stops at 10,000. */
    unsearched: z.int().nonnegative(),
    /** The last build's texts are about to be searchable: after an upgrade from a version that could not search. */
    isIndexing: z.boolean(),
  })
  .meta({ id: 'FoundCount' });
export type FoundCount = z.infer<typeof FoundCount>;

export type FoundFeedback = { items: Feedback[]; cursor?: string; found: FoundCount };

type Asked = { limit: number; after?: string | undefined };

/**
 * The texts of a filter, newest first: those of the last build by its index, and those that came or changed since, of
 * which the 2,000 that have waited longest are looked at. The cursor is a place in time and stays good.
 */
export async function searchFeedback(
  store: Store,
  filter: FeedbackFilter,
  { limit, after }: Asked,
): Promise<FoundFeedback> {
  const place = placeIn(after);
  const { newer, without, unsearched } = await unbuiltTexts(store, filter);
  const build = (await store.reports.current()) ?? null;
  const indexed = await withTextIndex(store, (index) => ({
    texts: index.find({ filter, without }, { limit: limit + 1, place }),
    n: index.count({ filter, without }, MOST_FOUND + 1),
  }));
  const behind = newer.filter((text) => !place || isBehind(text, place));
  const found = [...behind, ...(indexed?.texts ?? [])].sort(newestFirst);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const n = (indexed?.n ?? 0) + newer.length;
  const isIndexing = !indexed && build !== null && (await lakeKeys(store, 'mentions')).length > 0;
  return {
    items: await textsOf(store, page),
    ...(found.length > limit && last && { cursor: `${last.saidAt}~${last.id}` }),
    found: {
      n: Math.min(n, MOST_FOUND),
      isMore: n > MOST_FOUND,
      build: indexed ? build : null,
      unsearched,
      isIndexing,
    },
  };
}

/** All texts of a filter, newest first, without holding them all. */
export async function* allFeedback(store: Store, filter: FeedbackFilter): AsyncGenerator<Feedback> {
  const { newer, without } = await unbuiltTexts(store, filter);
  let left = newer;
  for (let place: TextPlace | undefined; ; ) {
    const asked = { limit: PAGE, place };
    const indexed = (await withTextIndex(store, (index) => index.find({ filter, without }, asked))) ?? [];
    const end = indexed.length < PAGE ? undefined : indexed.at(-1);
    const page = [...indexed, ...left.filter((text) => !end || isBehind(end, text))];
    yield* await textsOf(store, page.sort(newestFirst));
    if (!end) return;
    left = left.filter((text) => isBehind(text, end));
    place = end;
  }
}

/** What the last build's texts can be filtered by. */
export async function feedbackFacts(store: Store): Promise<TextFacts> {
  return (await withTextIndex(store, (index) => index.facts())) ?? { product: [], source: [], language: [], theme: [] };
}

export type Loosened = { name: keyof FeedbackFilter; n: number };

/** What each part of a filter that finds nothing keeps away: how many texts there are without it, counted up to 10,000. */
export async function loosenedCounts(store: Store, filter: FeedbackFilter): Promise<Loosened[]> {
  const counts: Loosened[] = [];
  for (const name of Object.keys(filter) as (keyof FeedbackFilter)[]) {
    const { [name]: _, ...rest } = filter;
    const { newer, without } = await unbuiltTexts(store, rest);
    const built = await withTextIndex(store, (index) => index.count({ filter: rest, without }, MOST_FOUND));
    counts.push({ name, n: (built ?? 0) + newer.length });
  }
  return counts.filter(({ n }) => n > 0);
}

/** Texts that no build has seen as they now stand: those that are found, and all that the index need not be asked for. */
async function unbuiltTexts(store: Store, filter: FeedbackFilter) {
  const { kept, ids } = await store.feedback.unbuilt(LOOKED_AT, feedbackTest(filter));
  const newer = kept.map((text): FoundText => ({ id: text.id, productId: text.productId, saidAt: saidAt(text) }));
  const { waiting, failed } =
    ids.length < LOOKED_AT ? { waiting: 0, failed: 0 } : await store.feedback.counts(MOST_FOUND);
  const analysed = ids.length < LOOKED_AT ? 0 : await store.arrivals.texts(MOST_FOUND);
  return { newer, without: ids, unsearched: Math.max(0, Math.max(waiting, analysed) + failed - ids.length) };
}

/** The texts themselves with people's corrections; one that was erased meanwhile is left out. */
async function textsOf(store: Store, found: readonly FoundText[]): Promise<Feedback[]> {
  const byId = new Map<string, Feedback>();
  for (const productId of new Set(found.map((text) => text.productId))) {
    const ids = found.filter((text) => text.productId === productId).map(({ id }) => id);
    for (const text of (await store.feedback.getMany(ids, productId)).known) byId.set(text.id, text);
  }
  const overrides = new Map<string, Parameters<typeof withOverrides>[1]>();
  const ids = found.map(({ id }) => id);
  for (let i = 0; i < ids.length; i += PAGE)
    for (const [id, said] of await store.overrides.of(ids.slice(i, i + PAGE))) overrides.set(id, said);
  return ids.flatMap((id) => {
    const text = byId.get(id);
    return text ? [withOverrides(text, overrides.get(id))] : [];
  });
}

function isBehind(a: TextPlace, b: TextPlace): boolean {
  return a.saidAt === b.saidAt ? a.id < b.id : a.saidAt < b.saidAt;
}

function newestFirst(a: TextPlace, b: TextPlace): number {
  return isBehind(a, b) ? 1 : -1;
}

/** Cursors come from strangers: what is none begins at the newest. */
function placeIn(cursor: string | undefined): TextPlace | undefined {
  const [, saidAt, id] = /^(\d{4}-[\dT:.-]{18}Z)~(\w{1,40})$/.exec(cursor ?? '') ?? [];
  return saidAt && id ? { saidAt, id } : undefined;
}
