import type { BasketRule, BuyingHabits, Clusters, CustomerInsights } from '@soundings/contracts/customer-insights';
import { ColumnChart } from './charts/column-chart.tsx';
import { PartBar } from './charts/share-bar.tsx';
import { CohortMap } from './cohort-map.tsx';
import { CustomerPlaces } from './customer-places.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

const LISTED = 8;
/** Under this a clustering is not the same among resampled customers (Hennig 2007). */
const STABLE = 0.75;
/** Up to this, clusters may be the parts of one crowd (Kaufman & Rousseeuw 1990, p. 88): k-means divides anything. */
const APART = 0.5;

/** How customers buy: when, where, what, how much, what together, and who comes back. */
export function Habits({ insights, reader }: { insights: CustomerInsights; reader: Reader }) {
  const { words } = reader;
  const { habits, snapshot, currency, baskets, cohorts, clusters } = insights;
  const text = words.buying.habits;
  return (
    <>
      <CustomerPlaces here="habits" reader={reader} />
      <h1>{words.buying.pages.habits}</h1>
      <p class="lead">
        {say(text.lead, {
          orders: reader.number(habits.orders),
          customers: reader.number(habits.customers),
          day: reader.dayBefore(snapshot),
        })}
      </p>
      <Rates habits={habits} currency={currency} reader={reader} />
      <div class="columns">
        <section>
          <h2>{text.prices}</h2>
          {habits.priceBands[0] && <p>{say(text.pricesHint, { band: habits.priceBands[0].value })}</p>}
          <Counts counted={byPrice(habits.priceBands)} reader={reader} />
        </section>
        <section>
          <Times habits={habits} reader={reader} />
        </section>
      </div>
      <div class="columns">
        {(['categories', 'channels', 'regions'] as const)
          .filter((name) => habits[name].length > 0)
          .map((name) => (
            <section>
              <h2>{text[name]}</h2>
              <Counts counted={habits[name].slice(0, LISTED)} reader={reader} />
            </section>
          ))}
      </div>
      <CohortMap cohorts={cohorts} reader={reader} />
      <h2>{text.baskets}</h2>
      <p>{text.basketsHint}</p>
      <Baskets title={text.products} rules={baskets.products} reader={reader} />
      <Baskets title={text.categories} rules={baskets.categories} reader={reader} />
      {clusters && <ClusterTable clusters={clusters} currency={currency} reader={reader} />}
      <p class="small more">
        <a href="/v1/segments/insights">JSON</a>
      </p>
    </>
  );
}

function Rates({ habits, currency, reader }: { habits: BuyingHabits; currency: string; reader: Reader }) {
  const text = reader.words.buying.habits;
  const between = ({ k, n, low, high }: BuyingHabits['repeat']) => ({
    k: reader.number(k),
    n: reader.number(n),
    low: reader.percent(low),
    high: reader.percent(high),
  });
  return (
    <ul class="tiles">
      {habits.averageOrder !== null && (
        <li class="tile">
          <b>{reader.money(habits.averageOrder, currency)}</b> {text.averageOrder}
        </li>
      )}
      <li class="tile">
        <b>{reader.percent(habits.repeat.rate)}</b> {say(text.repeat, between(habits.repeat))}
      </li>
      {habits.secondPurchase.n > 0 && (
        <li class="tile">
          <b>{reader.percent(habits.secondPurchase.rate)}</b>{' '}
          {say(text.second, { days: habits.secondPurchase.withinDays, ...between(habits.secondPurchase) })}
        </li>
      )}
      <li class="tile">
        <b>{reader.percent(habits.multiItem.rate)}</b> {say(text.multi, between(habits.multiItem))}
      </li>
    </ul>
  );
}

type Counted = BuyingHabits['channels'];

function byPrice(bands: Counted): Counted {
  return [...bands].sort((a, b) => Number.parseFloat(a.value) - Number.parseFloat(b.value));
}

