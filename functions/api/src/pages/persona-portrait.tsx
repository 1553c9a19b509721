import type { Persona, PersonaCell, PersonaDimension } from '@soundings/contracts/persona';
import { conflictInWords } from '@soundings/personas/conflict-in-words';
import { dimensionName } from '@soundings/personas/words';
import { ShareBar } from './charts/share-bar.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** What stands in every portrait, known or not. */
const PORTRAIT = ['region', 'gender', 'age', 'spendingPower', 'buyerLevel', 'identity'];
const LONGEST = 6;

/** Who they are: the portrait table, then whatever else surveys told. */
export function PersonaPortrait({ persona, reader }: { persona: Persona; reader: Reader }) {
  const { words } = reader;
  const others = Object.keys(persona.dimensions).filter((id) => !PORTRAIT.includes(id));
  return (
    <>
      <h2 id="dimensions">{words.persona.portrait}</h2>
      <p class="small soft">{words.persona.portraitHint}</p>
      <Dimensions ids={PORTRAIT} persona={persona} reader={reader} />
      {others.length > 0 && (
        <>
          <h3>{words.persona.further}</h3>
          <Dimensions ids={others} persona={persona} reader={reader} />
        </>
      )}
      {persona.conflicts.length > 0 && (
        <>
          <h3 id="conflicts">{words.persona.conflicts}</h3>
          <ul>
            {persona.conflicts.map((conflict) => (
              <li>
                <strong>{reader.text(dimensionName(conflict.dimension))}</strong>:{' '}
                {conflictInWords(conflict)[reader.language]}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

type DimensionsProps = { ids: readonly string[]; persona: Persona; reader: Reader };

function Dimensions({ ids, persona, reader }: DimensionsProps) {
  const { words } = reader;
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.persona.dimension}</th>
            <th scope="col">{words.persona.distribution}</th>
            <th scope="col" class="n">
              n
            </th>
            <th scope="col" class="n">
              {words.persona.coverage}
            </th>
            <th scope="col">{words.persona.source}</th>
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => {
            const dimension = persona.dimensions[id];
            return dimension && <Dimension dimension={dimension} reader={reader} />;
          })}
        </tbody>
      </table>
    </Wide>
  );
}

function Dimension({ dimension, reader }: { dimension: PersonaDimension; reader: Reader }) {
  const { words } = reader;
  const { label, distribution, missing, n, coverage, source, several, effectiveN } = dimension;
  if (distribution.length === 0) {
    return (
      <tr>
        <th scope="row">{reader.text(label)}</th>
        <td colspan={4} class="soft">
          {missing && words.persona.missing[missing]}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">
        {reader.text(label)}
        {several && <div class="small soft">{words.persona.several}</div>}
      </th>
      <td>
        <Cells cells={distribution.slice(0, LONGEST)} reader={reader} />
        {distribution.length > LONGEST && (
          <details class="quiet" open={reader.printing}>
            <summary>{say(words.persona.more, { n: distribution.length - LONGEST })}</summary>
            <Cells cells={distribution.slice(LONGEST)} reader={reader} />
          </details>
        )}
      </td>
      <td class="n">
        {reader.number(n)}
        {Math.round(effectiveN) < n && (
          <div class="small soft">{say(words.persona.effective, { n: reader.number(effectiveN) })}</div>
        )}
      </td>
      <td class="n">{coverage === null ? '' : reader.percent(coverage)}</td>
      <td>{source && words.sources[source]}</td>
    </tr>
  );
}

function Cells({ cells, reader }: { cells: readonly PersonaCell[]; reader: Reader }) {
  return (
    <ul class="cells">
      {cells.map(({ label, share, interval: [low, high], overall, against, suppressed }) => (
        <li>
          <span class={suppressed ? 'soft' : ''}>{reader.text(label)}</span>
          <ShareBar of={{ share, low, high }} mark={overall} reader={reader} />
          <span class="small soft">
            {overall !== null && say(reader.words.persona.overall, { n: reader.percent(overall) })}{' '}
            {against && against !== 'alike' && (
              <span class={`tag ${against === 'more' ? 'info' : ''}`}>{reader.words.against[against]}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
