import { createHmac } from 'node:crypto';

/** A name that is the same for the same author of a product's reviews and cannot be turned back without the secret. */
export function pseudonym(author: string, { secret, productId }: { secret: string; productId: string }): string {
  const name = author.normalize('NFKC').trim().toLowerCase();
  return createHmac('sha256', secret).update(`${productId}\n${name}`).digest('base64url').slice(0, 22);
}
