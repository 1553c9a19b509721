import type { ScaleLinear } from 'd3-scale';
import type { Reader } from '../reader.ts';

type GridProps = { y: ScaleLinear<number, number>; left: number; right: number; reader: Reader };

/** Lines across a chart, each with the share that it stands for. */
export function ShareGrid({ y, left, right, reader }: GridProps) {
  return (
    <>
      {y.ticks(4).map((tick) => (
        <g>
          <line class="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} text-anchor="end">
            {reader.percent(tick)}
          </text>
        </g>
      ))}
    </>
  );
}
