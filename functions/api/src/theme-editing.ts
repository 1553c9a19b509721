import { PainReport } from '@soundings/contracts/pain-point';
import type { Theme, ThemeChange, ThemeEdit } from '@soundings/contracts/theme';
import { applyEdits, undoneEdits } from '@soundings/pains/taxonomy/apply-edits';
import { startingTaxonomy } from '@soundings/pains/taxonomy/starting-taxonomy';
import type { Store } from '@soundings/store/store';
import { currentDocument } from './current-document.ts';
import { ApiError, notFound } from './problems.ts';
import type { Visitor } from './visitor.ts';

/** The taxonomy as the last build had it and as the next will, and the team's edits that make the difference. */
export type Taxonomy = {
  report: PainReport | undefined;
  /** As the next build will match them. */
  themes: Theme[];
  /** Oldest first. */
  edits: ThemeEdit[];
  undone: ReadonlySet<string>;
  /** The edits that no build has applied yet. */
  waiting: ReadonlySet<string>;
};

/** The themes and edits of this moment. */
export async function taxonomyOf(store: Store): Promise<Taxonomy> {
  const [{ document: report }, edits] = await Promise.all([
    currentDocument(store, 'pains', PainReport),
    store.themeEdits.all(),
  ]);
  const builtAt = report?.builtAt ?? '';
  return {
    report,
    themes: applyEdits([...startingTaxonomy, ...(report?.emergent ?? [])], edits),
    edits,
    undone: undoneEdits(edits),
    waiting: new Set(edits.filter(({ at }) => at > builtAt).map(({ id }) => id)),
  };
}

/**
 * Adds a change to the log after a look at what it is about. Throws a problem where that is not there: edits of themes
 * that come and go with the texts would change nothing, and nobody would know.
 */
export async function editTheme(store: Store, change: ThemeChange, visitor: Visitor): Promise<ThemeEdit> {
  const { themes, edits, undone } = await taxonomyOf(store);
  const isThere = (id: string) => themes.some((theme) => theme.id === id);
  if (change.action === 'undo') {
    const undoes = edits.find(({ id }) => id === change.editId);
    if (!undoes) throw notFound('change of the themes');
    if (undone.has(undoes.id)) throw new ApiError(409, 'This change is undone already.');
  } else if (change.action !== 'create') {
    if (!isThere(change.themeId)) throw notFound('theme');
    if (change.action === 'merge') {
      if (!isThere(change.into)) throw notFound('theme to merge into');
      if (change.into === change.themeId) throw new ApiError(400, 'A theme cannot be merged into itself.');
    }
  }
  return store.themeEdits.add(change, visitor.name ?? visitor.actor.kind);
}
