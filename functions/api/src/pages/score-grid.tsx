import type { ScoreCell } from '@soundings/contracts/customer-insights';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

const RECENCIES = [5, 4, 3, 2, 1];
const SUMS = [2, 3, 4, 5, 6, 7, 8, 9, 10];
const SHADES = 5;

/** A shade from 0, nothing, to 5 for a share of the largest; the root tells small ones apart. */
export function shadeOf(n: number, most: number): string {
  return `shade-${most === 0 ? 0 : Math.ceil(SHADES * Math.sqrt(n / most))}`;
}

/** How many customers stand in each cell of the map. */
export function ScoreGrid({ scores, reader }: { scores: readonly ScoreCell[]; reader: Reader }) {
  const { words } = reader;
  const countOf = (r: number, fm: number) =>
    scores.filter((cell) => cell.r === r && cell.f + cell.m === fm).reduce((sum, { n }) => sum + n, 0);
  const most = Math.max(...RECENCIES.flatMap((r) => SUMS.map((fm) => countOf(r, fm))));
  return (
    <>
      <h2>{words.buying.grid.title}</h2>
      <Wide reader={reader}>
        <table class="shaded">
          <caption>{words.buying.grid.hint}</caption>
          <thead>
            <tr>
              <th scope="col">{words.customers.recencyScore}</th>
              {SUMS.map((fm) => (
                <th scope="col" class="n">
                  {fm}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {RECENCIES.map((r) => (
              <tr>
                <th scope="row">{r}</th>
                {SUMS.map((fm) => {
                  const n = countOf(r, fm);
                  const title = say(words.buying.grid.cell, { n: reader.number(n), r, fm });
                  return (
                    <td class={`n ${shadeOf(n, most)}`} title={title}>
                      {reader.number(n)}
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
