import { reaches } from '@soundings/contracts/access';
import type { Feedback } from '@soundings/contracts/feedback';
import { Intent } from '@soundings/contracts/mention';
import type { Product } from '@soundings/contracts/product';
import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { notFound } from '../problems.ts';
import { show } from './frame.tsx';
import { MarkedText } from './marked-text.tsx';
import { Stars } from './quotes.tsx';
import type { PageEnv, Reader } from './reader.ts';
import { EraseAuthor } from './settings/erasures.tsx';
import { Wide } from './wide.tsx';

const PAGE = 25;

/** The texts themselves, with what was found in them. */
export function feedbackPages({ store }: Api) {
  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const reader = c.get('reader');
      const products = await store.products.all();
      const product = products.find(({ id }) => id === c.req.query('productId')) ?? products[0];
      const page = product
        ? await store.feedback.list(product.id, { limit: PAGE, after: c.req.query('cursor') })
        : { items: [] };
      const children = <Texts products={products} product={product} page={page} reader={reader} />;
      return show(c, { title: reader.words.feedback.title, place: 'pains', children });
    })
    .get('/:id', async (c) => {
      const reader = c.get('reader');
      const products = await store.products.all();
      const feedback = await store.feedback.get(
        c.req.param('id'),
        products.map(({ id }) => id),
      );
      if (!feedback) throw notFound('feedback');
      const product = products.find(({ id }) => id === feedback.productId);
      const admin = reaches(c.get('visitor').role, 'admin');
      const children = <OneText feedback={feedback} product={product} admin={admin} reader={reader} />;
      return show(c, { title: reader.words.feedback.one, place: 'pains', children });
    });
}

type TextsProps = {
  products: Product[];
  product: Product | undefined;
  page: { items: Feedback[]; cursor?: string | undefined };
  reader: Reader;
};

function Texts({ products, product, page, reader }: TextsProps) {
  const { words } = reader;
  return (
    <>
      <h1>{words.feedback.title}</h1>
      <p class="lead">{words.feedback.lead}</p>
      <form class="filter" method="get" action="/feedback">
        <div>
          <label for="productId">{words.pains.product}</label>
          <select id="productId" name="productId">
            {products.map(({ id, name }) => (
              <option value={id} selected={id === product?.id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" class="second">
          {words.frame.show}
        </button>
      </form>
      <Legend reader={reader} />
      {page.items.length === 0 && <p class="note">{words.feedback.none}</p>}
      <ul class="quotes">
        {page.items.map((feedback) => (
          <li>
            <blockquote>
              <MarkedText feedback={feedback} reader={reader} />
              <footer class="small soft">
                {feedback.rating !== null && <Stars rating={feedback.rating} reader={reader} />}{' '}
                {reader.day(feedback.occurredAt ?? feedback.receivedAt)} {feedback.channel}{' '}
                <a href={`/feedback/${feedback.id}`}>{words.feedback.details}</a>
              </footer>
            </blockquote>
          </li>
        ))}
      </ul>
      {page.cursor && product && (
        <p>
          <a
            class="button second"
            href={`/feedback?${new URLSearchParams({ productId: product.id, cursor: page.cursor })}`}
          >
            {words.frame.next}
          </a>
        </p>
      )}
    </>
  );
}

function Legend({ reader }: { reader: Reader }) {
  return (
    <p class="small">
      {Intent.options.slice(0, 3).map((intent) => (
        <>
          <mark class={intent}>{reader.words.intents[intent]}</mark>{' '}
        </>
      ))}
    </p>
  );
}

type OneTextProps = { feedback: Feedback; product: Product | undefined; admin: boolean; reader: Reader };

function OneText({ feedback, product, admin, reader }: OneTextProps) {
  const { words } = reader;
  const { rating, nps, channel, productVersion, origin, analysis } = feedback;
  const facts: [string, string | null | undefined][] = [
    [words.pains.product, product?.name],
    [words.feedback.occurredAt, feedback.occurredAt && reader.day(feedback.occurredAt)],
    [words.feedback.receivedAt, reader.minute(feedback.receivedAt)],
    [words.feedback.rating, rating === null ? null : `${reader.number(rating, 1)}/5`],
    ['NPS', nps === null ? null : reader.number(nps)],
    [words.feedback.channel, channel],
    [words.feedback.version, productVersion],
    [words.feedback.customer, feedback.customerId],
    [words.feedback.consent, feedback.consent ? words.feedback.mayQuote : words.feedback.mayNotQuote],
    [words.feedback.analyzer, analysis && `${analysis.analyzer} ${analysis.model} · ${analysis.language}`],
  ];
  return (
    <>
      <h1>{words.feedback.one}</h1>
      <Legend reader={reader} />
      <blockquote>
        <MarkedText feedback={feedback} reader={reader} />
      </blockquote>
      {feedback.status !== 'analysed' && <p class="note warn">{feedback.failure ?? words.feedback.waiting}</p>}
      {analysis && analysis.mentions.length > 0 && <Mentions mentions={analysis.mentions} reader={reader} />}
      <h2>{words.feedback.about}</h2>
      <dl class="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </>
            ),
        )}
        <dt>{words.feedback.origin}</dt>
        <dd>
          {origin.kind === 'answer' ? (
            <a href={`/surveys/${origin.surveyId}`}>{words.feedback.fromSurvey}</a>
          ) : origin.sourceId.startsWith('imp_') ? (
            <a href={`/imports/${origin.sourceId}`}>{words.feedback.fromFile}</a>
          ) : (
            <a href={`/sources/${origin.sourceId}`}>{words.feedback.fromSource}</a>
          )}
          {origin.kind === 'review' && origin.url && /^https?:/i.test(origin.url) && (
            <>
              {' '}
              <a href={origin.url} rel="noreferrer nofollow">
                {new URL(origin.url).hostname}
              </a>
            </>
          )}
        </dd>
      </dl>
      {admin && <EraseAuthor feedbackId={feedback.id} isNamed={feedback.author !== null} reader={reader} />}
    </>
  );
}

type Mentions = NonNullable<Feedback['analysis']>['mentions'];

function Mentions({ mentions, reader }: { mentions: Mentions; reader: Reader }) {
  const { words } = reader;
  return (
    <>
      <h2>{words.feedback.mentions}</h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.feedback.clause}</th>
              <th scope="col">{words.feedback.intent}</th>
              <th scope="col">{words.feedback.aspect}</th>
              <th scope="col">{words.feedback.polarity}</th>
              <th scope="col" class="n">
                {words.feedback.confidence}
              </th>
            </tr>
          </thead>
          <tbody>
            {mentions.map(({ quote, intent, aspect, polarity, score, confidence }) => (
              <tr>
                <td>{quote}</td>
                <td>{words.intents[intent]}</td>
                <td>{aspect}</td>
                <td>
                  {words.polarities[polarity]} <span class="soft">{reader.number(score, 2)}</span>
                </td>
                <td class="n">{reader.percent(confidence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
