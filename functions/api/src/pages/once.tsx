import { randomUUID } from 'node:crypto';

/** Marks a form that makes something as this very one: pressed twice, it makes one. */
export function Once() {
  return <input type="hidden" name="once" value={randomUUID()} />;
}

/**
 * What makes the same form with the same content one request, as an `Idempotency-Key` does; undefined for a form without
 * the mark. Sent again with other content, after going back to it, it is another one.
 */
export function onceOf(
  { once }: Readonly<Record<string, unknown>>,
  ...content: readonly unknown[]
): string | undefined {
  return typeof once === 'string' && once !== '' ? `form ${JSON.stringify([once, ...content])}` : undefined;
}
