import type { ScoreCell } from '@soundings/contracts/customer-insights';
import type { SegmentId, SegmentSummary } from '@soundings/contracts/segment';
import { elevenSegments } from '@soundings/customers/segments';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** How near a segment's customers are to staying away: 1 is gone, 4 is here. */
const LEVELS: Readonly<Record<SegmentId, 1 | 2 | 3 | 4>> = {
  champions: 4,
  loyal: 4,
  potential_loyalists: 4,
  new: 3,
  promising: 3,
  need_attention: 3,
  about_to_sleep: 2,
  at_risk: 2,
  cannot_lose: 2,
  hibernating: 1,
  lost: 1,
};
const RECENCIES = [5, 4, 3, 2, 1];
const SUMS = [2, 3, 4, 5, 6, 7, 8, 9, 10];

type Cell = { id: SegmentId; from: number; to: number };

type SegmentMapProps = { segments: readonly SegmentSummary[]; scores: readonly ScoreCell[]; reader: Reader };

/** The RFM grid: which scores make which segment, and how many have them; a segment may lie in several rows. */
export function SegmentMap({ segments, scores, reader }: SegmentMapProps) {
  const { words } = reader;
  const everybody = scores.reduce((sum, { n }) => sum + n, 0);
  const countOf = (r: number, { from, to }: Cell) =>
    scores
      .filter((cell) => cell.r === r && cell.f + cell.m >= from && cell.f + cell.m <= to)
      .reduce((sum, { n }) => sum + n, 0);
  const summaryOf = (id: SegmentId) => segments.find((segment) => segment.id === id);
  return (
    <>
      <h2>{words.customers.grid}</h2>
      <Wide reader={reader}>
        <table class="map">
          <caption>{words.customers.gridHint}</caption>
          <thead>
            <tr>
              <th scope="col">{words.customers.recencyScore}</th>
              {SUMS.map((sum) => (
                <th scope="col">{sum}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {RECENCIES.map((r) => (
              <tr>
                <th scope="row">{r}</th>
                {cellsOf(r).map((cell) => {
                  const { id, from, to } = cell;
                  const n = countOf(r, cell);
                  return (
                    <td colspan={to - from + 1} class={`level-${LEVELS[id]}`}>
                      <b>{summaryOf(id)?.name[reader.language] ?? words.segments[id]}</b>
                      {everybody > 0 &&
                        say(words.customers.inSegment, {
                          n: reader.number(n),
                          share: reader.percent(n / everybody),
                        })}
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

function cellsOf(r: number): Cell[] {
  return elevenSegments.segments
    .flatMap(({ id, cells }) => cells.filter((cell) => cell.r === r).map(({ fm: [from, to] }) => ({ id, from, to })))
    .sort((a, b) => a.from - b.from);
}
