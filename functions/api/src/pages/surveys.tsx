import type { Product } from '@soundings/contracts/product';
import { NewSurvey, type Survey, TemplateId } from '@soundings/contracts/survey';
import { signLink } from '@soundings/survey/links';
import { searchOf } from '@soundings/survey/response-filter';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { type Context, Hono } from 'hono';
import type { Api } from '../api.ts';
import { createSurvey } from '../create-survey.ts';
import { ApiError, notFound } from '../problems.ts';
import { publishSurvey } from '../publish-survey.ts';
import { signedLinks } from '../signed-links.ts';
import { DOCTYPE, renderStep } from '../survey-page/page-render.tsx';
import { newVisit } from '../survey-page/visit.ts';
import { driversOf, surveyResults } from '../survey-results.ts';
import { Choice } from './choice.tsx';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import { Once, onceOf } from './once.tsx';
import type { PageEnv, Reader } from './reader.ts';
import { filterIn } from './response-filter.tsx';
import { SurveyResponses } from './survey-responses.tsx';
import { SurveyStatus } from './survey-status.tsx';
import { SurveyView } from './survey-view.tsx';
import { Wide } from './wide.tsx';

const LINK_DAYS = 60;
const PAGE = 50;
const MAX_LIST_BYTES = 3_000_000;

/** Surveys: made of templates, published, handed out, read. */
export function surveyPages(api: Api) {
  const { store, origin } = api;

  async function surveyOf(c: Context): Promise<Survey> {
    const survey = await store.surveys.get(c.req.param('id') ?? '');
    if (!survey) throw notFound('survey');
    return survey;
  }

  async function view(c: Context<PageEnv>, link?: { customerId: string; url: string }, badList = false) {
    const reader = c.get('reader');
    const survey = await surveyOf(c);
    const [product, results, { items: drivers }] = await Promise.all([
      store.products.get(survey.productId),
      surveyResults(api, survey, reader.language),
      driversOf(store, survey.id),
    ]);
    const props = { survey, product, results, drivers, link, badList, url: `${origin()}/s/${survey.id}`, reader };
    const children = <SurveyView {...props} />;
    return show(c, { title: survey.name, place: 'surveys', children }, badList ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const reader = c.get('reader');
      const [products, surveys] = await Promise.all([store.products.all(), store.surveys.list({ limit: 100 })]);
      const children = <Surveys surveys={surveys.items} products={products} reader={reader} />;
      return show(c, { title: reader.words.places.surveys, place: 'surveys', children });
    })
    .post('/', async (c) => {
      const form = await heldForm(c);
      const wanted = NewSurvey.safeParse({ productId: form.productId, template: form.template });
      if (!wanted.success) throw new ApiError(400, c.get('reader').words.surveys.problem);
      const survey = await createSurvey(api, wanted.data, onceOf(form, wanted.data));
      return c.redirect(`/surveys/${survey.id}`, 303);
    })
    .get('/:id', (c) => view(c))
    .post('/:id/publish', async (c) => {
      const { id } = await surveyOf(c);
      const refused = await publishSurvey(store, id).then(
        () => false,
        (error: unknown) => {
          // The editor says what must be mended, and where.
          if (error instanceof ApiError && error.status === 409) return true;
          throw error;
        },
      );
      return c.redirect(refused ? `/surveys/${id}/edit` : `/surveys/${id}`, 303);
    })
    .post('/:id/close', async (c) => {
      const { id } = await surveyOf(c);
      await store.surveys.close(id);
      return c.redirect(`/surveys/${id}`, 303);
    })
    .post('/:id/links', async (c) => {
      const { id } = await surveyOf(c);
      const { customerId } = await heldForm(c);
      if (typeof customerId !== 'string' || !customerId.trim()) return c.redirect(`/surveys/${id}`, 303);
      const expires = Math.floor(Date.now() / 1000) + LINK_DAYS * 86_400;
      const secret = await store.secrets.get('survey-links');
      const token = signLink({ customerId: customerId.trim().slice(0, 200), expires }, { surveyId: id, secret });
      return view(c, { customerId: customerId.trim(), url: `${origin()}/s/${id}?t=${token}` });
    })
    .post('/:id/links.csv', async (c) => {
      const { id } = await surveyOf(c);
      const { file } = await heldForm(c);
      if (!(file instanceof File) || file.size > MAX_LIST_BYTES) return view(c, undefined, true);
      try {
        return await signedLinks(api, id, await file.text());
      } catch (error) {
        if (error instanceof ApiError && error.status === 400) return view(c, undefined, true);
        throw error;
      }
    })
    .get('/:id/preview', async (c) => {
      const { id, productId, definition } = await surveyOf(c);
      const survey = { id, productId, definition, version: 1, status: 'published' as const, closedAt: null };
      const asked = c.req.query('language') ?? c.get('reader').language;
      const shown = definition.languages.includes(asked) ? asked : (definition.languages[0] ?? 'en');
      const page = definition.pages.find((each) => each.id === c.req.query('page')) ?? definition.pages[0];
      if (!page) throw notFound('page');
      const visit = newVisit({ version: 0, language: shown, openedAt: 0, page: page.id, fields: {} });
      const { questions } = page;
      const step = { kind: 'page', page: { page, questions }, values: new Map(), problems: [], answers: {} } as const;
      // Nothing is sealed into it, so nothing can be sent from it.
      return c.html(`${DOCTYPE}${renderStep(survey, visit, { ...step, problems: [] }, () => '')}`);
    })
    .get('/:id/responses', async (c) => {
      const reader = c.get('reader');
      const survey = await surveyOf(c);
      const filter = filterIn(c.req.queries());
      const asked = { limit: PAGE, after: c.req.query('cursor') };
      const page = !filter
        ? { items: [] }
        : Object.keys(filter).length === 0
          ? await store.responses.list(survey.id, asked)
          : await store.responses.search(survey.id, { ...asked, ...searchOf(filter) });
      const children = <SurveyResponses survey={survey} page={page} filter={filter} reader={reader} />;
      const title = reader.words.surveys.responses;
      return show(c, { title, place: 'surveys', children }, filter ? 200 : 400);
    });
}

