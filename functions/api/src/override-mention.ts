import type { Feedback } from '@soundings/contracts/feedback';
import type { ClauseMention } from '@soundings/contracts/mention';
import type { NewMentionOverride } from '@soundings/contracts/mention-override';
import type { Store } from '@soundings/store/store';
import { ApiError, notFound } from './problems.ts';

/** A text by its id, wherever it is kept. Throws what is answered as 404. */
export async function feedbackOf(store: Store, id: string): Promise<Feedback> {
  const products = await store.products.all();
  const feedback = await store.feedback.get(
    id,
    products.map((product) => product.id),
  );
  if (!feedback) throw notFound('feedback');
  return feedback;
}

type Place = { id: string; mention: number };

/** Notes what a person says that a mention is; the next build counts it so. */
export async function overrideMention(store: Store, place: Place, { quote, ...said }: NewMentionOverride) {
  const { text, mention } = await mentionAt(store, place);
  if (quote !== undefined && quote !== mention.quote) {
    throw new ApiError(409, 'The text was analysed again meanwhile: its mentions are others now.');
  }
  const override = { quote: mention.quote, term: mention.term, ...said, at: new Date().toISOString(), by: 'admin' };
  await store.overrides.set(text, override);
  return override;
}

/** Lets the analyzer's word stand again. */
export async function removeOverride(store: Store, place: Place): Promise<void> {
  const { text, mention } = await mentionAt(store, place);
  await store.overrides.remove(text, mention);
}

async function mentionAt(store: Store, { id, mention }: Place) {
  const { productId, analysis } = await feedbackOf(store, id);
  const found: ClauseMention | undefined = analysis?.mentions[mention];
  if (!found) throw notFound('mention');
  return { text: { feedbackId: id, productId }, mention: found };
}
