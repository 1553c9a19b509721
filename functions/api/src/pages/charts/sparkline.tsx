import type { Trend } from '@soundings/contracts/pain-point';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type Reader, say } from '../reader.ts';

const [WIDTH, HEIGHT, EDGE] = [110, 26, 3];

/** The weeks of a trend as a small line, with its direction in words. */
export function Sparkline({ trend, reader }: { trend: Trend; reader: Reader }) {
  const { words } = reader;
  const shares = trend.points.filter(({ of }) => of > 0).map(({ people, of }) => people / of);
  const direction = words.trend[trend.direction];
  const { change } = trend;
  const tested = change ? say(words.trend.changed, { n: reader.points(change.difference) }) : '';
  if (shares.length < 2) return <span class="soft small">{words.trend.unknown}</span>;
  const x = scaleLinear([0, shares.length - 1], [EDGE, WIDTH - EDGE]);
  const y = scaleLinear([0, Math.max(...shares) || 1], [HEIGHT - EDGE, EDGE]);
  const path = line<number>()
    .x((_, i) => round(x(i)))
    .y((share) => round(y(share)))(shares);
  return (
    <div class="trend">
      <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path d={path ?? ''} />
        <circle cx={round(x(shares.length - 1))} cy={round(y(shares.at(-1) ?? 0))} r="2.5" />
      </svg>
      {trend.direction !== 'unknown' && (
        <span class="small">
          {direction} {tested}
        </span>
      )}
    </div>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
