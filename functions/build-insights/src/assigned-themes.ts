import { contentId } from '@soundings/contracts/ids';
import { overriddenMentions } from '@soundings/store/overridden-mentions';
import type { Store } from '@soundings/store/store';

/** The themes that people gave to mentions, by the mention's id in the lake; null where it is of none. */
export async function assignedThemes(store: Store): Promise<Map<string, string | null>> {
  const themes = new Map<string, string | null>();
  for (const { feedbackId, productId, overrides } of (await store.overrides.all()).values()) {
    if (!overrides.some(({ themeId }) => themeId !== undefined)) continue;
    const feedback = await store.feedback.get(feedbackId, [productId]);
    for (const [i, { override }] of overriddenMentions(feedback?.analysis?.mentions ?? [], overrides).entries()) {
      if (override?.themeId !== undefined) themes.set(contentId('mention', feedbackId, String(i)), override.themeId);
    }
  }
  return themes;
}
