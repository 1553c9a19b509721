import type { Theme, ThemeEdit } from '@soundings/contracts/theme';
import type { Taxonomy } from '../../theme-editing.ts';
import { ShareBar } from '../charts/share-bar.tsx';
import { Choice } from '../choice.tsx';
import { type Reader, say } from '../reader.ts';
import { Wide } from '../wide.tsx';
import { NameFields, WordsField } from './theme-fields.tsx';
import { ThemeHistory } from './theme-history.tsx';
import { Waiting } from './theme-list.tsx';

type ThemeViewProps = { theme: Theme; taxonomy: Taxonomy; newThemeId: string; problem: boolean; reader: Reader };

/** One theme: whom it hurts, its words, and everything that can be done with it. */
export function ThemeView({ theme, taxonomy, newThemeId, problem, reader }: ThemeViewProps) {
  const { words, language } = reader;
  const edits = taxonomy.edits.filter((edit) => isAbout(edit, theme.id));
  const applied = taxonomy.report?.themes.find(({ id }) => id === theme.id);
  return (
    <>
      <p class="trail">
        <a href="/themes">{words.themes.title}</a>
      </p>
      <h1>{theme.names[language]}</h1>
      <p>
        <span class="tag">{words.themes.origins[theme.origin]}</span>{' '}
        {theme.muted && <span class="tag warn">{words.themes.muted}</span>}
      </p>
      {problem && (
        <p class="note bad" role="alert">
          {words.themes.problem}
        </p>
      )}
      <Waiting taxonomy={taxonomy} reader={reader} />
      <Products theme={theme} taxonomy={taxonomy} reader={reader} />
      <Words theme={theme} applied={applied} reader={reader} />
      <h2>{words.themes.change}</h2>
      <div class="columns">
        <section>
          <h3>{words.themes.addTitle}</h3>
          <Change theme={theme} action="add-words" label={words.themes.add} reader={reader}>
            <WordsField reader={reader} />
          </Change>
          <h3>{words.themes.rename}</h3>
          <Change theme={theme} action="rename" label={words.themes.rename} reader={reader}>
            <NameFields names={theme.names} of="rename" reader={reader} />
          </Change>
        </section>
        <section>
          <h3>{words.themes.merge}</h3>
          <Change theme={theme} action="merge" label={words.themes.merge} reader={reader}>
            <Choice
              name="into"
              label={words.themes.into}
              options={taxonomy.themes
                .filter(({ id }) => id !== theme.id)
                .map(({ id, names }) => [id, names[language]])}
            />
          </Change>
          <h3>{theme.muted ? words.themes.unmute : words.themes.mute}</h3>
          <p class="small soft">{words.themes.muteHint}</p>
          <Change
            theme={theme}
            action={theme.muted ? 'unmute' : 'mute'}
            label={theme.muted ? words.themes.unmute : words.themes.mute}
            reader={reader}
          />
        </section>
      </div>
      {theme.words.length > 0 && (
        <details>
          <summary>{words.themes.split}</summary>
          <p class="small soft">{words.themes.splitHint}</p>
          <form class="form" method="post" action={`/themes/${theme.id}`}>
            <input type="hidden" name="newThemeId" value={newThemeId} />
            <fieldset>
              <legend>{words.themes.words}</legend>
              <div class="choices">
                {theme.words.map((word) => (
                  <label class="choice">
                    <input type="checkbox" name="word" value={word} /> {word}
                  </label>
                ))}
              </div>
            </fieldset>
            <NameFields of="split" reader={reader} />
            <div class="buttons">
              <button type="submit" name="action" value="split">
                {words.themes.splitOff}
              </button>
              <button type="submit" name="action" value="remove-words" class="second">
                {words.themes.remove}
              </button>
            </div>
          </form>
        </details>
      )}
      <h2>{words.themes.history}</h2>
      <ThemeHistory taxonomy={taxonomy} edits={edits} reader={reader} />
    </>
  );
}

function isAbout({ change }: ThemeEdit, themeId: string): boolean {
  if (change.action === 'undo') return false;
  if (change.action === 'merge' && change.into === themeId) return true;
  if (change.action === 'split' && change.newThemeId === themeId) return true;
  return change.themeId === themeId;
}

type ChangeProps = { theme: Theme; action: string; label: string; reader: Reader; children?: unknown };

function Change({ theme, action, label, children }: ChangeProps) {
  return (
    <form class="form" method="post" action={`/themes/${theme.id}`}>
      <input type="hidden" name="action" value={action} />
      {children}
      <div>
        <button type="submit" class="second">
          {label}
        </button>
      </div>
    </form>
  );
}

/** Whom the theme hurts in the newest report, product by product. */
function Products({ theme, taxonomy: { report }, reader }: { theme: Theme; taxonomy: Taxonomy; reader: Reader }) {
  const { words } = reader;
  const found = (report?.products ?? []).flatMap((product) => {
    const pain = product.pains.find(({ id }) => id === theme.id);
    return pain ? [{ product, pain }] : [];
  });
  if (found.length === 0) return <p class="soft">{words.themes.unlisted}</p>;
  const max = Math.max(...found.map(({ pain }) => pain.people.high));
  return (
    <Wide reader={reader}>
      <table>
        <caption>{words.competition.matrixHint}</caption>
        <tbody>
          {found.map(({ product: { productId, name, role }, pain }) => (
            <tr>
              <th scope="row">
                <a href={`/pain-points/${productId}/${theme.id}`}>{name}</a>{' '}
                <span class="soft small">{words.roles[role]}</span>
              </th>
              <td>
                <ShareBar of={pain.people} max={max} tone="hurt" reader={reader} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

const FEW_WORDS = 40;

/** The theme's words; those that the newest report did not know yet are marked. */
function Words({ theme, applied, reader }: { theme: Theme; applied: Theme | undefined; reader: Reader }) {
  const { words } = reader;
  const known = new Set(applied?.words ?? theme.words);
  const fresh = theme.words.filter((word) => !known.has(word));
  const gone = [...known].filter((word) => !theme.words.includes(word));
  const rest = theme.words.filter((word) => known.has(word));
  const tags = (said: readonly string[], tone = '') => said.map((word) => <li class={`tag ${tone}`}>{word}</li>);
  return (
    <>
      <h2>{words.themes.words}</h2>
      {fresh.length > 0 && (
        <>
          <p class="small soft">{words.themes.fresh}</p>
          <ul class="tags">{tags(fresh, 'good')}</ul>
        </>
      )}
      {gone.length > 0 && (
        <>
          <p class="small soft">{words.themes.gone}</p>
          <ul class="tags">{tags(gone, 'warn')}</ul>
        </>
      )}
      <ul class="tags">{tags(rest.slice(0, FEW_WORDS))}</ul>
      {rest.length > FEW_WORDS && (
        <details class="quiet">
          <summary>{say(words.themes.moreWords, { n: reader.number(rest.length - FEW_WORDS) })}</summary>
          <ul class="tags">{tags(rest.slice(FEW_WORDS))}</ul>
        </details>
      )}
    </>
  );
}
