import * as z from 'zod';
import { idOf } from './ids.ts';
import { ComparedPlaces, Quote, ShareDifference } from './share.ts';
import { ThemeNames } from './theme.ts';

/** A tested difference between a product of ours and one competitor on one theme, with its evidence. */
export const SwotLine = z
  .object({
    /**
     * strength: our praise above theirs; weakness: our pain above theirs; opportunity: their pain; threat: their
     * praise.
     */
    kind: z.enum(['strength', 'weakness', 'opportunity', 'threat']),
    themeId: idOf('theme'),
    names: ThemeNames,
    productId: idOf('product'),
    competitorId: idOf('product'),
    /** The larger share minus the smaller. */
    evidence: ShareDifference,
    /** Null where nothing is compared, and in reports of before places were told apart. */
    compared: ComparedPlaces.nullable().default(null),
    quotes: z.array(Quote),
  })
  .meta({ id: 'SwotLine' });
export type SwotLine = z.infer<typeof SwotLine>;
