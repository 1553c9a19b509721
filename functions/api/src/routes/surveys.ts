import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { ResponseFilter } from '@soundings/contracts/response-filter';
import { NewSurvey, Survey, SurveyDefinition } from '@soundings/contracts/survey';
import { SurveyDrivers } from '@soundings/contracts/survey-driver';
import { SurveyResponse } from '@soundings/contracts/survey-response';
import { SurveySummary } from '@soundings/contracts/survey-summary';
import { Time } from '@soundings/contracts/time';
import { signLink } from '@soundings/survey/links';
import { searchOf } from '@soundings/survey/response-filter';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { createSurvey } from '../create-survey.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { ApiError, notFound } from '../problems.ts';
import { publishSurvey } from '../publish-survey.ts';
import { driversOf, surveyResults } from '../survey-results.ts';
import { Provenance } from './insights.ts';

const tags = ['Surveys'];
const request = { params: z.object({ id: idOf('survey') }) };
const EditedSurvey = z
  .strictObject({ name: z.string().trim().min(1).max(200).optional(), definition: SurveyDefinition.optional() })
  .meta({ id: 'EditedSurvey' });
const DAY_SECONDS = 86_400;
const NewLinks = z
  .strictObject({
    customers: z
      .array(
        z.strictObject({
          customerId: z.string().min(1).max(200),
          fields: z.record(z.string().max(40), z.string().max(200)).optional(),
        }),
      )
      .min(1)
      .max(10_000),
    /** How long the links are good for. */
    days: z.int().min(1).max(400).default(30),
  })
  .meta({ id: 'NewLinks' });
const Link = z.object({ customerId: z.string(), url: z.url(), expiresAt: Time }).meta({ id: 'SurveyLink' });

/** Surveys: define, publish, close, read. Respondents meet them at `/s/{id}`. */
export function surveyRoutes(api: Api) {
  const { store, origin } = api;
  const shown = (survey: Survey) => ({ ...survey, url: `${origin()}/s/${survey.id}` });
  const Shown = Survey.extend({ url: z.url() }).meta({ id: 'SurveyWithUrl' });

  async function existing(found: Promise<Survey | undefined>): Promise<z.infer<typeof Shown>> {
    const survey = await found;
    if (!survey) throw notFound('survey');
    return shown(survey);
  }

  return openApi()
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Create a survey from a template or a definition',
        request: { headers: IdempotencyKey, body: requiredJson(NewSurvey) },
        responses: {
          201: json(Shown, 'The survey, a draft'),
          400: problems('Not a survey'),
          404: problems('No such product'),
        },
      }),
      async (c) =>
        c.json(shown(await createSurvey(api, c.req.valid('json'), c.req.valid('header')['idempotency-key'])), 201),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All surveys',
        request: { query: PageQuery },
        responses: { 200: json(listOf(Shown), 'Newest first') },
      }),
      async (c) => {
        const { limit, cursor } = c.req.valid('query');
        const page = await store.surveys.list({ limit, after: cursor });
        return c.json({ ...page, items: page.items.map(shown) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One survey',
        request,
        responses: { 200: json(Shown, 'The survey'), 404: problems('No such survey') },
      }),
      async (c) => c.json(await existing(store.surveys.get(c.req.valid('param').id)), 200),
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/{id}',
        tags,
        summary: 'Change what will be published next',
        request: { ...request, body: requiredJson(EditedSurvey) },
        responses: { 200: json(Shown, 'The survey'), 400: problems('Not a survey'), 404: problems('No such survey') },
      }),
      async (c) => {
        const { name, definition } = c.req.valid('json');
        const edited = { ...(name && { name }), ...(definition && { definition }) };
        return c.json(await existing(store.surveys.edit(c.req.valid('param').id, edited)), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/publish',
        tags,
        summary: 'Open the survey with its definition as it stands',
        request,
        responses: {
          200: json(Shown, 'The survey'),
          404: problems('No such survey'),
          409: problems('Something in the definition must be mended first'),
        },
      }),
      async (c) => c.json(shown(await publishSurvey(store, c.req.valid('param').id)), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/close',
        tags,
        summary: 'Take no more responses',
        request,
        responses: { 200: json(Shown, 'The survey'), 404: problems('No such survey') },
      }),
      async (c) => c.json(await existing(store.surveys.close(c.req.valid('param').id)), 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/links',
        tags,
        summary: 'Sign a personal link for each customer: one response a link, joined to the customer',
        request: { ...request, body: requiredJson(NewLinks) },
        responses: { 200: json(listOf(Link), 'The links, in the order asked'), 404: problems('No such survey') },
      }),
      async (c) => {
        const { id, url } = await existing(store.surveys.get(c.req.valid('param').id));
        const { customers, days } = c.req.valid('json');
        const secret = await store.secrets.get('survey-links');
        const expires = Math.floor(Date.now() / 1000) + days * DAY_SECONDS;
        const expiresAt = new Date(expires * 1000).toISOString();
        const items = customers.map(({ customerId, fields = {} }) => {
          const token = signLink({ customerId, fields, expires }, { surveyId: id, secret });
          return { customerId, url: `${url}?t=${token}`, expiresAt };
        });
        return c.json({ items }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/responses',
        tags,
        summary: 'What respondents sent',
        description:
          'Newest first; a cursor is a place in time and stays good. With a filter 5,000 responses are looked at for a page, which may then hold fewer than asked and still have a next one.',
        request: { ...request, query: PageQuery.extend(ResponseFilter.shape) },
        responses: { 200: json(listOf(SurveyResponse), 'The responses'), 404: problems('No such survey') },
      }),
      async (c) => {
        const { id } = await existing(store.surveys.get(c.req.valid('param').id));
        const { limit, cursor, ...filter } = c.req.valid('query');
        const page = { limit, after: cursor };
        if (Object.keys(filter).length === 0) return c.json(await store.responses.list(id, page), 200);
        return c.json(await store.responses.search(id, { ...page, ...searchOf(filter) }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/responses/{responseId}',
        tags,
        summary: 'One response in full',
        request: { params: request.params.extend({ responseId: idOf('surveyResponse') }) },
        responses: { 200: json(SurveyResponse, 'The response'), 404: problems('No such survey or response') },
      }),
      async (c) => {
        const { id, responseId } = c.req.valid('param');
        const response = await store.responses.get(id, responseId);
        if (!response) throw notFound('response');
        return c.json(response, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/drivers',
        tags,
        summary: 'What goes with the survey’s NPS, CSAT and other scores, as the last build found it',
        request,
        responses: {
          200: json(listOf(SurveyDrivers).extend(Provenance.shape), 'One for each score that the survey asks for'),
          404: problems('No such survey'),
        },
      }),
      async (c) => {
        const { id } = await existing(store.surveys.get(c.req.valid('param').id));
        return c.json(await driversOf(store, id), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/summary',
        tags,
        summary: 'What the responses to the current version say',
        request: { ...request, query: z.object({ lang: z.enum(['zh-CN', 'en']).default('en') }) },
        responses: { 200: json(SurveySummary, 'The summary'), 404: problems('No such survey') },
      }),
      async (c) => {
        const survey = await existing(store.surveys.get(c.req.valid('param').id));
        const results = await surveyResults(api, survey, c.req.valid('query').lang);
        if (!results) throw new ApiError(409, `The survey is a ${survey.status}: publish it first.`);
        return c.json(results, 200);
      },
    );
}
