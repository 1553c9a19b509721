/** What a language calls itself, for example 中文 and English. */
export declare function languageName(language: string): string;
/**
 * The survey's language for this respondent: the one asked for by `?lang=`, else the best of `Accept-Language`, else
 * the survey's first. `zh` and `zh-TW` get `zh-CN` where there is nothing nearer.
 */
export declare function chooseLanguage(languages: readonly string[], { asked, accepted }: {
    asked?: string | undefined;
    accepted?: string | undefined;
}): string;
