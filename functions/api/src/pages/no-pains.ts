import type { ProductPains } from '@soundings/contracts/pain-point';
import { type Reader, say } from './reader.ts';

/** Why no pain of a product is listed: nobody complains, or no theme is named often enough. */
export function noPains({ painFeedback }: Pick<ProductPains, 'painFeedback'>, { words, number }: Reader): string {
  return painFeedback === 0 ? words.pains.none : say(words.pains.noTheme, { n: number(painFeedback) });
}
