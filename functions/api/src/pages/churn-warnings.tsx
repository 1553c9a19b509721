import type { ChurnWarning } from '@soundings/contracts/customer';
import { CustomerPlaces } from './customer-places.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

const SHOWN = 50;
export const ORDERS = ['expected', 'yearly'] as const;
type Order = (typeof ORDERS)[number];

type WarningsProps = {
  warnings: readonly ChurnWarning[];
  order: Order;
  horizonDays: number;
  currency: string;
  /** Whether the forecasts failed when they were tested on the past. */
  farOff: boolean;
  reader: Reader;
};

/** Who is silent for longer than their own rhythm: those from whom least is expected first, or who brought most. */
export function ChurnWarnings({ warnings, order, horizonDays, currency, farOff, reader }: WarningsProps) {
  const { words, language } = reader;
  const { columns, warnings: text } = words.buying;
  const inOrder =
    order === 'yearly' ? warnings.toSorted((a, b) => Number(b.yearlyRevenue) - Number(a.yearlyRevenue)) : warnings;
  return (
    <>
      <CustomerPlaces here="warnings" reader={reader} />
      <h1>{words.buying.pages.warnings}</h1>
      <p class="lead">{say(text.lead, { days: reader.number(horizonDays) })}</p>
      {farOff && <p class="note warn">{words.customers.farOff}</p>}
      {warnings.length === 0 ? (
        <p class="note">{text.none}</p>
      ) : (
        <>
          <p>
            <a class="button second" href={`/v1/churn/warnings.csv?lang=${language}`}>
              {text.take}
            </a>
          </p>
          <p>
            {say(text.shown, {
              n: reader.number(warnings.length),
              shown: reader.number(Math.min(SHOWN, warnings.length)),
            })}{' '}
            {ORDERS.map((each, i) => (
              <>
                {i > 0 && ' · '}
                {each === order ? (
                  <strong>{text.orders[each]}</strong>
                ) : (
                  <a href={`?by=${each}`}>{text.orders[each]}</a>
                )}
              </>
            ))}
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
                {inOrder.slice(0, SHOWN).map((warning) => (
                  <tr>
                    <th scope="row">
                      <a href={`/customers/people/${encodeURIComponent(warning.customerId)}`}>{warning.customerId}</a>
                    </th>
                    <td>{words.segments[warning.segment]}</td>
                    <td>
                      <p class="reason">{warning.explanation[language]}</p>
                    </td>
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
