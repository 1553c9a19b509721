import { reaches } from '@soundings/contracts/access';
import { ChurnWarning } from '@soundings/contracts/customer';
import { type CampaignEffect, CustomerInsights, type ScoreCell } from '@soundings/contracts/customer-insights';
import { CustomerSettings } from '@soundings/contracts/customer-settings';
import type { ModelFit, SegmentReport, SegmentSummary } from '@soundings/contracts/segment';
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import * as z from 'zod';
import type { Api } from '../api.ts';
import { currentDocument, SHOWN_SEGMENTS } from '../current-document.ts';
import { effectOf, MOST_MEMBERS, migrationBetween, profileOf } from '../customer-lake.ts';
import { Habits } from './buying-habits.tsx';
import { Effect, type EffectForm, type EffectProblem } from './campaign-effect.tsx';
import { areFarOff, CalibrationChart } from './charts/calibration-chart.tsx';
import { PartBar } from './charts/share-bar.tsx';
import { ChurnWarnings, ORDERS } from './churn-warnings.tsx';
import { Currencies, readRates, UNSTATED_SAME } from './currencies.tsx';
import { CustomerPlaces } from './customer-places.tsx';
import { Profile } from './customer-profile.tsx';
import { NothingYet, TooLittle } from './empty.tsx';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import { Movement } from './movement.tsx';
import { PurchasePath } from './purchase-path.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';
import { ScoreGrid } from './score-grid.tsx';
import { readScoring, type ScoringProps, ScoringSettings } from './scoring.tsx';
import { SegmentMap } from './segment-map.tsx';
import { Wide } from './wide.tsx';

const Warnings = z.array(ChurnWarning);

const ShownInsights = CustomerInsights.nullable();

