import { FeedbackOverrides, type MentionOverride } from '@soundings/contracts/mention-override';
import { itemsOf } from './partition.ts';
import type { Item, Key, Table } from './table.ts';
import { ifReadable, readWaiting } from './unreadable.ts';

const pk = 'mention-overrides';

type OfText = Pick<FeedbackOverrides, 'feedbackId' | 'productId'>;
type OfMention = Pick<MentionOverride, 'quote' | 'term'>;

/** Corrections that the lake does not know yet, with the version that a write must still find. */
export type QueuedOverrides = { feedback: OfText; item: Item };

/**
 * People's corrections of mentions, a record a text. A change waits until a build has had the text's rows written anew.
 */
export function openMentionOverrides(table: Table) {
  async function change(text: OfText, changed: (overrides: MentionOverride[]) => MentionOverride[]): Promise<void> {
    const key: Key = { pk, sk: text.feedbackId };
    for (;;) {
      const item = await table.get(key);
      const former = item ? FeedbackOverrides.parse(item.value).overrides : [];
      const value = FeedbackOverrides.parse({ ...text, overrides: changed(former) });
      const next = { ...key, value, waits: { queue: 'overrides', due: new Date().toISOString() } } as const;
      const isWritten = item ? await table.replace(next, item.version) : (await table.create([next]))[0];
      if (isWritten) return;
    }
  }
  const isOf = (a: OfMention, b: OfMention) => a.quote === b.quote && a.term === b.term;

  return {
    /** The corrections of up to 100 texts, by their ids. */
    async of(feedbackIds: readonly string[]): Promise<Map<string, MentionOverride[]>> {
      const items = await table.getMany(feedbackIds.map((sk) => ({ pk, sk })));
      return new Map(items.map(({ sk, value }) => [sk, FeedbackOverrides.parse(value).overrides]));
    },

    /** All corrections, by the id of the text. */
    async all(): Promise<Map<string, FeedbackOverrides>> {
      const all = new Map<string, FeedbackOverrides>();
      for await (const item of itemsOf(table, { pk })) {
        const overrides = ifReadable(item, FeedbackOverrides);
        if (overrides) all.set(item.sk, overrides);
      }
      return all;
    },

    /** Corrects a mention, in place of what was said of it before. */
    set: (text: OfText, override: MentionOverride) =>
      change(text, (overrides) => [...overrides.filter((other) => !isOf(other, override)), override]),

    /** Takes the correction of a mention back. */
    remove: (text: OfText, mention: OfMention) =>
      change(text, (overrides) => overrides.filter((other) => !isOf(other, mention))),

    /** Forgets what was said of a text that is erased. */
    erase: (feedbackId: string) => table.remove({ pk, sk: feedbackId }),

    toLake(limit: number): Promise<QueuedOverrides[]> {
      const read = (item: Item) => ({ feedback: FeedbackOverrides.parse(item.value), item });
      return readWaiting(table, { queue: 'overrides', limit, read });
    },

    /** Says that the texts' rows are written anew; one that was changed meanwhile stays in the queue. */
    inLake: (batch: readonly QueuedOverrides[]) =>
      table.replaceMany(
        batch.map(({ item: { pk, sk, value, version } }) => ({ item: { pk, sk, value }, was: version })),
      ),
  };
}
