import type { Calibration } from '@soundings/contracts/segment';
import { scaleLinear } from 'd3-scale';
import type { Reader } from '../reader.ts';

const FEW_PURCHASES = 30;
const [SIZE, EDGE] = [320, 58];

/**
 * Whether forecasts failed their test: less than two thirds or more than half as much again came as was foretold, or who
 * came back ranked below who stayed away. In a few purchases the former may be luck.
 */
export function areFarOff({ predictedPurchases, actualPurchases, auc }: Calibration): boolean {
  const [less, more] = [predictedPurchases, actualPurchases].sort((a, b) => a - b) as [number, number];
  return (more >= FEW_PURCHASES && less * 1.5 < more) || (auc !== null && auc < 0.5);
}

/** What was said against what came, tenth by tenth of the customers: on the diagonal every forecast was right. */
export function CalibrationChart({ calibration, reader }: { calibration: Calibration; reader: Reader }) {
  const { words } = reader;
  const { bins } = calibration;
  const at = scaleLinear([0, 1], [EDGE, SIZE - 18]);
  const up = scaleLinear([0, 1], [SIZE - EDGE, 12]);
  return (
    <figure>
      <svg class="chart square" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={words.customers.calibrationAlt}>
        {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
          <g>
            <line class="grid" x1={at(0)} x2={at(1)} y1={up(tick)} y2={up(tick)} />
            <text x={EDGE - 6} y={up(tick) + 4} text-anchor="end">
              {reader.percent(tick)}
            </text>
            <text x={at(tick)} y={SIZE - EDGE + 16} text-anchor="middle">
              {reader.percent(tick)}
            </text>
          </g>
        ))}
        <line class="ideal" x1={at(0)} y1={up(0)} x2={at(1)} y2={up(1)} />
        {bins.map(({ predictedNone, actualNone, low, high }) => (
          <g>
            <line class="whisker" x1={at(predictedNone)} x2={at(predictedNone)} y1={up(low)} y2={up(high)} />
            <circle class="dot" cx={at(predictedNone)} cy={up(actualNone)} r="4" />
          </g>
        ))}
        <text x={at(0.5)} y={SIZE - 8} text-anchor="middle">
          {words.customers.predicted}
        </text>
        <text x="12" y={up(0.5)} text-anchor="middle" transform={`rotate(-90 12 ${up(0.5)})`}>
          {words.customers.actual}
        </text>
      </svg>
      <details class="quiet">
        <summary>{words.trend.table}</summary>
        <table class="tight">
          <thead>
            <tr>
              <th scope="col" class="n">
                {words.customers.people}
              </th>
              <th scope="col" class="n">
                {words.customers.predicted}
              </th>
              <th scope="col" class="n">
                {words.customers.actual}
              </th>
            </tr>
          </thead>
          <tbody>
            {bins.map(({ n, predictedNone, actualNone, low, high }) => (
              <tr>
                <td class="n">{reader.number(n)}</td>
                <td class="n">{reader.percent(predictedNone)}</td>
                <td class="n">
                  {reader.percent(actualNone)} ({reader.percents(low, high)})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
