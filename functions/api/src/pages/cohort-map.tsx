import type { Cohort } from '@soundings/contracts/customer-insights';
import type { Reader } from './reader.ts';
import { shadeOf } from './score-grid.tsx';
import { Wide } from './wide.tsx';

const MONTHS = 12;
const COHORTS = 18;

/** Who came back, by month of the first order; the latest cohorts, their first year. */
export function CohortMap({ cohorts, reader }: { cohorts: readonly Cohort[]; reader: Reader }) {
  const text = reader.words.buying.habits;
  const shown = cohorts.slice(-COHORTS);
  const ages = Array.from(
    { length: Math.min(MONTHS, Math.max(0, ...shown.map(({ active }) => active.length - 1))) },
    (_, i) => i + 1,
  );
  if (ages.length === 0) return null;
  const most = Math.max(
    ...shown.flatMap(({ customers, active }) => active.slice(1, MONTHS + 1).map((n) => n / customers)),
  );
  return (
    <>
      <h2>{text.cohorts}</h2>
      <Wide reader={reader}>
        <table class="shaded">
          <caption>{text.cohortsHint}</caption>
          <thead>
            <tr>
              <th scope="col">{text.month}</th>
              <th scope="col" class="n">
                {reader.words.customers.people}
              </th>
              {ages.map((age) => (
                <th scope="col" class="n">
                  {age}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ month, customers, active }) => (
              <tr>
                <th scope="row">{month}</th>
                <td class="n">{reader.number(customers)}</td>
                {ages.map((age) => {
                  const n = active[age];
                  return n === undefined ? (
                    <td />
                  ) : (
                    <td class={`n ${shadeOf(n / customers, most)}`}>{reader.percent(n / customers)}</td>
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
