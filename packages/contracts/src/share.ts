import * as z from 'zod';
import { idOf } from './ids.ts';
import { Language } from './language.ts';
import { Time } from './time.ts';

/**
 * `people` of `of` with a 95 % Wilson interval; `share` is null where `of` is 0. Copies of a text make both
 * fractional.
 */
export const Share = z
  .object({
    people: z.number().nonnegative(),
    of: z.number().nonnegative(),
    share: z.number().min(0).max(1).nullable(),
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
  })
  .meta({ id: 'Share' });
export type Share = z.infer<typeof Share>;

/**
 * `first` minus `second` with a 95 % Newcombe interval, its p and the p corrected over all tests made beside it
 * (`q`). Between products, people's votes are divided over the themes they name, so that long texts weigh no more
 * than short, and are compared within the places where both were heard: shares are then standardised to the places'
 * common weights (`ComparedPlaces`).
 */
export const ShareDifference = z
  .object({
    first: Share,
    second: Share,
    difference: z.number(),
    low: z.number(),
    high: z.number(),
    p: z.number(),
    q: z.number(),
  })
  .meta({ id: 'ShareDifference' });
export type ShareDifference = z.infer<typeof ShareDifference>;

/**
 * Where two products were compared. `same-places`: within each of `places` (a review's site or shop, `survey`, or the
 * empty text where none is known); the rest of their people (`firstElsewhere`, `secondElsewhere`) are left out.
 * `different-places`: they have no place in common with people enough, so that part of the difference may be the places'.
 */
export const ComparedPlaces = z
  .object({
    basis: z.enum(['same-places', 'different-places']),
    places: z.array(z.string()),
    firstElsewhere: z.number(),
    secondElsewhere: z.number(),
  })
  .meta({ id: 'ComparedPlaces' });
export type ComparedPlaces = z.infer<typeof ComparedPlaces>;

/** Words of one feedback in their own language, personal data redacted, from someone who may be quoted. */
export const Quote = z
  .object({
    mentionId: idOf('mention'),
    feedbackId: idOf('feedback'),
    productId: idOf('product'),
    text: z.string(),
    language: Language,
    rating: z.number().nullable(),
    at: Time,
  })
  .meta({ id: 'Quote' });
export type Quote = z.infer<typeof Quote>;
