import type { PriceSensitivity } from '@soundings/contracts/survey-summary';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Reader, say } from '../reader.ts';

const [WIDTH, HEIGHT] = [400, 270];
const EDGE = { left: 42, right: 22, top: 12, bottom: 70 };
// Told apart without colour.
const CURVES = [
  { name: 'tooCheap', dashes: '2 3' },
  { name: 'cheap', dashes: '8 4' },
  { name: 'expensive', dashes: undefined },
  { name: 'tooExpensive', dashes: '12 3 2 3' },
] as const;

/** The four curves over the prices named, with a mark at each price where two of them cross. */
export function PriceCurves({ of, reader }: { of: PriceSensitivity; reader: Reader }) {
  const { words } = reader;
  const prices = of.curves.map(({ price }) => price);
  if (prices.length < 2) return null;
  const x = scaleLinear([Math.min(...prices), Math.max(...prices)], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([0, 1], [HEIGHT - EDGE.bottom, EDGE.top]);
  const crossings = [of.marginalCheapness, of.optimal, of.indifference, of.marginalExpensiveness];
  const n = reader.number(of.respondents);
  return (
    <figure class="narrow">
      <svg
        class="chart"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={say(words.analyses.curves, { n, left: reader.number(of.inconsistent) })}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g>
            <line class="grid" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 6} y={y(tick) + 4} text-anchor="end">
              {reader.percent(tick)}
            </text>
          </g>
        ))}
        {x.ticks(4).map((price) => (
          <text x={x(price)} y={HEIGHT - EDGE.bottom + 18} text-anchor="middle">
            {reader.money(price, of.currency)}
          </text>
        ))}
        {crossings.map(
          (price) =>
            price !== null && (
              <line class="ideal" x1={x(price)} x2={x(price)} y1={EDGE.top} y2={HEIGHT - EDGE.bottom} />
            ),
        )}
        {CURVES.map(({ name, dashes }, i) => {
          const path = line<PriceSensitivity['curves'][number]>(
            ({ price }) => x(price),
            (point) => y(point[name]),
          ).digits(1);
          const [start, row] = [EDGE.left + (i % 2) * 170, HEIGHT - 28 + Math.floor(i / 2) * 20];
          return (
            <g>
              <path class="line" d={path(of.curves) ?? ''} stroke-dasharray={dashes} />
              <line class="line" x1={start} x2={start + 28} y1={row} y2={row} stroke-dasharray={dashes} />
              <text class="label" x={start + 34} y={row + 4}>
                {words.analyses.curve[name]}
              </text>
            </g>
          );
        })}
      </svg>
      <figcaption class="small soft">
        {say(words.analyses.curves, { n, left: reader.number(of.inconsistent) })}
      </figcaption>
    </figure>
  );
}
