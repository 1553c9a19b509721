import * as z from 'zod';
import { idOf } from './ids.ts';
import { InterfaceLanguage } from './language.ts';
import { Time } from './time.ts';

/** A theme is named in every language that the product speaks. */
export const ThemeNames = z.record(InterfaceLanguage, z.string().trim().min(1).max(80)).meta({ id: 'ThemeNames' });
export type ThemeNames = z.infer<typeof ThemeNames>;

/**
 * The trades that the starting taxonomy knows, `goods` being whatever is no mere service; a theme of none of them
 * applies everywhere.
 */
export const ThemeDomain = z
  .enum(['apparel', 'app', 'beauty', 'book', 'car', 'electronics', 'flight', 'food', 'goods', 'hotel'])
  .meta({ id: 'ThemeDomain' });
export type ThemeDomain = z.infer<typeof ThemeDomain>;

/**
 * A word or phrase that makes a clause speak of a theme, any language. Latin words match in any inflection; `a … b`
 * matches `a` and, up to five words later, `b`; a leading `?` marks a word that counts only half, a leading `!` one
 * that counts double; a trailing `@trade` one of that trade only.
 */
export const ThemeWord = z.string().trim().min(1).max(80).meta({ id: 'ThemeWord' });

/**
 * What people talk about. `origin` says who brought it: the shipped taxonomy, a recurring term of the texts, or the
 * team.
 */
export const Theme = z
  .object({
    id: idOf('theme'),
    names: ThemeNames,
    origin: z.enum(['starting', 'emergent', 'team']),
    /** Where it applies; everywhere if empty. */
    domains: z.array(ThemeDomain),
    words: z.array(ThemeWord),
    /** Matched but not reported. */
    muted: z.boolean(),
  })
  .meta({ id: 'Theme' });
export type Theme = z.infer<typeof Theme>;

const themeId = idOf('theme');
const words = z.array(ThemeWord).min(1).max(500);

/** One change of the taxonomy by the team. Undoing is a change too, so the log only ever grows. */
export const ThemeChange = z
  .discriminatedUnion('action', [
    z.object({ action: z.literal('create'), themeId, names: ThemeNames, words, domains: z.array(ThemeDomain) }),
    z.object({ action: z.literal('rename'), themeId, names: ThemeNames }),
    z.object({ action: z.literal('merge'), themeId, into: themeId }),
    /** Moves `words` from a theme to a new one. */
    z.object({ action: z.literal('split'), themeId, newThemeId: themeId, names: ThemeNames, words }),
    z.object({ action: z.literal('mute'), themeId }),
    z.object({ action: z.literal('unmute'), themeId }),
    z.object({ action: z.literal('add-words'), themeId, words }),
    z.object({ action: z.literal('remove-words'), themeId, words }),
    z.object({ action: z.literal('undo'), editId: z.string() }),
  ])
  .meta({ id: 'ThemeChange' });
export type ThemeChange = z.infer<typeof ThemeChange>;

/** An entry of the taxonomy's log: at each build the log is applied, in its order, to the starting taxonomy. */
export const ThemeEdit = z
  .object({ id: z.string().min(1), at: Time, by: z.string(), change: ThemeChange })
  .meta({ id: 'ThemeEdit' });
export type ThemeEdit = z.infer<typeof ThemeEdit>;
