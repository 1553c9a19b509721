import type { Theme, ThemeChange, ThemeEdit } from '@soundings/contracts/theme';

/**
 * The taxonomy after the team's edits, applied in the order of the log. An undone edit is passed over, and so is the
 * undoing of one that was itself undone. Edits of a theme that is not there (merged away, or emergent and not seen
 * again) change nothing.
 */
export function applyEdits(themes: readonly Theme[], edits: readonly ThemeEdit[]): Theme[] {
  const undone = undoneEdits(edits);
  const byId = new Map(themes.map((theme) => [theme.id, theme]));
  for (const { id, change } of edits) if (!undone.has(id)) applyChange(byId, change);
  return [...byId.values()];
}

/** The edits that no longer hold, found from the last entry back: an undo that is undone undoes nothing. */
export function undoneEdits(edits: readonly ThemeEdit[]): Set<string> {
  const undone = new Set<string>();
  for (const { id, change } of edits.toReversed()) {
    if (change.action === 'undo' && !undone.has(id)) undone.add(change.editId);
  }
  return undone;
}

function applyChange(byId: Map<string, Theme>, change: ThemeChange): void {
  if (change.action === 'undo') return;
  if (change.action === 'create') {
    const { themeId, names, words, domains } = change;
    byId.set(themeId, { id: themeId, names, origin: 'team', domains, words: [...words], muted: false });
    return;
  }
  const theme = byId.get(change.themeId);
  if (theme === undefined) return;
  const alter = (part: Partial<Theme>) => byId.set(theme.id, { ...theme, ...part });
  switch (change.action) {
    case 'rename':
      alter({ names: change.names });
      break;
    case 'mute':
    case 'unmute':
      alter({ muted: change.action === 'mute' });
      break;
    case 'add-words':
      alter({ words: [...new Set([...theme.words, ...change.words])] });
      break;
    case 'remove-words':
      alter({ words: without(theme.words, change.words) });
      break;
    case 'merge': {
      const into = byId.get(change.into);
      if (into === undefined || into === theme) return;
      byId.delete(theme.id);
      byId.set(into.id, {
        ...into,
        domains: commonDomains(into, theme),
        words: [...new Set([...into.words, ...theme.words])],
      });
      break;
    }
    case 'split':
      alter({ words: without(theme.words, change.words) });
      byId.set(change.newThemeId, {
        id: change.newThemeId,
        names: change.names,
        origin: 'team',
        domains: theme.domains,
        words: [...change.words],
        muted: false,
      });
  }
}

const without = (words: readonly string[], gone: readonly string[]) => words.filter((word) => !gone.includes(word));

/** A merged theme applies wherever either did. */
function commonDomains(a: Theme, b: Theme): Theme['domains'] {
  return a.domains.length === 0 || b.domains.length === 0 ? [] : [...new Set([...a.domains, ...b.domains])];
}
