import type { Feedback } from '@soundings/contracts/feedback';
import { contentId } from '@soundings/contracts/ids';
import type { ClauseMention } from '@soundings/contracts/mention';
import type { Role } from '@soundings/contracts/product';
import type { DuckDb } from '@soundings/lake/duckdb';
import { mentionColumns } from '@soundings/lake/table-columns';
import { withOverrides } from '@soundings/store/overridden-mentions';
import type { Store } from '@soundings/store/store';
import { mergeRows } from './merge-rows.ts';

const BATCH = 10_000;

/**
 * Brings all analysed feedback that the lake does not have yet into its `mentions`. A feedback leaves the queue only
 * after the lake names its rows: a kill in between brings the same rows again, which replace themselves. `onBatch` hears
 * how many feedback are in.
 */
export async function collectMentions(
  { store, duckdb }: { store: Store; duckdb: DuckDb },
  onBatch: (feedback: number) => Promise<void>,
): Promise<void> {
  await takeOverrides(store);
  const overrides = await store.overrides.all();
  const roles = new Map((await store.products.all()).map(({ id, role }) => [id, role]));
  for (let done = 0; ; ) {
    const waiting = await store.feedback.toLake(BATCH);
    if (waiting.length === 0) return;
    const rows = waiting.flatMap(({ feedback }) =>
      rowsOf(
        withOverrides(feedback, overrides.get(feedback.id)?.overrides),
        roles.get(feedback.productId) ?? 'competitor',
      ),
    );
    await mergeRows({ store, duckdb, table: 'mentions', owner: 'feedback_id', columns: mentionColumns, rows: [rows] });
    await store.feedback.inLake(waiting);
    done += waiting.length;
    await onBatch(done);
  }
}

/** Texts whose mentions people corrected are taken anew. Before all corrections are read: none is missed. */
async function takeOverrides(store: Store): Promise<void> {
  for (;;) {
    const waiting = await store.overrides.toLake(BATCH);
    const queued = await Promise.all(
      waiting.map(({ feedback: { feedbackId, productId } }) =>
        store.feedback.toLakeAgain({ id: feedbackId, productId }),
      ),
    );
    const taken = waiting.filter((_, i) => queued[i]);
    const written = await store.overrides.inLake(taken);
    if (!written.some(Boolean)) return;
  }
}

function rowsOf(feedback: Feedback, role: Role) {
  const { analysis, origin } = feedback;
  if (!analysis) return [];
  const mentions = analysis.mentions.length > 0 ? analysis.mentions : [silent(feedback)];
  return mentions.map((mention, i) => [
    contentId('mention', feedback.id, String(i)),
    feedback.id,
    feedback.productId,
    role,
    origin.kind,
    origin.kind === 'review' ? origin.sourceId : origin.surveyId,
    mention.clause,
    mention.start,
    mention.end,
    mention.quote,
    mention.aspect,
    mention.term,
    mention.intent,
    mention.polarity,
    mention.score,
    mention.confidence,
    analysis.language,
    // Days, weeks and months are counted on the clock of the text's file.
    feedback.localAt ?? feedback.occurredAt,
    feedback.receivedAt,
    feedback.rating,
    feedback.nps,
    feedback.customerId,
    feedback.author,
    feedback.channel,
    feedback.productVersion,
    feedback.consent,
    analysis.signature,
    analysis.analyzer,
    analysis.model,
  ]);
}

/** A text in which nothing was found still counts among those who spoke: every share is out of all. */
function silent({ text }: Feedback): ClauseMention {
  const nothing = {
    quote: '',
    aspect: null,
    term: null,
    intent: 'other',
    polarity: 'neutral',
    score: 0,
    confidence: 0,
  } as const;
  return { clause: 0, start: 0, end: text.length, ...nothing };
}
