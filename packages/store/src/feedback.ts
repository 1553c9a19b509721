import { type Analysis, Feedback } from '@soundings/contracts/feedback';
import { listSharded, type PageQuery, partitionOf } from './sharding.ts';
import { FAR_AHEAD, type Item, type Key, type NewItem, type Queue, type Table } from './table.ts';
import { ifReadable, readWaiting } from './unreadable.ts';

/** Over how many partitions a product's feedback is spread: one takes 1,000 writes a second in DynamoDB. */
const SHARDS = 16;
/** Keys that a table takes in one question. */
const AT_ONCE = 100;

/** A feedback from a queue, with the version that a write must still find. */
export type QueuedFeedback = { feedback: Feedback; version: number };

/** The texts of reviews and responses. Each waits for its analysis from the very write that creates it. */
export function openFeedback(table: Table) {
  const queued = (queue: Queue, limit: number) => readWaiting(table, { queue, limit, read: queuedOf });

  async function addTo(item: Item | undefined, feedback: Feedback): Promise<boolean> {
    if (!item) return (await table.create([stored(feedback, 'analyze')]))[0] ?? false;
    const former = read(item);
    if (!former) return false;
    if (isSameLine(former, feedback)) return true;
    if (!isRevision(former, feedback)) return false;
    if (isLaterLine(former, feedback)) return true;
    if (former.occurredAt && feedback.occurredAt && feedback.occurredAt < former.occurredAt) return false;
    if (await table.replace(stored(feedback, 'analyze'), item.version)) return true;
    return addTo(await table.get(keyOf(feedback)), feedback);
  }

  return {
    /**
     * Stores what is new and gives, in order, whether each was: a text that stands there already is not, unless the same
     * line of the same file put it there before a crash. One with the same id but another text or rating is a revision; it
     * replaces the former and is analysed again, unless it is the older one.
     */
    async add(batch: readonly Feedback[]): Promise<boolean[]> {
      const created = await table.create(batch.map((feedback) => stored(feedback, 'analyze')));
      const taken = batch.filter((_, i) => !created[i]);
      if (taken.length === 0) return created;

      const keys = new Map(taken.map((feedback) => [feedback.id, keyOf(feedback)]));
      const items = new Map((await table.getMany([...keys.values()])).map((item) => [item.sk, item]));
      for (const [i, feedback] of batch.entries()) created[i] ||= await addTo(items.get(feedback.id), feedback);
      return created;
    },

    /** Its product is part of where a feedback is kept, so the few products there are must be said. */
    async get(id: string, productIds: readonly string[]): Promise<Feedback | undefined> {
      const [item] = await table.getMany(productIds.map((productId) => keyOf({ id, productId })));
      return item && read(item);
    },

    /** A product's feedback of these ids: what is known of them, and which were erased and must not come back. */
    async getMany(ids: readonly string[], productId: string): Promise<{ known: Feedback[]; erased: Set<string> }> {
      const known: Feedback[] = [];
      const erased = new Set<string>();
      for (let i = 0; i < ids.length; i += AT_ONCE) {
        const items = await table.getMany(ids.slice(i, i + AT_ONCE).map((id) => keyOf({ id, productId })));
        for (const item of items) {
          const feedback = read(item);
          if (feedback) known.push(feedback);
          else erased.add(item.sk);
        }
      }
      return { known, erased };
    },

    /**
     * Erases feedback for good: in its place stands that there was one, so that the same text, imported or collected
     * again, does not come back. Gives whether there was one.
     */
    async erase(id: string, productId: string): Promise<boolean> {
      const gone: NewItem = { ...keyOf({ id, productId }), value: { erasedAt: now() } };
      const [created] = await table.create([gone]);
      if (created) return false;
      const item = await table.get(gone);
      if (!item || !read(item)) return false;
      return (await table.replace(gone, item.version)) || this.erase(id, productId);
    },

    /**
     * Texts that no build has seen as they now stand, of which up to `limit` are looked at, those that have waited longest
     * first: those that `keep` takes, and how many were looked at. `keep` is asked of what is stored, unchecked: to check
     * thousands would take as long as to read them.
     */
    async unbuilt(limit: number, keep: (feedback: Feedback) => boolean): Promise<{ kept: Feedback[]; ids: string[] }> {
      const items: Item[] = [];
      for (const queue of ['mentions', 'analyze', 'failed'] as const) {
        if (items.length >= limit) break;
        items.push(...(await table.waiting(queue, { now: FAR_AHEAD, limit: limit - items.length })));
      }
      const unchecked = items.filter(({ value }) => keep(value as unknown as Feedback));
      const kept = unchecked.flatMap((item) => ifReadable(item, Feedback) ?? []);
      return { kept, ids: items.map(({ sk }) => sk) };
    },

    /** Of those the reviews that were received before a time. */
    async unbuiltReviews(limit: number, before: string): Promise<Feedback[]> {
      const isOld = ({ origin, receivedAt }: Feedback) => origin.kind === 'review' && receivedAt < before;
      return (await this.unbuilt(limit, isOld)).kept;
    },

    /** A product's feedback, page by page, in no particular order. */
    list: (productId: string, page: PageQuery) =>
      listSharded(table, { ...page, partitions: partitions(productId), read }),

    /** Whether any text that was due by then still waits for its analysis. */
    isWaiting: async (by: string) => (await table.waiting('analyze', { now: by, limit: 1 })).length > 0,

    toAnalyze: (limit: number) => queued('analyze', limit),

    /** How many texts are due for their analysis, up to `limit`. */
    countDue: (limit: number) => table.countWaiting('analyze', { now: now(), limit }),

    /** Texts that wait for their analysis, as they now stand; the others are left out. */
    async stillWaiting(texts: readonly Pick<Feedback, 'id' | 'productId'>[]): Promise<QueuedFeedback[]> {
      const items = await table.getMany(texts.map(keyOf));
      const found = items.map(queuedOf).filter((one) => one !== undefined);
      return found.filter(({ feedback }) => feedback.status === 'pending');
    },

    /** Has texts wait so long: they are with somebody who will store what was found, and come back if not. */
    hold: (batch: readonly QueuedFeedback[], ms: number) => {
      const due = new Date(Date.now() + ms).toISOString();
      return table.replaceMany(
        batch.map(({ feedback, version }) => ({ item: stored(feedback, 'analyze', due), was: version })),
      );
    },

    /** Stores what was found; the feedback then waits for the lake. False where the text changed meanwhile. */
    storeAnalysis: (batch: readonly (QueuedFeedback & { analysis: Analysis })[]) =>
      table.replaceMany(
        batch.map(({ feedback, version, analysis }) => ({
          item: stored({ ...feedback, status: 'analysed', failure: null, analysis }, 'mentions'),
          was: version,
        })),
      ),

    /** Leaves a text for another try, later each time that `counts`: a minute, two, four … a day at most. */
    retry: ({ feedback, version }: QueuedFeedback, reason: string, { counts = true } = {}) => {
      const attempts = feedback.attempts + (counts ? 1 : 0);
      const wait = Math.min(60_000 * 2 ** Math.max(0, attempts - 1), 86_400_000);
      const due = new Date(Date.now() + wait).toISOString();
      return table.replace(stored({ ...feedback, attempts, failure: reason }, 'analyze', due), version);
    },

    /** Gives a text up; it is shown with the reason and holds nothing else back. */
    fail: ({ feedback, version }: QueuedFeedback, reason: string) =>
      table.replace(stored({ ...feedback, status: 'failed', failure: reason }, 'failed'), version),

    /** Texts that were given up, with their reasons. */
    failed: (limit: number) => queued('failed', limit),

    /** How many texts wait for their analysis, those that are to be tried later included; how many were given up. */
    counts: async (limit: number) => {
      const [waiting, failed] = await Promise.all(
        (['analyze', 'failed'] as const).map((queue) => table.countWaiting(queue, { now: FAR_AHEAD, limit })),
      );
      return { waiting: waiting ?? 0, failed: failed ?? 0 };
    },

    /**
     * Puts a page of a product's texts into the queue of the analysis again, all or only those that were given up; what
     * was found before stands until then. One that waits already, or was analysed since, is left: the page can be
     * repeated. The next page begins at `cursor`.
     */
    async analyzeAgain(productId: string, { limit, after, only, since }: AgainQuery) {
      const page = await listSharded(table, { limit, after, partitions: partitions(productId), read: queuedOf });
      const due = page.items.filter(
        ({ feedback: { status, analysis } }) =>
          status === 'failed' || (only === undefined && status === 'analysed' && (analysis?.analyzedAt ?? '') < since),
      );
      const again = due.map(({ feedback, version }) => ({
        item: stored({ ...feedback, status: 'pending', attempts: 0, failure: null }, 'analyze'),
        was: version,
      }));
      const written = await table.replaceMany(again);
      return { seen: page.items.length, queued: written.filter(Boolean).length, cursor: page.cursor };
    },

    toLake: (limit: number) => queued('mentions', limit),

    /**
     * Has the lake take a text's mentions anew, since what people say of them changed. False where it changed meanwhile.
     * One that waits for its analysis comes by itself.
     */
    async toLakeAgain(text: Pick<Feedback, 'id' | 'productId'>): Promise<boolean> {
      const item = await table.get(keyOf(text));
      const feedback = item && read(item);
      if (!item || feedback?.status !== 'analysed') return true;
      return table.replace(stored(feedback, 'mentions'), item.version);
    },

    /** Says that the lake has these; one that changed meanwhile stays in the queue. */
    inLake: (batch: readonly QueuedFeedback[]) =>
      table.replaceMany(batch.map(({ feedback, version }) => ({ item: stored(feedback), was: version }))),
  };
}

