import { detectableRise } from '@soundings/personas/holdout';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Reader, say } from '../reader.ts';
import { ShareGrid } from './share-grid.tsx';

const [WIDTH, HEIGHT] = [440, 220];
const EDGE = { left: 44, right: 22, top: 14, bottom: 40 };
const SHARES = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const TOLD = [0.1, 0.2, 0.3, 0.5];

type Plan = { baseline: number; people: number; worthwhile: number; days: number };

/** Which rise shows with how many people left untouched, as a chart and as the table behind it. */
export function PowerChart({ plan, reader }: { plan: Plan; reader: Reader }) {
  const { words } = reader;
  const { baseline, people, worthwhile, days } = plan;
  const rises = SHARES.map((share) => ({ share, rise: riseOf(plan, share) })).filter(
    (point): point is { share: number; rise: number } => point.rise !== null,
  );
  const hoped = Math.max(baseline, 0.01) * worthwhile;
  const text = say(words.audience.power, {
    people: reader.number(people),
    baseline: reader.percent(baseline),
    days: reader.number(days),
    hoped: reader.points(hoped),
  });
  if (rises.length < 2) return <p class="note warn">{words.audience.noPower}</p>;
  const x = scaleLinear([0, 0.5], [EDGE.left, WIDTH - EDGE.right]);
  const y = scaleLinear([0, Math.max(hoped, ...rises.map(({ rise }) => rise))], [HEIGHT - EDGE.bottom, EDGE.top]).nice(
    4,
  );
  const path = line<(typeof rises)[number]>(
    ({ share }) => x(share),
    ({ rise }) => y(rise),
  ).digits(1);
  return (
    <figure class="narrow">
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text}>
        <ShareGrid y={y} left={EDGE.left} right={WIDTH - EDGE.right} reader={reader} />
        {TOLD.map((share) => (
          <text x={x(share)} y={HEIGHT - 22} text-anchor="middle">
            {reader.percent(share)}
          </text>
        ))}
        <text x={(EDGE.left + WIDTH) / 2} y={HEIGHT - 6} text-anchor="middle">
          {words.audience.untouched}
        </text>
        <line class="hoped" x1={EDGE.left} x2={WIDTH - EDGE.right} y1={y(hoped)} y2={y(hoped)} />
        <path class="line" d={path(rises) ?? ''} />
      </svg>
      <figcaption class="small soft">{text}</figcaption>
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">{words.audience.untouched}</th>
            <th scope="col" class="n">
              {words.audience.people}
            </th>
            <th scope="col" class="n">
              {words.audience.shows}
            </th>
          </tr>
        </thead>
        <tbody>
          {TOLD.map((share) => {
            const rise = riseOf(plan, share);
            return (
              <tr>
                <th scope="row">{reader.percent(share)}</th>
                <td class="n">{reader.number(Math.floor(people * share))}</td>
                <td class="n">{rise === null ? words.units.none : reader.points(rise)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </figure>
  );
}

function riseOf({ baseline, people }: Plan, share: number): number | null {
  const holdout = Math.floor(people * share);
  return holdout < 2 ? null : detectableRise(Math.max(baseline, 0.01), holdout, people - holdout);
}
