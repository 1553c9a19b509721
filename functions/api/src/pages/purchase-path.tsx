import type { CustomerInsights, Funnel, Touch } from '@soundings/contracts/customer-insights';
import { wilson } from '@soundings/statistics/wilson';
import { PartBar, ShareBar } from './charts/share-bar.tsx';
import { CustomerPlaces } from './customer-places.tsx';
import type { Reader } from './reader.ts';
import { Wide } from './wide.tsx';

/** The way to an order: where people drop, how long each step takes, what they met first and last. */
export function PurchasePath({ path, reader }: { path: CustomerInsights['path']; reader: Reader }) {
  const { words } = reader;
  const text = words.buying.path;
  const everybody = path?.funnels.find(({ segment }) => segment === null);
  return (
    <>
      <CustomerPlaces here="path" reader={reader} />
      <h1>{words.buying.pages.path}</h1>
      {!path || !everybody ? (
        <div class="note">
          <p>{text.none}</p>
          <p>
            <a href="/imports">{words.places.imports}</a>
          </p>
        </div>
      ) : (
        <>
          <p class="lead">{text.lead}</p>
          <Steps funnel={everybody} reader={reader} />
          <BySegment funnels={path.funnels} reader={reader} />
          {path.touches.length > 0 && <Touches touches={path.touches} reader={reader} />}
        </>
      )}
    </>
  );
}

function Steps({ funnel: { steps }, reader }: { funnel: Funnel; reader: Reader }) {
  const text = reader.words.buying.path;
  const most = steps[0]?.customers ?? 0;
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.step}</th>
            <th scope="col" class="n">
              {text.customers}
            </th>
            <th scope="col" />
            <th scope="col">{text.share}</th>
            <th scope="col" class="n">
              {text.hours}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ kind, customers, fromBefore, low, high, medianHours }) => (
            <tr>
              <th scope="row">{text.steps[kind]}</th>
              <td class="n">{reader.number(customers)}</td>
              <td>
                <PartBar share={most === 0 ? null : customers / most} reader={reader} />
              </td>
              <td>
                {fromBefore !== null && (
                  <ShareBar of={{ share: fromBefore, low: low ?? 0, high: high ?? 1 }} reader={reader} />
                )}
              </td>
              <td class="n">{medianHours === null ? '' : reader.number(medianHours, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function BySegment({ funnels, reader }: { funnels: readonly Funnel[]; reader: Reader }) {
  const { words } = reader;
  const text = words.buying.path;
  const names: Readonly<Record<string, string>> = words.segments;
  const told = funnels.flatMap(({ segment, steps }) => {
    const [visited, ordered] = [steps[0]?.customers ?? 0, steps.at(-1)?.customers ?? 0];
    return segment === null || visited === 0 ? [] : [{ segment, visited, ordered, ...wilson(ordered, visited) }];
  });
  if (told.length === 0) return null;
  return (
    <>
      <h2>{text.segments}</h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.customers.segment}</th>
              <th scope="col" class="n">
                {text.steps.visit}
              </th>
              <th scope="col" class="n">
                {text.steps.order}
              </th>
              <th scope="col">{text.reached}</th>
            </tr>
          </thead>
          <tbody>
            {told.map(({ segment, visited, ordered, low, high }) => (
              <tr>
                <th scope="row">{names[segment] ?? segment}</th>
                <td class="n">{reader.number(visited)}</td>
                <td class="n">{reader.number(ordered)}</td>
                <td>
                  <ShareBar of={{ share: ordered / visited, low, high }} reader={reader} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Touches({ touches, reader }: { touches: readonly Touch[]; reader: Reader }) {
  const text = reader.words.buying.path;
  const all = (touch: Touch['touch']) =>
    touches.filter((one) => one.touch === touch).reduce((sum, { customers }) => sum + customers, 0);
  return (
    <>
      <h2>{text.touches}</h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.which}</th>
              <th scope="col">{text.channel}</th>
              <th scope="col">{text.campaign}</th>
              <th scope="col" class="n">
                {text.customers}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {touches.slice(0, 40).map(({ touch, channel, campaign, customers }) => (
              <tr>
                <th scope="row">{text.touch[touch]}</th>
                <td>{channel ?? ''}</td>
                <td>{campaign ?? ''}</td>
                <td class="n">{reader.number(customers)}</td>
                <td>
                  <PartBar share={customers / all(touch)} reader={reader} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
