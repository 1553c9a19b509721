import * as z from 'zod';
import { idOf } from './ids.ts';
import { ComparedPlaces, Quote, Share, ShareDifference } from './share.ts';
import { ThemeNames } from './theme.ts';

/**
 * Room in the market. `their-pain`: a competitor's people suffer from a theme more than ours do, a tested difference.
 * `unmet-wish`: people of ours and of competitors wish for it, and nowhere do more praise than wish; then
 * `competitorId` and `gap` are null.
 */
export const MarketGap = z
  .object({
    kind: z.enum(['their-pain', 'unmet-wish']),
    themeId: idOf('theme'),
    names: ThemeNames,
    productId: idOf('product'),
    competitorId: idOf('product').nullable(),
    /** Theirs minus ours. */
    gap: ShareDifference.nullable(),
    /** Null where nothing is compared, and in reports of before places were told apart. */
    compared: ComparedPlaces.nullable().default(null),
    wish: Share.nullable(),
    praise: Share.nullable(),
    quotes: z.array(Quote),
  })
  .meta({ id: 'MarketGap' });
export type MarketGap = z.infer<typeof MarketGap>;
