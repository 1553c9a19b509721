import type { Build } from '@soundings/contracts/build';
import { PainReport, type ProductPains } from '@soundings/contracts/pain-point';
import type { Persona } from '@soundings/contracts/persona';
import type { SegmentReport } from '@soundings/contracts/segment';
import type { Source } from '@soundings/contracts/source';
import type { Store } from '@soundings/store/store';
import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { currentDocument, SHOWN_PERSONAS, SHOWN_SEGMENTS } from '../current-document.ts';
import { type WeekChanges, weekChanges } from '../week-changes.ts';
import { Alarms } from './alarms.tsx';
import { ShareBar } from './charts/share-bar.tsx';
import { Sparkline } from './charts/sparkline.tsx';
import { FirstRun } from './first-run.tsx';
import { show } from './frame.tsx';
import { BuildButton, BuildProgress, isUnderWay } from './jobs.tsx';
import { noPains } from './no-pains.ts';
import { type PageEnv, type Reader, say } from './reader.ts';
import { SourcesToSee } from './source-health.tsx';
import { WeekSection } from './week-changes.tsx';
import { Wide } from './wide.tsx';

/** What a team looks at first: what hurts now, who the customers are, how fresh all of it is. */
export function overviewPages({ store }: Api) {
  return new Hono<PageEnv>().get('/', async (c) => {
    const reader = c.get('reader');
    const title = reader.words.places.overview;
    const [pains, segments, personas, builds, sources] = await Promise.all([
      currentDocument(store, 'pains', PainReport),
      currentDocument(store, 'segments', SHOWN_SEGMENTS),
      currentDocument(store, 'personas', SHOWN_PERSONAS),
      store.builds.list({ limit: 1 }),
      store.sources.list({ limit: 200 }),
    ]);
    const [newest] = builds.items;
    const building = newest && isUnderWay(newest) ? newest : undefined;
    if (!pains.document || (await isOfNothing(store, pains.build?.id))) {
      const [products, imports, surveys] = await Promise.all([
        store.products.all(),
        store.imports.list({ limit: 50 }),
        store.surveys.list({ limit: 1 }),
      ]);
      const known = { products, imports: imports.items, surveys: surveys.items, sources: sources.items, building };
      return show(c, { title, place: 'overview', live: !!building, children: <FirstRun {...known} reader={reader} /> });
    }
    const shown = { id: pains.build?.id ?? '', pains: pains.document, personas: personas.document ?? [] };
    const [texts, responses, imports, changes] = await Promise.all([
      store.arrivals.texts(MANY),
      store.arrivals.responses(MANY),
      store.imports.list({ limit: 1 }),
      weekChanges(store, shown),
    ]);
    const children = (
      <Overview
        arrived={{ texts, responses, imported: imports.items[0]?.createdAt }}
        report={pains.document}
        changes={changes}
        segments={segments.document ?? null}
        personas={personas.document ?? []}
        sources={sources.items}
        building={building}
        failed={newest?.status === 'failed' ? newest : undefined}
        reader={reader}
      />
    );
    return show(c, { title, place: 'overview', live: !!building, children });
  });
}

/** A build of a team that has not begun, by the schedule perhaps, hides nothing of how to begin. */
async function isOfNothing({ builds }: Store, id = ''): Promise<boolean> {
  const build = await builds.get(id);
  return build?.status === 'done' && Object.values(build.counts).every((n) => n === 0);
}

/** Past so many, more is told no further. */
const MANY = 200;

type OverviewProps = {
  /** What came in since the build, and when a file last did. */
  arrived: { texts: number; responses: number; imported: string | undefined };
  report: PainReport;
  changes: WeekChanges | undefined;
  segments: SegmentReport | null;
  personas: Persona[];
  sources: Source[];
  building: Build | undefined;
  failed: Build | undefined;
  reader: Reader;
};

