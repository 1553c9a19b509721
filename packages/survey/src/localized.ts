/**
 * The text in the first of these languages that it has: the one asked for, one of the same base language (`zh` for
 * `zh-TW`), the survey's first, any.
 */
export function textIn(
  texts: Readonly<Record<string, string>> | undefined,
  language: string,
  fallback?: string,
): string {
  if (!texts) return '';
  const base = language.split('-', 1)[0];
  const same = Object.keys(texts).find((key) => key.split('-', 1)[0] === base && texts[key]);
  return (
    texts[language] ||
    (same && texts[same]) ||
    (fallback && texts[fallback]) ||
    Object.values(texts).find(Boolean) ||
    ''
  );
}
