import type { ChurnWarning } from '@soundings/contracts/customer';
import { CustomerPlaces } from './customer-places.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

const SHOWN = 200;

type WarningsProps = { warnings: readonly ChurnWarning[]; horizonDays: number; currency: string; reader: Reader };

/** Who is silent for longer than their own rhythm, those from whom least is expected first. */
export function ChurnWarnings({ warnings, horizonDays, currency, reader }: WarningsProps) {
  const { words, language } = reader;
  const { columns, warnings: text } = words.buying;
  return (
    <>
      <CustomerPlaces here="warnings" reader={reader} />
      <h1>{words.buying.pages.warnings}</h1>
      <p class="lead">{say(text.lead, { days: reader.number(horizonDays) })}</p>
      {warnings.length === 0 ? (
        <p class="note">{text.none}</p>
      ) : (
        <>
          <p>
            <a class="button second" href={`/v1/churn/warnings.csv?lang=${language}`}>
              {text.take}
            </a>
          </p>
          <Wide reader={reader}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{columns.customer}</th>
                  <th scope="col">{columns.segment}</th>
                  <th scope="col">{columns.why}</th>
                  <th scope="col" class="n">
                    {columns.expected}
                  </th>
                  <th scope="col" class="n">
                    {columns.none}
                  </th>
                  <th scope="col" class="n">
                    {columns.yearly}
                  </th>
                </tr>
              </thead>
              <tbody>
                {warnings.slice(0, SHOWN).map((warning) => (
                  <tr>
                    <th scope="row">
                      <a href={`/customers/people/${encodeURIComponent(warning.customerId)}`}>{warning.customerId}</a>
                    </th>
                    <td>{words.segments[warning.segment]}</td>
                    <td>{warning.explanation[language]}</td>
                    <td class="n">{reader.number(warning.expectedPurchases, 2)}</td>
                    <td class="n">{reader.percent(warning.pNone)}</td>
                    <td class="n">{reader.money(warning.yearlyRevenue, currency)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
    </>
  );
}
