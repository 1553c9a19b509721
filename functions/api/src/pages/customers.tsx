import { type ModelFit, SegmentReport, type SegmentSummary } from '@soundings/contracts/segment';
import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { currentDocument } from '../routes/insights.ts';
import { CalibrationChart } from './charts/calibration-chart.tsx';
import { PartBar } from './charts/share-bar.tsx';
import { NothingYet, TooLittle } from './empty.tsx';
import { show } from './frame.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';
import { SegmentMap } from './segment-map.tsx';
import { Wide } from './wide.tsx';

/** Customers by what they bought: segments, values, and how far the forecasts can be trusted. */
export function customerPages({ store }: Api) {
  return new Hono<PageEnv>().get('/', async (c) => {
    const reader = c.get('reader');
    const title = reader.words.places.customers;
    const { build, document } = await currentDocument(store, 'segments', SegmentReport.nullable());
    const hint = reader.words.customers.none;
    const children = document ? (
      <Customers report={document} reader={reader} />
    ) : build ? (
      <TooLittle title={title} hint={hint} reader={reader} />
    ) : (
      <NothingYet title={title} reader={reader} />
    );
    return show(c, { title, place: 'customers', children });
  });
}

function Customers({ report, reader }: { report: SegmentReport; reader: Reader }) {
  const { words } = reader;
  const { eightCutOffs: cut, withoutOrders, currency } = report;
  return (
    <>
      <h1>{words.places.customers}</h1>
      <p class="lead">
        {say(words.customers.lead, {
          n: reader.number(report.customers),
          revenue: reader.money(report.revenue, currency),
          day: reader.day(report.snapshot),
        })}
      </p>
      {currency === 'XXX' && <p class="note warn">{words.customers.noCurrency}</p>}
      <h2>{words.customers.segments}</h2>
      <p>{say(words.customers.scoring, { scoring: words.scorings[report.scoring] })}</p>
      <Segments segments={report.segments} currency={currency} reader={reader} />
      {withoutOrders.n > 0 && (
        <p class="small soft">
          {say(words.customers.withoutOrders, {
            n: reader.number(withoutOrders.n),
            revenue: reader.money(withoutOrders.revenue, currency),
          })}
        </p>
      )}
      <SegmentMap segments={report.segments} reader={reader} />
      <h2>{words.customers.eight}</h2>
      {cut && (
        <p>
          {say(words.customers.cutOffs, {
            days: reader.number(cut.recencyDays),
            orders: reader.number(cut.frequency, 1),
            money: reader.money(cut.monetary, currency),
          })}
        </p>
      )}
      <Segments segments={report.eight} currency={currency} reader={reader} />
      <Forecasts report={report} reader={reader} />
      <p class="small more">
        <a href="/v1/segments">JSON</a>
      </p>
    </>
  );
}

type SegmentsProps = { segments: readonly SegmentSummary[]; currency: string; reader: Reader };

function Segments({ segments, currency, reader }: SegmentsProps) {
  const { words, language } = reader;
  const max = Math.max(0, ...segments.flatMap(({ share, revenueShare }) => [share ?? 0, revenueShare ?? 0]));
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.customers.segment}</th>
            <th scope="col" class="n">
              {words.customers.people}
            </th>
            <th scope="col">{words.customers.share}</th>
            <th scope="col">{words.customers.revenueShare}</th>
            <th scope="col" class="n">
              {words.customers.recency}
            </th>
            <th scope="col" class="n">
              {words.customers.frequency}
            </th>
            <th scope="col" class="n">
              {words.customers.monetary}
            </th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ name, n, share, revenueShare, meanRecencyDays, meanFrequency, meanMonetary }) => (
            <tr>
              <th scope="row">{name[language]}</th>
              <td class="n">{reader.number(n)}</td>
              <td>
                <PartBar share={share} max={max} reader={reader} />
              </td>
              <td>
                <PartBar share={revenueShare} max={max} reader={reader} />
              </td>
              <td class="n">{meanRecencyDays === null ? '' : reader.number(meanRecencyDays)}</td>
              <td class="n">{meanFrequency === null ? '' : reader.number(meanFrequency, 1)}</td>
              <td class="n">{meanMonetary === null ? '' : reader.money(meanMonetary, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Forecasts({ report, reader }: { report: SegmentReport; reader: Reader }) {
  const { words } = reader;
  const { calibration, models, horizonDays } = report;
  return (
    <>
      <h2>{words.customers.models}</h2>
      <p>{say(words.customers.modelsHint, { days: reader.number(horizonDays) })}</p>
      <div class="columns">
        <section>
          <Models models={models} reader={reader} />
        </section>
        <section>
          {calibration ? (
            <>
              <h3>{words.customers.calibration}</h3>
              <p>
                {say(words.customers.calibrated, {
                  cut: reader.day(calibration.cut),
                  until: reader.day(calibration.until),
                  n: reader.number(calibration.customers),
                  predicted: reader.number(calibration.predictedPurchases),
                  actual: reader.number(calibration.actualPurchases),
                })}{' '}
                {calibration.auc !== null && say(words.customers.auc, { n: reader.percent(calibration.auc) })}
              </p>
              <CalibrationChart calibration={calibration} reader={reader} />
            </>
          ) : (
            <p class="soft">{words.customers.uncalibrated}</p>
          )}
        </section>
      </div>
    </>
  );
}

function Models({ models, reader }: { models: readonly ModelFit[]; reader: Reader }) {
  const { words } = reader;
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.customers.model}</th>
            <th scope="col" class="n">
              {words.customers.people}
            </th>
            <th scope="col">{words.customers.fit}</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ model, customers, parameters, reason }) => (
            <tr>
              <th scope="row">{words.models[model]}</th>
              <td class="n">{reader.number(customers)}</td>
              <td>
                {parameters ? (
                  <>
                    <span class="tag good">{words.customers.fitted}</span>{' '}
                    <span class="small soft">
                      {Object.entries(parameters)
                        .map(([name, value]) => `${name} = ${reader.number(value, 3)}`)
                        .join(', ')}
                    </span>
                  </>
                ) : (
                  <>
                    <span class="tag">{words.customers.notFitted}</span> {reason && words.modelReasons[reason]}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
