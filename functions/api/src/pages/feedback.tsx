import { reaches } from '@soundings/contracts/access';
import type { Feedback } from '@soundings/contracts/feedback';
import { Intent } from '@soundings/contracts/mention';
import { type MentionOverride, NewMentionOverride } from '@soundings/contracts/mention-override';
import { PainReport } from '@soundings/contracts/pain-point';
import type { Product } from '@soundings/contracts/product';
import type { Theme } from '@soundings/contracts/theme';
import { phrasesOf, type Span, spansOf } from '@soundings/search/wanted-words';
import { type OverriddenMention, overriddenMentions, withOverrides } from '@soundings/store/overridden-mentions';
import { Hono } from 'hono';
import { analysisState, startReanalysis } from '../analysis-state.ts';
import type { Api } from '../api.ts';
import { currentDocument } from '../current-document.ts';
import { feedbackFacts, loosenedCounts, searchFeedback } from '../feedback-search.ts';
import { feedbackOf, overrideMention, removeOverride } from '../override-mention.ts';
import { ApiError } from '../problems.ts';
import { Analysis } from './analysis.tsx';
import { CorrectMention, correctionOf } from './correct-mention.tsx';
import { FeedbackFilterForm, feedbackFilterIn, languageSaid, sourceNames } from './feedback-filter.tsx';
import { FoundTexts } from './found-texts.tsx';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import { MarkedText } from './marked-text.tsx';
import type { PageEnv, Reader } from './reader.ts';
import { EraseAuthor } from './settings/erasures.tsx';
import { Wide } from './wide.tsx';

const PAGE = 25;

/** The texts themselves, with what was found in them. */
export function feedbackPages(api: Api) {
  const { store } = api;
  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const reader = c.get('reader');
      const filter = feedbackFilterIn(c.req.query());
      const cursor = c.req.query('cursor');
      const [products, facts, state, { document }] = await Promise.all([
        store.products.all(),
        feedbackFacts(store),
        analysisState(store),
        currentDocument(store, 'pains', PainReport),
      ]);
      const sources = await sourceNames(store, { facts, chosen: filter?.sourceId, products, reader });
      const choices = { products, sources, themes: document?.themes ?? [], facts };
      const page = filter && (await searchFeedback(store, filter, { limit: PAGE, after: cursor }));
      const loosened = page?.found.n === 0 ? await loosenedCounts(store, filter ?? {}) : [];
      const { words } = reader;
      const children = (
        <>
          <h1>{words.feedback.title}</h1>
          <p class="lead">{words.feedback.lead}</p>
          <Analysis state={state} reader={reader} />
          <FeedbackFilterForm filter={filter ?? {}} choices={choices} reader={reader} />
          {filter && page ? (
            <>
              <FoundTexts {...{ page, filter, choices, loosened }} isLater={cursor !== undefined} reader={reader} />
              {page.items.length > 0 && <Legend isSearch={filter.q !== undefined} reader={reader} />}
            </>
          ) : (
            <p class="note bad" role="alert">
              {words.feedback.search.problem}
            </p>
          )}
        </>
      );
      return show(c, { title: words.feedback.title, place: 'pains', children }, filter ? 200 : 400);
    })
    .get('/:id', async (c) => {
      const reader = c.get('reader');
      const products = await store.products.all();
      const feedback = await feedbackOf(store, c.req.param('id'));
      const product = products.find(({ id }) => id === feedback.productId);
      const admin = reaches(c.get('visitor').role, 'admin');
      const overrides = (await store.overrides.of([feedback.id])).get(feedback.id) ?? [];
      const { document } = await currentDocument(store, 'pains', PainReport);
      const themes = (document?.themes ?? []).filter(({ muted }) => !muted);
      const found = spansOf(feedback.text, phrasesOf((c.req.query('q') ?? '').slice(0, 200))) ?? [];
      const children = <OneText {...{ feedback, found, overrides, themes, product, admin }} reader={reader} />;
      return show(c, { title: reader.words.feedback.one, place: 'pains', children });
    })
    .post('/analyses', async (c) => {
      const { only } = await heldForm(c);
      await startReanalysis(api, only === 'failed' ? { only } : {});
      return c.redirect('/feedback', 303);
    })
    .post('/:id/mentions/:mention/override', async (c) => {
      const said = NewMentionOverride.safeParse(correctionOf(await heldForm(c)));
      if (!said.success) throw new ApiError(400, 'The form is not right.');
      await overrideMention(store, placeOf(c.req.param()), said.data);
      return c.redirect(`/feedback/${c.req.param('id')}#mentions`, 303);
    })
    .post('/:id/mentions/:mention/override/remove', async (c) => {
      await removeOverride(store, placeOf(c.req.param()));
      return c.redirect(`/feedback/${c.req.param('id')}#mentions`, 303);
    });
}

