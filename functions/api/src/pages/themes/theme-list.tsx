import type { Theme } from '@soundings/contracts/theme';
import type { Taxonomy } from '../../theme-editing.ts';
import { BuildButton } from '../jobs.tsx';
import { type Reader, say } from '../reader.ts';
import { Wide } from '../wide.tsx';
import { NameFields, WordsField } from './theme-fields.tsx';
import { ThemeHistory } from './theme-history.tsx';

type ThemeListProps = { taxonomy: Taxonomy; query: string; newThemeId: string; problem: boolean; reader: Reader };

/** All themes with how many people each hurts, the way to a new one, and what was changed so far. */
export function ThemeList({ taxonomy, query, newThemeId, problem, reader }: ThemeListProps) {
  const { words } = reader;
  const wanted = query.trim().toLowerCase();
  const people = peopleOf(taxonomy);
  const found = taxonomy.themes
    .filter(
      ({ names, words: said }) =>
        wanted === '' || [...Object.values(names), ...said].some((text) => text.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => (people.get(b.id) ?? 0) - (people.get(a.id) ?? 0));
  return (
    <>
      <p class="trail">
        <a href="/pain-points">{words.places.pains}</a>
      </p>
      <h1>{words.themes.title}</h1>
      <p class="lead">{words.themes.lead}</p>
      <Waiting taxonomy={taxonomy} reader={reader} />
      <form class="filter" method="get" action="/themes">
        <div>
          <label for="q">{words.themes.search}</label>
          <input type="search" id="q" name="q" value={query} maxlength={80} />
        </div>
        <button type="submit" class="second">
          {words.frame.show}
        </button>
      </form>
      <p class="small soft">{say(words.themes.count, { n: reader.number(found.length) })}</p>
      {found.length > 0 && <ThemeTable themes={found.slice(0, SHOWN)} people={people} reader={reader} />}
      {found.length > SHOWN && (
        <p class="small soft">{say(words.themes.narrow, { n: reader.number(found.length - SHOWN) })}</p>
      )}
      <h2 id="new">{words.themes.create}</h2>
      {problem && (
        <p class="note bad" role="alert">
          {words.themes.problem}
        </p>
      )}
      <form class="form" method="post" action="/themes">
        <input type="hidden" name="newThemeId" value={newThemeId} />
        <NameFields reader={reader} />
        <WordsField reader={reader} />
        <div>
          <button type="submit">{words.themes.create}</button>
        </div>
      </form>
      <h2 id="history">{words.themes.history}</h2>
      <ThemeHistory taxonomy={taxonomy} edits={taxonomy.edits} reader={reader} />
    </>
  );
}

const SHOWN = 200;

/** What waits for the next build, and the way to it. */
export function Waiting({ taxonomy: { waiting }, reader }: { taxonomy: Taxonomy; reader: Reader }) {
  const { words } = reader;
  if (waiting.size === 0) return null;
  return (
    <div class="note">
      <p>{say(words.themes.waiting, { n: reader.number(waiting.size) })}</p>
      <BuildButton reader={reader} second />
    </div>
  );
}

/** People in pain by theme, over all products. */
function peopleOf({ report }: Taxonomy): Map<string, number> {
  const people = new Map<string, number>();
  for (const { pains } of report?.products ?? [])
    for (const pain of pains) people.set(pain.id, (people.get(pain.id) ?? 0) + pain.people.people);
  return people;
}

type ThemeTableProps = { themes: readonly Theme[]; people: ReadonlyMap<string, number>; reader: Reader };

function ThemeTable({ themes, people, reader }: ThemeTableProps) {
  const { words, language } = reader;
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.themes.theme}</th>
            <th scope="col" class="n">
              {words.themes.people}
            </th>
            <th scope="col" class="n">
              {words.themes.words}
            </th>
            <th scope="col">{words.themes.origin}</th>
          </tr>
        </thead>
        <tbody>
          {themes.map(({ id, names, words: said, origin, muted }) => (
            <tr>
              <th scope="row">
                <a href={`/themes/${id}`}>{names[language]}</a>{' '}
                {muted && <span class="tag warn">{words.themes.muted}</span>}
              </th>
              <td class="n">{people.has(id) ? reader.number(people.get(id) ?? 0) : words.units.none}</td>
              <td class="n">{reader.number(said.length)}</td>
              <td>{words.themes.origins[origin]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
