import { scaleBand, scaleLinear } from 'd3-scale';
import type { Reader } from '../reader.ts';

const [WIDTH, HEIGHT] = [480, 160];
const EDGE = { left: 40, right: 6, top: 10, bottom: 22 };

type Column = { label: string; n: number };

/** Counts side by side, as a chart and as the table behind it. */
export function ColumnChart({
  columns,
  title,
  unit,
  reader,
}: {
  columns: readonly Column[];
  title: string;
  unit: string;
  reader: Reader;
}) {
  const x = scaleBand(
    columns.map((_, i) => i),
    [EDGE.left, WIDTH - EDGE.right],
  ).padding(0.2);
  const y = scaleLinear([0, Math.max(1, ...columns.map(({ n }) => n))], [HEIGHT - EDGE.bottom, EDGE.top]).nice(3);
  const step = Math.ceil(columns.length / 8);
  return (
    <figure>
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
        {y.ticks(3).map((tick) => (
          <g>
            <line class="grid" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 6} y={y(tick) + 4} text-anchor="end">
              {reader.number(tick)}
            </text>
          </g>
        ))}
        {columns.map(({ label, n }, i) => (
          <g>
            <rect class="fill" x={x(i)} y={y(n)} width={x.bandwidth()} height={y(0) - y(n)} />
            {i % step === 0 && (
              <text x={(x(i) ?? 0) + x.bandwidth() / 2} y={HEIGHT - 6} text-anchor="middle">
                {label}
              </text>
            )}
          </g>
        ))}
      </svg>
      <details class="quiet">
        <summary>{reader.words.trend.table}</summary>
        <table class="tight">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" class="n">
                {unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ label, n }) => (
              <tr>
                <td>{label}</td>
                <td class="n">{reader.number(n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
