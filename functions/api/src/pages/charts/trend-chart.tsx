import type { Trend } from '@soundings/contracts/pain-point';
import { shareOf } from '@soundings/survey/interval';
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { Reader } from '../reader.ts';
import { ShareGrid } from './share-grid.tsx';

const [WIDTH, HEIGHT] = [720, 240];
const EDGE = { left: 68, right: 12, top: 14, bottom: 28 };

/** The share of people day by day or week by week with its 95 % intervals, as a chart and as the table behind it. */
export function TrendChart({
  trend: { unit, points },
  title,
  reader,
}: {
  trend: Trend;
  title: string;
  reader: Reader;
}) {
  const { words } = reader;
  const periods = points
    .filter(({ of }) => of > 0)
    .map(({ from, people, of }) => ({ from, people, of, ...measured(people, of) }));
  if (periods.length < 2) return <p class="soft">{words.trend.tooFew}</p>;

  const x = scaleLinear([0, periods.length - 1], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([0, Math.max(...periods.map(({ high }) => high))], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4);
  type Period = (typeof periods)[number];
  const band = area<Period>(
    (_, i) => x(i),
    ({ low }) => y(low),
    ({ high }) => y(high),
  ).digits(1);
  const middle = line<Period>(
    (_, i) => x(i),
    ({ share }) => y(share),
  ).digits(1);
  const step = Math.ceil(periods.length / 5);
  return (
    <figure>
      <svg class="chart time" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
        <ShareGrid y={y} left={EDGE.left} right={WIDTH - EDGE.right} reader={reader} />
        <path class="band" d={band(periods) ?? ''} />
        <path class="line" d={middle(periods) ?? ''} />
        {periods.map(({ from }, i) =>
          i % step === 0 ? (
            <text
              class={i % (3 * step) === 0 ? undefined : 'wide-only'}
              x={x(i)}
              y={HEIGHT - 8}
              text-anchor={i === 0 ? 'start' : x(i) > WIDTH - EDGE.left ? 'end' : 'middle'}
            >
              {reader.day(from)}
            </text>
          ) : null,
        )}
      </svg>
      <figcaption class="small soft">{words.trend.captions[unit]}</figcaption>
      <details class="quiet">
        <summary>{words.trend.table}</summary>
        <table class="tight">
          <thead>
            <tr>
              <th scope="col">{words.trend.units[unit]}</th>
              <th scope="col" class="n">
                {words.trend.people}
              </th>
              <th scope="col" class="n">
                {words.trend.share}
              </th>
            </tr>
          </thead>
          <tbody>
            {periods.map(({ from, people, of, share, low, high }) => (
              <tr>
                <td>{reader.day(from)}</td>
                <td class="n">
                  {reader.number(people, 1)} / {reader.number(of, 1)}
                </td>
                <td class="n">
                  {reader.percent(share)} ({reader.percents(low, high)})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

function measured(people: number, of: number) {
  const { share, low, high } = shareOf(people, of);
  return { share, low, high };
}
