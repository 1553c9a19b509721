import type { Migration } from '@soundings/contracts/customer-insights';
import { eightSegments, elevenSegments } from '@soundings/customers/segments';
import { Choice, type Option } from './choice.tsx';
import { CustomerPlaces } from './customer-places.tsx';
import { type Reader, say } from './reader.ts';
import { shadeOf } from './score-grid.tsx';
import { Wide } from './wide.tsx';

const MAPS = ['segment', 'eight'] as const;

type MovementProps = {
  days: readonly string[];
  from: string;
  to: string;
  map: (typeof MAPS)[number];
  migration: Migration;
  reader: Reader;
};

/** Who moved from which segment to which between two days. */
export function Movement({ days, from, to, map, migration, reader }: MovementProps) {
  const { words } = reader;
  const text = words.buying.movement;
  const known = days.map((day): Option => [day, reader.day(day)]);
  return (
    <>
      <CustomerPlaces here="movement" reader={reader} />
      <h1>{words.buying.pages.movement}</h1>
      <p class="lead">{say(text.lead, { from: reader.day(from), to: reader.day(to) })}</p>
      <form class="form inline" method="get" action="/customers/movement">
        <Choice name="from" label={text.from} options={known} chosen={from} />
        <Choice name="to" label={text.to} options={known} chosen={to} />
        <Choice name="map" label={text.map} options={MAPS.map((name) => [name, text.maps[name]])} chosen={map} />
        <div>
          <button type="submit">{text.show}</button>
        </div>
      </form>
      <Matrix map={map} migration={migration} reader={reader} />
      <Flows map={map} migration={migration} reader={reader} />
    </>
  );
}

type MoveProps = Pick<MovementProps, 'map' | 'migration' | 'reader'>;

function segmentsOf(map: MovementProps['map']) {
  return map === 'eight' ? eightSegments.segments : elevenSegments.segments;
}

function Matrix({ map, migration: { cells }, reader }: MoveProps) {
  const text = reader.words.buying.movement;
  const segments = segmentsOf(map).map(({ id, name }) => ({ id: id as string | null, name: name[reader.language] }));
  const rows = [...segments, { id: null, name: text.none }];
  const columns = [...segments, { id: null, name: text.gone }].filter(
    ({ id }) => id !== null || cells.some((cell) => cell.to === null),
  );
  const countOf = (from: string | null, to: string | null) =>
    cells.find((cell) => cell.from === from && cell.to === to)?.n ?? 0;
  const most = Math.max(...cells.map(({ n }) => n));
  return (
    <>
      <h2>{text.matrix}</h2>
      <Wide reader={reader}>
        <table class="shaded">
          <thead>
            <tr>
              <th scope="col">{text.rows}</th>
              {columns.map(({ name }) => (
                <th scope="col" class="n">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">{row.name}</th>
                {columns.map((column) => {
                  const n = countOf(row.id, column.id);
                  return (
                    <td class={`n ${shadeOf(n, most)}${row.id !== null && row.id === column.id ? ' same' : ''}`}>
                      {n === 0 ? '' : reader.number(n)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Flows({ map, migration: { flows }, reader }: MoveProps) {
  const text = reader.words.buying.movement;
  const columns = ['before', 'stayed', 'came', 'went', 'after'] as const;
  const most = Math.max(1, ...flows.flatMap(({ came, went }) => [came, went]));
  const width = (n: number) => Math.round((480 * n) / most) / 10;
  return (
    <>
      <h2>{text.flows}</h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{reader.words.customers.segment}</th>
              {columns.map((name) => (
                <th scope="col" class="n">
                  {text[name]}
                </th>
              ))}
              <th scope="col">
                {text.went} | {text.came}
              </th>
            </tr>
          </thead>
          <tbody>
            {segmentsOf(map).map(({ id, name }) => {
              const flow = flows.find(({ segment }) => segment === id);
              return (
                <tr>
                  <th scope="row">{name[reader.language]}</th>
                  {columns.map((column) => (
                    <td class="n">{reader.number(flow?.[column] ?? 0)}</td>
                  ))}
                  <td>
                    <svg class="bar two" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
                      <rect
                        class="fill hurt"
                        x={50 - width(flow?.went ?? 0)}
                        width={width(flow?.went ?? 0)}
                        height="14"
                      />
                      <rect class="fill good" x="50" width={width(flow?.came ?? 0)} height="14" />
                      <rect class="mark" x="49.7" width="0.6" height="14" />
                    </svg>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