function Counts({ counted, reader }: { counted: Counted; reader: Reader }) {
  const all = counted.reduce((sum, { n }) => sum + n, 0);
  const max = Math.max(...counted.map(({ n }) => n / all));
  return (
    <table class="tight">
      <tbody>
        {counted.map(({ value, n }) => (
          <tr>
            <th scope="row">{value}</th>
            <td class="n">{reader.number(n)}</td>
            <td>
              <PartBar share={n / all} max={max} reader={reader} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Times({ habits, reader }: { habits: BuyingHabits; reader: Reader }) {
  const text = reader.words.buying.habits;
  const countOf = (counted: Counted, value: number) => counted.find((one) => Number(one.value) === value)?.n ?? 0;
  const weekdays = ([1, 2, 3, 4, 5, 6, 7] as const).map((day) => ({
    label: text.days[`d${day}`],
    n: countOf(habits.weekdays, day),
  }));
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    label: say(text.hour, { n: hour }),
    n: countOf(habits.hours, hour),
  }));
  return (
    <>
      <h2>{text.weekdays}</h2>
      <ColumnChart columns={weekdays} title={text.weekdays} unit={text.orders} reader={reader} />
      {habits.hours.length > 0 && (
        <>
          <h2>{text.hours}</h2>
          <ColumnChart columns={hours} title={text.hours} unit={text.orders} reader={reader} />
        </>
      )}
    </>
  );
}

function Baskets({ title, rules, reader }: { title: string; rules: readonly BasketRule[]; reader: Reader }) {
  const text = reader.words.buying.habits;
  return (
    <>
      <h3>{title}</h3>
      {rules.length === 0 ? (
        <p class="soft">{text.noRules}</p>
      ) : (
        <Wide reader={reader}>
          <table>
            <thead>
              <tr>
                <th scope="col">{text.from}</th>
                <th scope="col">{text.to}</th>
                <th scope="col" class="n">
                  {text.together}
                </th>
                <th scope="col" class="n">
                  {text.confidence}
                </th>
                <th scope="col" class="n">
                  {text.lift}
                </th>
              </tr>
            </thead>
            <tbody>
              {rules.slice(0, 20).map(({ from, to, orders, confidence, lift, low, high }) => (
                <tr>
                  <th scope="row">{from}</th>
                  <td>{to}</td>
                  <td class="n">{reader.number(orders)}</td>
                  <td class="n">{reader.percent(confidence)}</td>
                  <td class="n">
                    {reader.number(lift, 1)} ({reader.number(low, 1)}–{reader.number(high, 1)})
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}

type ClusterProps = { clusters: Clusters; currency: string; reader: Reader };

function ClusterTable({ clusters: { customers, clusters, silhouette, stability }, currency, reader }: ClusterProps) {
  const text = reader.words.buying.habits;
  const max = Math.max(...clusters.map(({ share }) => share));
  return (
    <>
      <h2>{text.clusters}</h2>
      <p>
        {say(text.clustersHint, {
          n: reader.number(customers),
          silhouette: reader.number(silhouette, 2),
          stability: reader.number(stability, 2),
        })}
        {silhouette <= APART && ` ${text.weak}`}
        {stability < STABLE && ` ${text.unstable}`}
      </p>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.cluster}</th>
              <th scope="col">{reader.words.customers.share}</th>
              {(['recency', 'frequency', 'order', 'tenure'] as const).map((name) => (
                <th scope="col" class="n">
                  {text[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {clusters.map(({ name, share, means }) => (
              <tr>
                <th scope="row">{name[reader.language]}</th>
                <td>
                  <PartBar share={share} max={max} reader={reader} />
                </td>
                <td class="n">{reader.number(means.recencyDays)}</td>
                <td class="n">{reader.number(means.frequency, 1)}</td>
                <td class="n">{reader.money(means.averageOrder, currency)}</td>
                <td class="n">{reader.number(means.tenureDays)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
