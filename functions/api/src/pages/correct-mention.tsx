import { Intent, Polarity } from '@soundings/contracts/mention';
import type { NewMentionOverride } from '@soundings/contracts/mention-override';
import type { Theme } from '@soundings/contracts/theme';
import type { OverriddenMention } from '@soundings/store/overridden-mentions';
import type { Reader } from './reader.ts';

type Correction = { action: string; found: OverriddenMention; themes: readonly Theme[]; reader: Reader };

/** A value of the theme's field that says "of none". */
const NO_THEME = 'none';

/** Says what a mention is, in place of the analyzer; and takes that back. */
export function CorrectMention({ action, found: { mention, override }, themes, reader }: Correction) {
  const { words } = reader;
  const { correct } = words.feedback;
  const id = (name: string) => `${name}-${action.replaceAll(/\W/g, '-')}`;
  const theme = override?.themeId === undefined ? '' : (override.themeId ?? NO_THEME);
  return (
    <details class="quiet">
      <summary>
        {override ? correct.corrected : correct.open} <span class="unseen">{mention.quote}</span>
      </summary>
      <form method="post" action={action}>
        <input type="hidden" name="quote" value={mention.quote} />
        <label for={id('intent')}>{words.feedback.intent}</label>
        <select id={id('intent')} name="intent">
          <option value="">{correct.asFound}</option>
          {Intent.options.map((intent) => (
            <option value={intent} selected={intent === override?.intent}>
              {words.intents[intent]}
            </option>
          ))}
        </select>
        <label for={id('polarity')}>{words.feedback.polarity}</label>
        <select id={id('polarity')} name="polarity">
          <option value="">{correct.asFound}</option>
          {Polarity.options.map((polarity) => (
            <option value={polarity} selected={polarity === override?.polarity}>
              {words.polarities[polarity]}
            </option>
          ))}
        </select>
        {themes.length > 0 && (
          <>
            <label for={id('theme')}>{correct.theme}</label>
            <select id={id('theme')} name="theme">
              <option value="" selected={theme === ''}>
                {correct.asMatched}
              </option>
              <option value={NO_THEME} selected={theme === NO_THEME}>
                {correct.noTheme}
              </option>
              {themes.map(({ id: themeId, names }) => (
                <option value={themeId} selected={theme === themeId}>
                  {names[reader.language]}
                </option>
              ))}
            </select>
          </>
        )}
        <button type="submit" class="second">
          {correct.save}
        </button>
      </form>
      {override && (
        <form method="post" action={`${action}/remove`}>
          <button type="submit" class="second">
            {correct.remove}
          </button>
        </form>
      )}
    </details>
  );
}

/** What the form above says; what it leaves open stays as it was found. */
export function correctionOf(form: Record<string, unknown>): Record<keyof NewMentionOverride, unknown> {
  const { intent, polarity, theme, quote } = form;
  const themeId = theme === NO_THEME ? null : theme || undefined;
  return { intent: intent || undefined, polarity: polarity || undefined, themeId, quote };
}
