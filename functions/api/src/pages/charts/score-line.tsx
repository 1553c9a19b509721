import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Reader } from '../reader.ts';

const [WIDTH, HEIGHT] = [480, 140];
const EDGE = { left: 30, right: 16, top: 10, bottom: 22 };
const [LEAST, MOST] = [3, 15];

/** The sum of a customer's three scores from snapshot to snapshot. */
export function ScoreLine({ points, reader }: { points: readonly { day: string; sum: number }[]; reader: Reader }) {
  const x = scaleLinear([0, Math.max(1, points.length - 1)], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([LEAST, MOST], [HEIGHT - EDGE.bottom, EDGE.top]);
  const path = line<{ sum: number }>(
    (_, i) => x(i),
    ({ sum }) => y(sum),
  ).digits(1);
  const [first, last] = [points[0], points.at(-1)];
  return (
    <svg
      class="chart scores"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={reader.words.buying.profile.scoresAlt}
    >
      {[LEAST, 9, MOST].map((tick) => (
        <g>
          <line class="grid" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} />
          <text x={EDGE.left - 6} y={y(tick) + 4} text-anchor="end">
            {tick}
          </text>
        </g>
      ))}
      <path class="line" d={path(points) ?? ''} />
      {points.map(({ sum }, i) => (
        <circle class="dot" cx={x(i)} cy={y(sum)} r="3.5" />
      ))}
      {first && (
        <text x={x(0)} y={HEIGHT - 6} text-anchor="start">
          {reader.day(first.day)}
        </text>
      )}
      {last && points.length > 1 && (
        <text x={x(points.length - 1)} y={HEIGHT - 6} text-anchor="end">
          {reader.day(last.day)}
        </text>
      )}
    </svg>
  );
}