/** Undefined for one that was erased. */
function read({ value }: Pick<Item, 'value'>): Feedback | undefined {
  return 'erasedAt' in value ? undefined : Feedback.parse(value);
}

type AgainQuery = PageQuery & { only?: 'failed' | undefined; since: string };

/** Undefined for one that was erased. */
function queuedOf(item: Item): QueuedFeedback | undefined {
  const feedback = read(item);
  return feedback && { feedback, version: item.version };
}

function now(): string {
  return new Date().toISOString();
}

function keyOf({ id, productId }: Pick<Feedback, 'id' | 'productId'>): Key {
  return { pk: partitionOf(id, partitions(productId)), sk: id };
}

function partitions(productId: string): string[] {
  return Array.from({ length: SHARDS }, (_, shard) => `feedback#${productId}#${shard}`);
}

function stored(feedback: Feedback, queue?: Queue, due = now()): NewItem {
  return { ...keyOf(feedback), value: feedback, ...(queue && { waits: { queue, due } }) };
}

/**
 * Does it say another thing than the stored one of its id? A rating that is gone is the page's loss, not its author's
 * word. Without an id of its source's, a text is known by what it says: another spacing or case of it is a copy.
 */
export function isRevision(former: Feedback, { origin, text, rating }: Feedback): boolean {
  const canBeRevised = origin.kind === 'answer' || origin.externalId !== null;
  return canBeRevised && (former.text !== text || (rating !== null && former.rating !== rating));
}

function linesOf(former: Feedback, latter: Feedback): [number, number] | undefined {
  if (former.origin.kind !== 'review' || latter.origin.kind !== 'review') return undefined;
  if (former.origin.sourceId !== latter.origin.sourceId) return undefined;
  return former.origin.line && latter.origin.line ? [former.origin.line, latter.origin.line] : undefined;
}

function isSameLine(former: Feedback, latter: Feedback): boolean {
  const lines = linesOf(former, latter);
  return lines !== undefined && lines[0] === lines[1];
}

/** The stored text came from further down the same file: this line was taken in before a crash, then revised by it. */
function isLaterLine(former: Feedback, latter: Feedback): boolean {
  const lines = linesOf(former, latter);
  return lines !== undefined && lines[0] > lines[1];
}
