import { type PainAlarm, type PainPoint, PainReport, type ProductPains } from '@soundings/contracts/pain-point';
import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { currentDocument } from '../current-document.ts';
import { notFound } from '../problems.ts';
import { ShareBar } from './charts/share-bar.tsx';
import { Sparkline } from './charts/sparkline.tsx';
import { NothingYet } from './empty.tsx';
import { show } from './frame.tsx';
import { Impact } from './impact.tsx';
import { noPains } from './no-pains.ts';
import { PainPointPage } from './pain-point.tsx';
import { ProductChoice } from './product-choice.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** So many pains are shown at once. */
const FIRST = 20;

/** What hurts, ranked, and each pain by itself. */
export function painPages({ store }: Api) {
  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const reader = c.get('reader');
      const { document } = await currentDocument(store, 'pains', PainReport);
      const title = reader.words.places.pains;
      if (!document) return show(c, { title, place: 'pains', children: <NothingYet title={title} reader={reader} /> });
      const chosen = c.req.query('productId');
      const product = document.products.find(({ productId }) => productId === chosen) ?? document.products[0];
      return show(c, {
        title,
        place: 'pains',
        children: <PainPoints report={document} product={product} reader={reader} />,
      });
    })
    .get('/:productId/:themeId', async (c) => {
      const reader = c.get('reader');
      const { productId, themeId } = c.req.param();
      const { document } = await currentDocument(store, 'pains', PainReport);
      const product = document?.products.find((each) => each.productId === productId);
      const pain = product?.pains.find(({ id }) => id === themeId);
      if (!document || !product || !pain) throw notFound('pain point in the newest report');
      const elsewhere = document.products.flatMap((each) => {
        const same = each.productId === productId ? undefined : each.pains.find(({ id }) => id === themeId);
        return same ? [{ name: each.name, role: each.role, people: same.people, productId: each.productId }] : [];
      });
      const alarm = document.alarms.find((each) => each.productId === productId && each.themeId === themeId);
      return show(c, {
        title: `${pain.names[reader.language]} · ${product.name}`,
        place: 'pains',
        children: <PainPointPage pain={pain} product={product} elsewhere={elsewhere} alarm={alarm} reader={reader} />,
      });
    });
}

type PainPointsProps = { report: PainReport; product: ProductPains | undefined; reader: Reader };

function PainPoints({ report, product, reader }: PainPointsProps) {
  const { words } = reader;
  return (
    <>
      <h1>{words.places.pains}</h1>
      <p class="lead">{words.pains.lead}</p>
      {report.products.length > 1 && (
        <form class="filter" method="get" action="/pain-points">
          <ProductChoice
            label={words.pains.product}
            products={report.products.map(({ productId, name, role }) => ({ id: productId, name, role }))}
            chosen={product?.productId}
            reader={reader}
          />
          <button type="submit" class="second">
            {words.frame.show}
          </button>
        </form>
      )}
      {product && <Ranking product={product} alarms={report.alarms} reader={reader} />}
      <p class="small soft">
        {say(words.pains.window, { from: reader.day(report.window.from), to: reader.dayBefore(report.window.to) })}{' '}
        <a href="/themes">{words.themes.title}</a> · {words.pains.take}{' '}
        {(['html', 'md', 'csv', 'xlsx'] as const).map((format) => (
          <>
            <a href={`/v1/pain-report/${format}?lang=${reader.language}`} download>
              {format.toUpperCase()}
            </a>{' '}
          </>
        ))}
        <a href={`/v1/pain-points${product ? `?productId=${product.productId}` : ''}`}>JSON</a>
      </p>
    </>
  );
}

type RankingProps = { product: ProductPains; alarms: readonly PainAlarm[]; reader: Reader };

function Ranking({ product, alarms, reader }: RankingProps) {
  const { words, language } = reader;
  const { pains } = product;
  return (
    <>
      <h2>{product.name}</h2>
      <p>
        {say(words.pains.basis, {
          people: reader.number(product.people),
          feedback: reader.number(product.feedback),
          pain: reader.number(product.painFeedback),
          unthemed: reader.number(product.unthemed),
        })}{' '}
        {product.lost &&
          product.lost.points > 0 &&
          say(words.pains.lost, {
            points: reader.number(product.lost.points, 2),
            measure: words.measures[product.lost.measure],
            n: reader.number(product.lost.n),
          })}
      </p>
      {pains.length === 0 ? (
        <p class="note">{noPains(product, reader)}</p>
      ) : (
        <>
          <PainTable pains={pains.slice(0, FIRST)} product={product} alarms={alarms} reader={reader} />
          {pains.length > FIRST && (
            <details class="quiet">
              <summary>{say(words.pains.more, { n: reader.number(pains.length - FIRST) })}</summary>
              <PainTable pains={pains.slice(FIRST)} product={product} alarms={alarms} reader={reader} />
            </details>
          )}
        </>
      )}
      {product.unlisted > 0 && (
        <p class="small soft">{say(words.pains.unlisted, { n: reader.number(product.unlisted) })}</p>
      )}
      {product.gone.length > 0 && (
        <details class="quiet">
          <summary>
            {words.pains.gone} {reader.number(product.gone.length)}
          </summary>
          <ul>
            {product.gone.map(({ names, people }) => (
              <li>
                {say(words.pains.goneLine, {
                  name: names[language],
                  n: reader.number(people.people, 1),
                  of: reader.number(people.of),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type PainTableProps = RankingProps & { pains: readonly PainPoint[] };

function PainTable({ pains, product, alarms, reader }: PainTableProps) {
  const { words, language } = reader;
  const rising = new Set(
    alarms.filter(({ productId }) => productId === product.productId).map(({ themeId }) => themeId),
  );
  const max = Math.max(0, ...product.pains.map(({ people }) => people.high));
  const measured = product.pains.some(({ severity }) => severity);
  return (
    <Wide reader={reader}>
      <table>
        <caption>{say(words.pains.of, { n: reader.number(product.people) })}</caption>
        <thead>
          <tr>
            <th scope="col" class="n">
              #
            </th>
            <th scope="col">{words.pains.pain}</th>
            <th scope="col">{words.pains.people}</th>
            {measured && <th scope="col">{words.pains.impact}</th>}
            <th scope="col" class="n">
              {words.pains.wish}
            </th>
            <th scope="col">{words.pains.trend}</th>
          </tr>
        </thead>
        <tbody>
          {pains.map((pain) => (
            <tr>
              <td class="n">{pain.rank}</td>
              <th scope="row">
                <a href={`/pain-points/${product.productId}/${pain.id}`}>{pain.names[language]}</a>
                {pain.standing !== 'unknown' && pain.standing !== 'same' && (
                  <>
                    {' '}
                    <span class={`tag ${STANDING_TONES[pain.standing]}`}>{words.standings[pain.standing]}</span>
                  </>
                )}
                {rising.has(pain.id) && (
                  <>
                    {' '}
                    <span class="tag bad">{words.alarms.rising}</span>
                  </>
                )}
              </th>
              <td>
                <ShareBar of={pain.people} max={max} tone="hurt" reader={reader} />
              </td>
              {measured && (
                <td>
                  <Impact severity={pain.severity} reader={reader} />
                </td>
              )}
              <td class="n">{pain.wish.share === null ? '' : reader.percent(pain.wish.share)}</td>
              <td>
                <Sparkline trend={pain.trend} reader={reader} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

const STANDING_TONES = { new: 'warn', up: 'bad', down: 'good' } as const;
