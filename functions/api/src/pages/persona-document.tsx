import type { Persona } from '@soundings/contracts/persona';
import { BasedOn } from './based-on.tsx';
import { Grade } from './grade.tsx';
import { PersonaBehaviourSection } from './persona-behaviour.tsx';
import { PersonaPortrait } from './persona-portrait.tsx';
import { PersonaStrategies } from './persona-strategies.tsx';
import { PersonaThemes } from './persona-themes.tsx';
import { type Reader, say } from './reader.ts';

type PersonaProps = { persona: Persona; reader: Reader };

/** One persona document in full, each claim with its people, its interval and where it comes from. */
export function PersonaPage({ persona, reader }: PersonaProps) {
  const { words, language } = reader;
  const { segment, grade } = persona;
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a>
      </p>
      <h1>{persona.name[language]}</h1>
      <ul class="lead">
        {[...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(persona.summary[language])].map(
          ({ segment: sentence }) => (
            <li>{sentence.trim()}</li>
          ),
        )}
      </ul>
      <p>
        <Grade grade={grade} reader={reader} /> <span class="tag">{words.persona.kinds[persona.kind]}</span>{' '}
        {grade.why[language]}
      </p>
      <div class="buttons">
        {persona.status === 'draft' && (
          <form method="post" action={`/personas/${persona.id}/publish`}>
            <button type="submit">{say(words.versions.publish, { n: persona.version })}</button>
          </form>
        )}
        <a class="button second" href={`/personas/${persona.id}/audience`}>
          {words.audience.title}
        </a>
        <a class="button second" href={`/personas/${persona.id}/versions`}>
          {words.versions.title}
        </a>
        <a class="button second" href={`/personas/${persona.id}?version=${persona.version}&print`}>
          {words.versions.print}
        </a>
      </div>
      <ul class="tiles">
        <li class="tile">
          <b>{segment.n === null ? words.units.none : reader.number(segment.n)}</b> {words.persona.units[segment.unit]}
        </li>
        {segment.customerShare !== null && (
          <li class="tile">
            <b>{reader.percent(segment.customerShare)}</b> {words.persona.sharesOf[segment.unit]}
          </li>
        )}
        {segment.revenueShare !== null && (
          <li class="tile">
            <b>{reader.percent(segment.revenueShare)}</b> {words.persona.revenueShare}
          </li>
        )}
        <li class="tile">
          <b>{reader.day(persona.snapshot)}</b>{' '}
          {say(words.persona.version, { n: persona.version, status: words.persona.statuses[persona.status] })}
          {persona.customersAt && ` · ${say(words.versions.purchases, { day: reader.day(persona.customersAt) })}`}
        </li>
      </ul>
      {persona.tags.length > 0 && (
        <>
          <h2 id="tags">{words.persona.tags}</h2>
          <dl class="facts">
            {persona.tags.map(({ label, rule, basedOn }) => (
              <>
                <dt>
                  <span class="tag info">{label[language]}</span>
                </dt>
                <dd>
                  {rule[language]} <BasedOn pointers={basedOn} persona={persona} reader={reader} />
                </dd>
              </>
            ))}
          </dl>
        </>
      )}
      {segment.n !== null && (
        <>
          <PersonaPortrait persona={persona} reader={reader} />
          <PersonaBehaviourSection persona={persona} reader={reader} />
        </>
      )}
      {(segment.n !== null || persona.context.length > 0) && <PersonaThemes persona={persona} reader={reader} />}
      <PersonaSwot persona={persona} reader={reader} />
      {segment.n !== null && <PersonaStrategies persona={persona} reader={reader} />}
      <Grounds persona={persona} reader={reader} />
    </>
  );
}

function PersonaSwot({ persona, reader }: PersonaProps) {
  const { words, language } = reader;
  if (persona.swot.length === 0) return null;
  return (
    <>
      <h2 id="swot">SWOT</h2>
      <div class="columns">
        {(['strength', 'weakness', 'opportunity', 'threat'] as const).map((side) => {
          const lines = persona.swot.filter((line) => line.side === side);
          return (
            <section>
              <h3>{words.swot[side]}</h3>
              {lines.length === 0 ? (
                <p class="soft">{words.competition.noLines}</p>
              ) : (
                <ul>
                  {lines.map(({ text, basedOn }) => (
                    <li>
                      {text[language]} <BasedOn pointers={basedOn} persona={persona} reader={reader} />
                    </li>
                  ))}
                </ul>
              )}
            </section>
          );
        })}
      </div>
    </>
  );
}

/** What protects the people in it, what was left out, and the statements that everything was computed by. */
function Grounds({ persona, reader }: PersonaProps) {
  const { words } = reader;
  const { privacy, evidence, rules } = persona;
  return (
    <>
      <h2 id="evidence">{words.persona.evidence}</h2>
      <p>
        {say(words.persona.privacy, {
          k: reader.number(privacy.k),
          step: reader.number(privacy.step),
          cells: reader.number(privacy.suppressedCells),
        })}
      </p>
      <p class="small soft">
        {words.persona.rules}{' '}
        {Object.entries(rules)
          .map(([name, rule]) => `${name}: ${rule}`)
          .join(' · ')}
      </p>
      {evidence.map(({ id, tables, query, hash }) => (
        <details class="quiet">
          <summary>
            {id} <span class="soft small">{Object.keys(tables).join(', ')}</span>
          </summary>
          <pre tabindex={0}>
            <code>{query}</code>
          </pre>
          <p class="small soft">
            {words.persona.hash} <code>{hash}</code>
          </p>
        </details>
      ))}
      <p class="small more">
        <a href={`/v1/personas/${persona.id}/document.md?lang=${reader.language}&version=${persona.version}`}>
          Markdown
        </a>{' '}
        · <a href={`/v1/personas/${persona.id}?version=${persona.version}`}>JSON</a>
      </p>
    </>
  );
}