function Overview({ arrived, report, changes, segments, personas, sources, building, failed, reader }: OverviewProps) {
  const { words, language } = reader;
  const people = report.products.reduce((sum, product) => sum + product.people, 0);
  const feedback = report.products.reduce((sum, product) => sum + product.feedback, 0);
  const ours = report.products.filter(({ role }) => role === 'ours');
  return (
    <>
      <h1>{words.places.overview}</h1>
      <p class="lead">{report.headline[language]}</p>
      {building && (
        <div data-live aria-live="polite">
          <BuildProgress build={building} reader={reader} />
        </div>
      )}
      {failed && (
        <p class="note bad">
          {words.builds.lastFailed} <a href={`/builds/${failed.id}`}>{words.builds.see}</a>
        </p>
      )}
      <SourcesToSee sources={sources} reader={reader} />
      <Alarms alarms={report.alarms} products={report.products} reader={reader} />
      <ul class="tiles">
        <Tile n={reader.number(people)} label={words.overview.people} />
        <Tile n={reader.number(feedback)} label={words.overview.texts} />
        {segments && <Tile n={reader.number(segments.customers)} label={words.overview.customers} />}
        {segments && <Tile n={reader.roundMoney(segments.revenue, segments.currency)} label={words.overview.revenue} />}
        <Tile n={reader.number(personas.length)} label={words.overview.personas} />
      </ul>
      <WeekSection changes={changes} reader={reader} />
      <div class="columns">
        {ours.map((product) => (
          <TopPains product={product} reader={reader} />
        ))}
        <Gaps report={report} reader={reader} />
      </div>
      <h2>{words.overview.fresh}</h2>
      <dl class="facts">
        <dt>{words.overview.builtAt}</dt>
        <dd>{reader.minute(report.builtAt)}</dd>
        <dt>{words.overview.window}</dt>
        <dd>
          {feedback === 0
            ? words.units.none
            : `${reader.day(report.window.from)} – ${reader.dayBefore(report.window.to)}`}
        </dd>
        {segments && (
          <>
            <dt>{words.overview.snapshot}</dt>
            <dd>{reader.dayBefore(segments.snapshot)}</dd>
          </>
        )}
        {/* What a failed build had taken up waits no more, and is in no report either. */}
        {!failed && (
          <>
            <dt>{words.overview.waiting}</dt>
            <dd>
              {say(words.overview.waitingCounts, {
                texts: reader.number(arrived.texts) + (arrived.texts === MANY ? '+' : ''),
                responses: reader.number(arrived.responses) + (arrived.responses === MANY ? '+' : ''),
              })}
            </dd>
          </>
        )}
        {arrived.imported && (
          <>
            <dt>{words.overview.imported}</dt>
            <dd>{reader.minute(arrived.imported)}</dd>
          </>
        )}
        <dt>{words.overview.analyzers}</dt>
        <dd>
          {report.counts.analyzers
            .map(({ analyzer, model, mentions }) =>
              say(words.overview.analyzed, { analyzer: `${analyzer} ${model}`, n: reader.number(mentions) }),
            )
            .join(' · ') || words.units.none}
        </dd>
      </dl>
      {!building && <BuildButton reader={reader} second />}
    </>
  );
}

function Tile({ n, label }: { n: string; label: string }) {
  return (
    <li class="tile">
      <b>{n}</b> {say(label, { n })}
    </li>
  );
}

function TopPains({ product, reader }: { product: ProductPains; reader: Reader }) {
  const { words, language } = reader;
  const top = product.pains.slice(0, 5);
  const max = Math.max(0, ...top.map(({ people }) => people.high));
  return (
    <section>
      <h2>{say(words.overview.hurts, { product: product.name })}</h2>
      {top.length === 0 ? (
        <p class="soft">{noPains(product, reader)}</p>
      ) : (
        <Wide reader={reader}>
          <table>
            <caption>{say(words.pains.of, { n: reader.number(product.people) })}</caption>
            <thead>
              <tr>
                <th scope="col">{words.pains.pain}</th>
                <th scope="col">{words.pains.people}</th>
                <th scope="col">{words.pains.trend}</th>
              </tr>
            </thead>
            <tbody>
              {top.map((pain) => (
                <tr>
                  <th scope="row">
                    <a href={`/pain-points/${product.productId}/${pain.id}`}>{pain.names[language]}</a>
                  </th>
                  <td>
                    <ShareBar of={pain.people} max={max} tone="hurt" reader={reader} />
                  </td>
                  <td>
                    <Sparkline trend={pain.trend} reader={reader} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <p>
        <a href={`/pain-points?productId=${product.productId}`}>{words.overview.allPains}</a>
      </p>
    </section>
  );
}

/** The largest gaps between what hurts our customers and what hurts the competitors'. */
function Gaps({ report, reader }: { report: PainReport; reader: Reader }) {
  const { words, language } = reader;
  const gaps = report.gaps.slice(0, 4);
  if (gaps.length === 0) return null;
  return (
    <section>
      <h2>{words.overview.gaps}</h2>
      <ul>
        {gaps.map(({ names, kind, gap }) => (
          <li>
            <a href="/competition">{names[language]}</a> <span class="tag info">{words.competition.kinds[kind]}</span>{' '}
            {gap && reader.points(gap.difference)}
          </li>
        ))}
      </ul>
      <p>
        <a href="/competition">{say(words.overview.allGaps, { n: reader.number(report.gaps.length) })}</a>
      </p>
    </section>
  );
}
