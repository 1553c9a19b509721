import type { Persona, PersonaDimension, PersonaTheme } from '@soundings/contracts/persona';
import type { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import type { Child } from 'hono/jsx';
import { groupingName, inGroupings } from './persona-groupings.ts';
import type { Reader } from './reader.ts';
import { Wide } from './wide.tsx';

type BesideProps = { personas: Persona[]; groupings: readonly PersonaGrouping[]; reader: Reader };

/** All personas side by side: a table for each way of dividing people. */
export function PersonasBeside({ personas, groupings, reader }: BesideProps) {
  const { words, language } = reader;
  const parts = inGroupings(personas, groupings);
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a>
      </p>
      <h1>{words.personas.beside}</h1>
      <p class="lead">{words.personas.besideHint}</p>
      <p class="small more">
        <a href={`/v1/personas/table.csv?lang=${language}`}>CSV</a> ·{' '}
        <a href="/personas/side-by-side?print">{words.versions.print}</a>
      </p>
      {parts.map(({ grouping, personas: of }) => (
        <>
          {parts.length > 1 && <h2 id={`by-${grouping.id}`}>{groupingName(grouping, reader)}</h2>}
          <PortraitTable personas={of} reader={reader} />
        </>
      ))}
    </>
  );
}

/** A column for each persona, a line for each thing that is known of them. */
function PortraitTable({ personas, reader }: { personas: readonly Persona[]; reader: Reader }) {
  const { words, language } = reader;
  const told = personas.filter(({ segment }) => segment.n !== null);
  const dimensions = new Map<string, string>();
  for (const persona of told) {
    for (const [id, dimension] of Object.entries(persona.dimensions)) {
      if (dimension.distribution.length > 0) dimensions.set(id, reader.text(dimension.label));
    }
  }
  // What is known of none of them takes no line.
  const row = (label: string, cell: (persona: Persona) => Child) => {
    const cells = told.map(cell);
    return (
      cells.some(Boolean) && (
        <tr>
          <th scope="row">{label}</th>
          {cells.map((known) => (
            <td>{known || <span class="soft">{words.units.none}</span>}</td>
          ))}
        </tr>
      )
    );
  };
  return (
    <Wide reader={reader}>
      <table class="beside">
        <thead>
          <tr>
            <td />
            {told.map(({ id, name }) => (
              <th scope="col">
                <a href={`/personas/${id}`}>{name[language]}</a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(words.persona.people, ({ segment }) => segment.n !== null && reader.number(segment.n))}
          {row(words.persona.sharesOf[personas[0]?.segment.unit ?? 'customers'], ({ segment }) =>
            share(segment.customerShare, reader),
          )}
          {row(words.persona.revenueShare, ({ segment }) => share(segment.revenueShare, reader))}
          {[...dimensions].map(([id, label]) => row(label, ({ dimensions }) => leading(dimensions[id], reader)))}
          {row(
            words.persona.measures.orders,
            ({ behaviour }) => behaviour.orders && reader.quantity(behaviour.orders.mean, behaviour.orders.unit),
          )}
          {row(
            words.persona.measures.averageOrder,
            ({ behaviour: { averageOrder } }) =>
              averageOrder && reader.quantity(averageOrder.median, averageOrder.unit),
          )}
          {row(words.persona.measures.pNone, ({ behaviour: { pNone } }) => pNone && reader.percent(pNone.mean))}
          {row('NPS', ({ attitude: { nps } }) => nps && withPeople(reader.number(nps.value), nps.n, reader))}
          {row(words.persona.pains, ({ pains }) => themes(pains, reader))}
          {row(words.persona.wishes, ({ wishes }) => themes(wishes, reader))}
          {row(words.persona.praise, ({ praise }) => themes(praise, reader))}
          {row(
            words.persona.strategies,
            ({ strategies }) => strategies.length > 0 && strategies.map(({ action }) => <p>{action[language]}</p>),
          )}
          {row(words.persona.gradeName, ({ grade }) => grade.value)}
        </tbody>
      </table>
    </Wide>
  );
}

function withPeople(text: string, n: number, reader: Reader): Child {
  return (
    <>
      {text} <div class="small soft">n = {reader.number(n)}</div>
    </>
  );
}

function share(value: number | null, reader: Reader): string {
  return value === null ? '' : reader.percent(value);
}

/** A value of fewer (one of a hundred shops, say) leads nothing. */
const LEADING = 0.1;

/** The largest value that may be told, what the segment has more of than others, and of how many. */
function leading(dimension: PersonaDimension | undefined, reader: Reader): Child {
  const told = dimension?.distribution.filter(({ suppressed, share: part }) => !suppressed && part >= LEADING) ?? [];
  if (!dimension || told.length === 0) return null;
  const most = Math.max(...told.map(({ share: part }) => part));
  const shown = told
    .filter(({ share: part, against }) => part === most || against === 'more')
    .sort((a, b) => b.share - a.share)
    .slice(0, 3);
  return (
    <>
      {shown.map(({ label, share: part, against }) => (
        <div>
          {reader.text(label)} {reader.percent(part)} {against === 'more' && <Above reader={reader} />}
        </div>
      ))}
      <div class="small soft">n = {reader.number(dimension.n)}</div>
    </>
  );
}

function Above({ reader }: { reader: Reader }) {
  return (
    <span title={reader.words.against.more}>
      <span aria-hidden="true">↑</span>
      <span class="unseen">{reader.words.against.more}</span>
    </span>
  );
}

function themes(list: readonly PersonaTheme[], reader: Reader): Child {
  const [first] = list;
  if (!first) return null;
  return (
    <>
      {list.slice(0, 4).map(({ name, share: part, against }) => (
        <div>
          {reader.text(name)} {reader.percent(part)} {against === 'more' && <Above reader={reader} />}
        </div>
      ))}
      <div class="small soft">n = {reader.number(first.n)}</div>
    </>
  );
}