/** Customers by what they bought: segments, values, and how far the forecasts can be trusted. */
export function customerPages({ store }: Api) {
  const readSegments = () => currentDocument(store, 'segments', SHOWN_SEGMENTS);
  const readInsights = async () =>
    (await currentDocument(store, 'customer-insights', ShownInsights)).document ?? undefined;

  /** Shows a page that needs a build with purchases, or says what is missing for one. */
  async function shown(
    c: Context<PageEnv>,
    title: string,
    page: (report: SegmentReport, reader: Reader) => Child | Promise<Child>,
  ) {
    const reader = c.get('reader');
    const { build, document } = await readSegments();
    const children = document ? (
      await page(document, reader)
    ) : build ? (
      <TooLittle title={title} hint={reader.words.customers.none} reader={reader} />
    ) : (
      <NothingYet title={title} reader={reader} />
    );
    return show(c, { title, place: 'customers', children });
  }

  function effect(c: Context<PageEnv>, form: EffectForm, problem?: EffectProblem, found?: CampaignEffect) {
    const reader = c.get('reader');
    const children = <Effect form={form} effect={found} problem={problem} reader={reader} />;
    return show(c, { title: reader.words.buying.pages.effect, place: 'customers', children }, problem ? 400 : 200);
  }

  function scoring(c: Context<PageEnv>, props: Omit<ScoringProps, 'reader'>) {
    const reader = c.get('reader');
    const children = <ScoringSettings {...props} reader={reader} />;
    const title = reader.words.buying.pages.scoring;
    return show(c, { title, place: 'customers', children }, props.refused ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) =>
      shown(c, c.get('reader').words.places.customers, async (report, reader) => (
        <Customers report={report} scores={(await readInsights())?.scores ?? []} reader={reader} />
      )),
    )
    .get('/warnings', (c) =>
      shown(c, c.get('reader').words.buying.pages.warnings, async ({ horizonDays, currency, calibration }, reader) => {
        const { document = [] } = await currentDocument(store, 'churn-warnings', Warnings);
        const order = ORDERS.find((each) => each === c.req.query('by')) ?? 'expected';
        const farOff = calibration !== null && areFarOff(calibration);
        const props = { warnings: document, order, horizonDays, currency, farOff, reader };
        return <ChurnWarnings {...props} />;
      }),
    )
    .get('/movement', (c) => {
      const title = c.get('reader').words.buying.pages.movement;
      return shown(c, title, async (_, reader) => {
        const days = ((await readInsights())?.snapshots ?? []).map(({ day }) => day);
        if (days.length < 2) {
          return <TooLittle title={title} hint={reader.words.buying.movement.tooFew} reader={reader} />;
        }
        const map = c.req.query('map') === 'eight' ? 'eight' : 'segment';
        const asked = { from: c.req.query('from') || undefined, to: c.req.query('to') || undefined, map } as const;
        const found = await migrationBetween(store, asked);
        return <Movement {...found} days={days} map={map} reader={reader} />;
      });
    })
    .get('/habits', (c) => {
      const title = c.get('reader').words.buying.pages.habits;
      return shown(c, title, async (_, reader) => {
        const insights = await readInsights();
        return insights ? (
          <Habits insights={insights} reader={reader} />
        ) : (
          <TooLittle title={title} hint={reader.words.customers.none} reader={reader} />
        );
      });
    })
    .get('/path', (c) =>
      shown(c, c.get('reader').words.buying.pages.path, async (_, reader) => (
        <PurchasePath path={(await readInsights())?.path ?? null} reader={reader} />
      )),
    )
    .get('/effect', (c) => effect(c, { audience: '', holdout: '', from: '', until: '' }))
    .post('/effect', async (c) => {
      const body = await heldForm(c);
      const field = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
      const form = {
        audience: field('audience'),
        holdout: field('holdout'),
        from: field('from'),
        until: field('until'),
      };
      const [audience, holdout] = [idsOf(form.audience), idsOf(form.holdout)];
      const sizes = [audience.length, holdout.length];
      if (sizes.some((n) => n < 2 || n > MOST_MEMBERS)) return effect(c, form, 'members');
      const days = [form.from, form.until].every((day) => z.iso.date().safeParse(day).success);
      if (!days || form.from >= form.until) return effect(c, form, 'days');
      const reached = new Set(audience);
      if (holdout.some((id) => reached.has(id))) return effect(c, form, 'overlap');
      const { from, until } = form;
      return effect(c, form, undefined, await effectOf(store, { audience, holdout, from, until }));
    })
    .get('/scoring', async (c) =>
      scoring(c, { settings: await store.customerSettings.read(), saved: c.req.query('saved') !== undefined }),
    )
    .post('/scoring', async (c) => {
      const settings = await store.customerSettings.read();
      const read = readScoring(await heldForm(c), settings);
      if ('form' in read) return scoring(c, { settings, refused: read });
      await store.customerSettings.write(read);
      return c.redirect('/customers/scoring?saved', 303);
    })
    .get('/currencies', async (c) => {
      const reader = c.get('reader');
      const [settings, rates] = [await store.customerSettings.read(), await store.customerSettings.rates()];
      const saved = c.req.query('saved') !== undefined;
      const children = <Currencies settings={settings} rates={rates} saved={saved} reader={reader} />;
      return show(c, { title: reader.words.buying.pages.currencies, place: 'customers', children });
    })
    .post('/currencies', async (c) => {
      const reader = c.get('reader');
      const { currencies } = reader.words.buying;
      const body = await heldForm(c);
      const [currency, written] = [`${body.currency ?? ''}`.trim().toUpperCase(), `${body.rates ?? ''}`];
      const unit = body.unit === 'account' ? 'account' : 'customer';
      const former = await store.customerSettings.read();
      const settings = { ...former, currency: currency === '' ? null : currency, unit } as const;
      const read = readRates(written);
      const problem =
        'line' in read
          ? say(currencies.bad, { n: read.line })
          : CustomerSettings.safeParse(settings).success && !(body.unstated === 'same' && currency === '')
            ? undefined
            : currencies.badCurrency;
      const unstated = body.unstated === 'same' ? [UNSTATED_SAME] : [];
      if (problem !== undefined || 'line' in read) {
        const children = (
          <Currencies settings={settings} rates={unstated} written={written} problem={problem} reader={reader} />
        );
        return show(c, { title: reader.words.buying.pages.currencies, place: 'customers', children }, 400);
      }
      await store.customerSettings.writeRates([...unstated, ...read.rates]);
      await store.customerSettings.write(settings);
      return c.redirect('/customers/currencies?saved', 303);
    })
    .get('/people/:id', async (c) => {
      const customerId = c.req.param('id');
      const [profile, { document }] = await Promise.all([profileOf(store, customerId), readSegments()]);
      const horizonDays = document?.horizonDays ?? (await store.customerSettings.read()).horizonDays;
      const mayErase = reaches(c.get('visitor').role, 'admin');
      const answered = [...new Set(profile.answers.map(({ surveyId }) => surveyId))];
      const surveys = (await Promise.all(answered.map((id) => store.surveys.get(id)))).filter((each) => !!each);
      const props = { customerId, profile, horizonDays, mayErase, surveys, reader: c.get('reader') };
      const children = <Profile {...props} />;
      return show(c, { title: customerId, place: 'customers', children });
    });
}

/** The ids of a pasted list, each once. */
function idsOf(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((id) => id !== '' && id.length <= 500);
}

type CustomersProps = { report: SegmentReport; scores: readonly ScoreCell[]; reader: Reader };

function Customers({ report, scores, reader }: CustomersProps) {
  const { words } = reader;
  const { eightCutOffs: cut, withoutOrders, currency } = report;
  return (
    <>
      <CustomerPlaces here="overview" reader={reader} />
      <h1>{words.places.customers}</h1>
      <p class="lead">
        {say(words.customers.lead, {
          n: reader.number(report.customers),
          revenue: reader.money(report.revenue, currency),
          day: reader.dayBefore(report.snapshot),
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
      <SegmentMap segments={report.segments} scores={scores} reader={reader} />
      {scores.length > 0 && <ScoreGrid scores={scores} reader={reader} />}
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
                  until: reader.dayBefore(calibration.until),
                  n: reader.number(calibration.customers),
                  predicted: reader.number(calibration.predictedPurchases),
                  actual: reader.number(calibration.actualPurchases),
                })}{' '}
                {calibration.auc !== null && say(words.customers.auc, { n: reader.percent(calibration.auc) })}
              </p>
              {areFarOff(calibration) && <p class="note warn">{words.customers.farOff}</p>}
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
                  <span class="tag">{words.customers.notFitted}</span>
                )}{' '}
                {reason && words.modelReasons[reason]}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