const placeOf = ({ id, mention }: { id: string; mention: string }) => ({ id, mention: Number(mention) });

/** What the marks in texts mean. */
function Legend({ isSearch = false, reader }: { isSearch?: boolean; reader: Reader }) {
  return (
    <p class="small">
      {Intent.options.slice(0, 3).map((intent) => (
        <>
          <mark class={intent}>{reader.words.intents[intent]}</mark>{' '}
        </>
      ))}
      {isSearch && <mark class="found">{reader.words.feedback.search.foundWords}</mark>}
    </p>
  );
}

type OneTextProps = {
  feedback: Feedback;
  /** Where the words stand that were looked for. */
  found: readonly Span[];
  overrides: readonly MentionOverride[];
  themes: readonly Theme[];
  product: Product | undefined;
  admin: boolean;
  reader: Reader;
};

function OneText({ feedback, found, overrides, themes, product, admin, reader }: OneTextProps) {
  const { words } = reader;
  const { rating, nps, channel, productVersion, origin, analysis } = feedback;
  const facts: [string, string | null | undefined][] = [
    [words.pains.product, product?.name],
    [words.feedback.occurredAt, feedback.occurredAt && reader.day(feedback.localAt ?? feedback.occurredAt)],
    [words.feedback.receivedAt, reader.minute(feedback.receivedAt)],
    [words.feedback.rating, rating === null ? null : `${reader.number(rating, 1)}/5`],
    ['NPS', nps === null ? null : reader.number(nps)],
    [words.feedback.channel, channel && reader.channel(channel)],
    [words.feedback.version, productVersion],
    [words.feedback.customer, feedback.customerId],
    [words.feedback.consent, feedback.consent ? words.feedback.mayQuote : words.feedback.mayNotQuote],
    [
      words.feedback.analyzer,
      analysis && `${analysis.analyzer} ${analysis.model} · ${languageSaid(analysis.language, reader)}`,
    ],
  ];
  return (
    <>
      <p class="trail">
        <a href={`/feedback?productId=${feedback.productId}`}>{words.feedback.title}</a>
      </p>
      <h1>{words.feedback.one}</h1>
      <Legend isSearch={found.length > 0} reader={reader} />
      <blockquote>
        <MarkedText feedback={withOverrides(feedback, overrides)} found={found} reader={reader} />
      </blockquote>
      {feedback.status !== 'analysed' && <p class="note warn">{feedback.failure ?? words.feedback.waiting}</p>}
      {analysis && analysis.mentions.length > 0 && (
        <Mentions
          feedbackId={feedback.id}
          mentions={overriddenMentions(analysis.mentions, overrides)}
          themes={themes}
          reader={reader}
        />
      )}
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

type MentionsProps = {
  feedbackId: string;
  mentions: readonly OverriddenMention[];
  themes: readonly Theme[];
  reader: Reader;
};

function Mentions({ feedbackId, mentions, themes, reader }: MentionsProps) {
  const { words } = reader;
  return (
    <>
      <h2 id="mentions">{words.feedback.mentions}</h2>
      <p class="small soft">{words.feedback.correct.how}</p>
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
              <th scope="col">{words.feedback.correct.title}</th>
            </tr>
          </thead>
          <tbody>
            {mentions.map((found, i) => (
              <tr>
                <td>{found.mention.quote}</td>
                <td>{words.intents[found.mention.intent]}</td>
                <td>{found.mention.aspect}</td>
                <td>
                  {words.polarities[found.mention.polarity]}{' '}
                  <span class="soft">{reader.number(found.mention.score, 2)}</span>
                </td>
                <td class="n">
                  {found.override ? words.feedback.correct.byHand : reader.percent(found.mention.confidence)}
                </td>
                <td>
                  <CorrectMention
                    action={`/feedback/${feedbackId}/mentions/${i}/override`}
                    found={found}
                    themes={themes}
                    reader={reader}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