function Surveys({ surveys, products, reader }: { surveys: Survey[]; products: Product[]; reader: Reader }) {
  const { words } = reader;
  const nameOf = (id: string) => products.find((product) => product.id === id)?.name ?? '';
  return (
    <>
      <h1>{words.places.surveys}</h1>
      <p class="lead">{words.surveys.lead}</p>
      {surveys.length > 0 && (
        <Wide reader={reader}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.surveys.name}</th>
                <th scope="col">{words.surveys.product}</th>
                <th scope="col">{words.surveys.status}</th>
                <th scope="col">{words.surveys.updatedAt}</th>
              </tr>
            </thead>
            <tbody>
              {surveys.map((survey) => (
                <tr>
                  <th scope="row">
                    <a href={`/surveys/${survey.id}`}>{survey.name}</a>
                  </th>
                  <td>{nameOf(survey.productId)}</td>
                  <td>
                    <SurveyStatus survey={survey} reader={reader} />
                  </td>
                  <td class="when">{reader.day(survey.updatedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <h2>{words.surveys.create}</h2>
      {products.length === 0 ? (
        <p class="note">
          {words.surveys.productFirst} <a href="/products">{words.products.add}</a>
        </p>
      ) : (
        <CreateForm products={products} reader={reader} />
      )}
    </>
  );
}

function CreateForm({ products, reader }: { products: Product[]; reader: Reader }) {
  const { words } = reader;
  const ours = products.filter(({ role }) => role === 'ours');
  return (
    <form class="form" method="post" action="/surveys">
      <Once />
      <Choice
        name="productId"
        label={words.surveys.about}
        options={(ours.length > 0 ? ours : products).map(({ id, name }) => [id, name])}
      />
      <fieldset>
        <legend>{words.surveys.template}</legend>
        {TemplateId.options.map((id, i) => (
          <label class="choice">
            <input type="radio" name="template" value={id} checked={i === 0} />
            <span>
              {reader.text(surveyTemplates[id].title)}
              <span class="soft"> · {reader.text(surveyTemplates[id].about)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div>
        <button type="submit">{words.surveys.create}</button>
      </div>
    </form>
  );
}
