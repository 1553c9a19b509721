import type { Feedback } from '@soundings/contracts/feedback';
import type { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import { firstMoment, lastMoment } from '@soundings/contracts/time';
import { saidAt } from './said-at.ts';
import { phrasesOf, spansOf } from './wanted-words.ts';

/** Stars to the half. */
export function halfStars(rating: number): number {
  return Math.round(rating * 2) / 2;
}

/**
 * A test that says of a text that no build has seen yet whether all that a filter asks for holds. Themes are found by
 * builds: by a theme none is found.
 */
export function feedbackTest(filter: FeedbackFilter): (feedback: Feedback) => boolean {
  const phrases = filter.q === undefined ? undefined : phrasesOf(filter.q);
  const from = filter.from && firstMoment(filter.from);
  const to = filter.to && lastMoment(filter.to);
  const { productId, sourceId, language, minRating, maxRating, intent, polarity } = filter;
  const isOfMention = intent !== undefined || polarity !== undefined;
  return (feedback) => {
    const { origin, rating, analysis } = feedback;
    if (filter.themeId !== undefined || (productId && feedback.productId !== productId)) return false;
    if (sourceId && sourceId !== (origin.kind === 'review' ? origin.sourceId : origin.surveyId)) return false;
    if (language && !isLanguage(analysis?.language, language)) return false;
    if (minRating !== undefined && (rating === null || halfStars(rating) < minRating)) return false;
    if (maxRating !== undefined && (rating === null || halfStars(rating) > maxRating)) return false;
    const at = saidAt(feedback);
    if ((from && at < from) || (to && at > to)) return false;
    const isMeant = (mention: { intent: string; polarity: string }) =>
      (!intent || mention.intent === intent) && (!polarity || mention.polarity === polarity);
    if (isOfMention && !analysis?.mentions.some(isMeant)) return false;
    return phrases === undefined || (phrases.length > 0 && spansOf(feedback.text, phrases) !== undefined);
  };
}

function isLanguage(found: string | undefined, wanted: string): boolean {
  return found === wanted || found?.startsWith(`${wanted}-`) === true;
}
