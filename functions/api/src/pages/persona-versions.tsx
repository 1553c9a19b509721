import type { Persona } from '@soundings/contracts/persona';
import type { PersonaChange, PersonaDiff } from '@soundings/contracts/persona-diff';
import { REMADE } from '@soundings/personas/markdown-words';
import { Choice, type Option } from './choice.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

type VersionsProps = { persona: Persona; versions: readonly Persona[]; reader: Reader };

/** All versions of a persona, and any two of them to compare. */
export function PersonaVersions({ persona, versions, reader }: VersionsProps) {
  const { words, language } = reader;
  const all = persona.status === 'draft' ? [persona, ...versions] : [...versions];
  const [newest, before] = all;
  const choices = all.map(({ version }): Option => [String(version), String(version)]);
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a> ›{' '}
        <a href={`/personas/${persona.id}`}>{persona.name[language]}</a>
      </p>
      <h1>{words.versions.title}</h1>
      <p class="lead">{words.versions.lead}</p>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.versions.version}</th>
              <th scope="col">{words.versions.state}</th>
              <th scope="col">{words.versions.asOf}</th>
              <th scope="col" class="n">
                {words.persona.people}
              </th>
              <th scope="col">{words.versions.name}</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ version, status, snapshot, segment, name }) => (
              <tr>
                <th scope="row">
                  <a href={`/personas/${persona.id}?version=${version}`}>{version}</a>
                </th>
                <td>{words.persona.statuses[status]}</td>
                <td class="when">{reader.day(snapshot)}</td>
                <td class="n">{segment.n === null ? words.units.none : reader.number(segment.n)}</td>
                <td>{name[language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {newest && before ? (
        <form class="filter" method="get" action={`/personas/${persona.id}/compare`}>
          <Choice name="from" label={words.versions.from} options={choices} chosen={String(before.version)} />
          <Choice name="to" label={words.versions.to} options={choices} chosen={String(newest.version)} />
          <button type="submit">{words.versions.compare}</button>
        </form>
      ) : (
        <p class="soft">{words.versions.onlyOne}</p>
      )}
    </>
  );
}

type ComparedProps = { persona: Persona; diff: PersonaDiff; reader: Reader };
const ORDER = ['changed', 'appeared', 'vanished', 'within-noise'] as const;

/** Two versions: what is beyond chance in words and figures, who came and went, and the patch between the documents. */
export function PersonaCompared({ persona, diff, reader }: ComparedProps) {
  const { words, language } = reader;
  const { from, to, changes, movement, patch } = diff;
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a> ›{' '}
        <a href={`/personas/${persona.id}`}>{persona.name[language]}</a> ›{' '}
        <a href={`/personas/${persona.id}/versions`}>{words.versions.title}</a>
      </p>
      <h1>{say(words.versions.compared, { from: from.version, to: to.version })}</h1>
      <p class="lead">{diff.account[language]}</p>
      {ORDER.map((verdict) => {
        const of = changes.filter((change) => change.verdict === verdict && change.before !== change.after);
        if (of.length === 0) return null;
        const table = <Changes changes={of} verdict={verdict} reader={reader} />;
        return verdict === 'within-noise' ? (
          <details class="quiet" open={reader.printing}>
            <summary>{say(words.versions.noise, { n: reader.number(of.length) })}</summary>
            {table}
          </details>
        ) : (
          <>
            <h2 id={verdict}>{words.versions.verdicts[verdict]}</h2>
            {table}
          </>
        );
      })}
      {movement && <Movement movement={movement} reader={reader} />}
      <h2 id="patch">{words.versions.patch}</h2>
      <details class="quiet">
        <summary>{say(words.versions.operations, { n: reader.number(patch.length) })}</summary>
        <pre tabindex={0}>
          <code>{patch.map((operation) => JSON.stringify(operation)).join('\n')}</code>
        </pre>
      </details>
      <p class="small more">
        <a href={`/v1/personas/${persona.id}/diff?from=${from.version}&to=${to.version}`}>JSON</a>
      </p>
    </>
  );
}

type ChangesProps = { changes: readonly PersonaChange[]; verdict: PersonaChange['verdict']; reader: Reader };

function Changes({ changes, verdict, reader }: ChangesProps) {
  const { words, language } = reader;
  const value = (number: number | null, unit: string) => {
    if (number === null) return words.units.none;
    return unit === 'share' ? reader.percent(number) : reader.quantity(number, unit);
  };
  const tested = verdict === 'changed' || verdict === 'within-noise';
  return (
    <Wide reader={reader}>
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">{words.versions.claim}</th>
            {verdict !== 'appeared' && (
              <th scope="col" class="n">
                {words.versions.before}
              </th>
            )}
            {verdict !== 'vanished' && (
              <th scope="col" class="n">
                {words.versions.after}
              </th>
            )}
            {tested && (
              <th scope="col" class="n">
                q
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ label, unit, before, after, q }) => (
            <tr>
              <th scope="row">{label[language]}</th>
              {verdict !== 'appeared' && <td class="n">{value(before, unit)}</td>}
              {verdict !== 'vanished' && <td class="n">{value(after, unit)}</td>}
              {tested && (
                <td class="n">{q === null ? words.units.none : q < 0.001 ? '< 0.001' : reader.number(q, 3)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Who stayed, where people came from and where they went. */
export function Movement({ movement, reader }: { movement: NonNullable<Persona['movement']>; reader: Reader }) {
  const { words } = reader;
  return (
    <>
      <h2 id="movement">{words.persona.movement}</h2>
      <p>
        {say(words.persona.stayed, { day: reader.day(movement.since), n: reader.number(movement.stayed) })}
        {movement.remade && REMADE[reader.language]}
      </p>
      <div class="columns">
        {(['entered', 'left'] as const).map((way) => (
          <section>
            <h3>{words.persona[way]}</h3>
            {movement[way].length === 0 ? (
              <p class="soft">{words.versions.nobody}</p>
            ) : (
              <ul>
                {movement[way].map(({ label, n }) => (
                  <li>
                    {reader.text(label)}: {reader.number(n)}
                  </li>
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
    </>
  );
}
