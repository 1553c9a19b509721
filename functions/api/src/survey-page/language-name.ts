/** What a language calls itself, for example 中文 and English. */
export function languageName(language: string): string {
  const base = language.startsWith('zh') ? 'zh' : language;
  return new Intl.DisplayNames([language], { type: 'language' }).of(base) ?? language;
}

/**
 * The survey's language for this respondent: the one asked for by `?lang=`, else the best of `Accept-Language`, else
 * the survey's first. `zh` and `zh-TW` get `zh-CN` where there is nothing nearer.
 */
export function chooseLanguage(
  languages: readonly string[],
  { asked, accepted = '' }: { asked?: string | undefined; accepted?: string | undefined },
): string {
  const wanted = preferencesIn(accepted.slice(0, 500));
  for (const tag of asked ? [asked.toLowerCase(), ...wanted] : wanted) {
    const base = tag.split('-', 1)[0];
    const found =
      languages.find((each) => each.toLowerCase() === tag) ?? languages.find((each) => each.split('-', 1)[0] === base);
    if (found) return found;
  }
  return languages[0] ?? 'en';
}

const REMEMBERED = 200;
const preferences = new Map<string, string[]>();

/** The languages that an `Accept-Language` names, the most wanted first. Browsers send few different ones. */
function preferencesIn(accepted: string): string[] {
  const known = preferences.get(accepted);
  if (known) return known;
  const found = accepted
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const q = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='));
      return { tag: tag.trim().toLowerCase(), q: q ? Number(q.slice(2)) || 0 : 1 };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .map(({ tag }) => tag);
  if (preferences.size >= REMEMBERED) preferences.clear();
  preferences.set(accepted, found);
  return found;
}
