import type { ThemeEdit } from '@soundings/contracts/theme';
import { startingTaxonomy } from '@soundings/pains/taxonomy/starting-taxonomy';
import type { Taxonomy } from '../../theme-editing.ts';
import { type Reader, say } from '../reader.ts';

const SHOWN = 100;
const WORDS = 8;

type ThemeHistoryProps = { taxonomy: Taxonomy; edits: readonly ThemeEdit[]; reader: Reader };

/** What the team changed, newest first: when, who, whether a build has applied it yet, and the way back. */
export function ThemeHistory({ taxonomy, edits, reader }: ThemeHistoryProps) {
  const { words } = reader;
  const { undone, waiting } = taxonomy;
  if (edits.length === 0) return <p class="soft">{words.themes.noHistory}</p>;
  const describe = describer(taxonomy, reader);
  return (
    <>
      <ul class="rows">
        {edits
          .toReversed()
          .slice(0, SHOWN)
          .map((edit) => (
            <li>
              <p>
                {describe(edit)} {waiting.has(edit.id) && <span class="tag info">{words.themes.waits}</span>}{' '}
                {undone.has(edit.id) && <span class="tag">{words.themes.undone}</span>}
              </p>
              <p class="small soft">
                {reader.minute(edit.at)} · {byWhom(edit.by, reader)}
              </p>
              {!undone.has(edit.id) && (
                <form method="post" action={`/themes/edits/${edit.id}/undo`}>
                  <button type="submit" class="second" aria-label={`${words.themes.undo}: ${describe(edit)}`}>
                    {words.themes.undo}
                  </button>
                </form>
              )}
            </li>
          ))}
      </ul>
      {edits.length > SHOWN && (
        <p class="small soft">{say(words.themes.older, { n: reader.number(edits.length - SHOWN) })}</p>
      )}
    </>
  );
}

function byWhom(by: string, { words }: Reader): string {
  const actors: Readonly<Record<string, string>> = words.access.actors;
  return actors[by] ?? by;
}

/** Says each edit in a sentence; a theme is called by the last name that it was given. */
function describer({ report, edits }: Taxonomy, { words, language }: Reader): (edit: ThemeEdit) => string {
  const names = new Map([...startingTaxonomy, ...(report?.emergent ?? [])].map(({ id, names: each }) => [id, each]));
  for (const { change } of edits) {
    if (change.action === 'create' || change.action === 'rename') names.set(change.themeId, change.names);
    if (change.action === 'split') names.set(change.newThemeId, change.names);
  }
  const nameOf = (id: string) => names.get(id)?.[language] ?? id;
  const listed = (said: readonly string[]) =>
    `${said.slice(0, WORDS).join(words.frame.comma)}${said.length > WORDS ? ' …' : ''}`;
  const byId = new Map(edits.map((edit) => [edit.id, edit]));
  const describe = ({ change }: ThemeEdit): string => {
    const did = words.themes.did;
    switch (change.action) {
      case 'undo': {
        const edit = byId.get(change.editId);
        return say(did.undo, { what: edit ? describe(edit) : change.editId });
      }
      case 'merge':
        return say(did.merge, { name: nameOf(change.themeId), into: nameOf(change.into) });
      case 'split':
        return say(did.split, {
          name: nameOf(change.themeId),
          part: nameOf(change.newThemeId),
          words: listed(change.words),
        });
      case 'rename':
        return say(did.rename, { name: change.names[language] });
      case 'add-words':
      case 'remove-words':
      case 'create':
        return say(did[change.action], { name: nameOf(change.themeId), words: listed(change.words) });
      default:
        return say(did[change.action], { name: nameOf(change.themeId) });
    }
  };
  return describe;
}
