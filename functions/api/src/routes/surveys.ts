import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { NewSurvey, Survey, SurveyDefinition } from '@soundings/contracts/survey';
import { SurveyResponse } from '@soundings/contracts/survey-response';
import { SurveySummary } from '@soundings/contracts/survey-summary';
import { textIn } from '@soundings/survey/localized';
import { summarise } from '@soundings/survey/summary';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery, problems, requiredJson } from '../documents.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { ApiError, notFound } from '../problems.ts';

const tags = ['Surveys'];
const request = { params: z.object({ id: idOf('survey') }) };
const EditedSurvey = z
  .strictObject({ name: z.string().trim().min(1).max(200).optional(), definition: SurveyDefinition.optional() })
  .meta({ id: 'EditedSurvey' });
/** More responses than this are summarised from the first ones read: a summary is read by a person who waits. */
const SUMMARISED = 100_000;

/** Surveys: define, publish, close, read. Respondents meet them at `/s/{id}`. */
export function surveyRoutes({ store, origin }: Api) {
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
      async (c) => {
        const survey = c.req.valid('json');
        const product = await store.products.get(survey.productId);
        if (!product) throw notFound('product');
        const offered =
          'template' in survey ? surveyTemplates[survey.template].define(product.name) : survey.definition;
        const languages = ('template' in survey && survey.languages) || offered.languages;
        const definition = { ...offered, languages };
        const name = survey.name ?? textIn(definition.title, languages[0] ?? 'en');
        const id = await store.idempotency.id('survey', c.req.valid('header')['idempotency-key']);
        const created = await store.surveys.create({ productId: product.id, name, definition }, id);
        return c.json(shown(created), 201);
      },
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
        responses: { 200: json(Shown, 'The survey'), 404: problems('No such survey') },
      }),
      async (c) => c.json(await existing(store.surveys.publish(c.req.valid('param').id)), 200),
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
        method: 'get',
        path: '/{id}/responses',
        tags,
        summary: 'What respondents sent',
        request: { ...request, query: PageQuery },
        responses: { 200: json(listOf(SurveyResponse), 'The responses'), 404: problems('No such survey') },
      }),
      async (c) => {
        const { id } = await existing(store.surveys.get(c.req.valid('param').id));
        const { limit, cursor } = c.req.valid('query');
        return c.json(await store.responses.list(id, { limit, after: cursor }), 200);
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
        const { id, version, status } = await existing(store.surveys.get(c.req.valid('param').id));
        const published = await store.surveys.version(id, version);
        if (!published) throw new ApiError(409, `The survey is a ${status}: publish it first.`);
        const responses = [];
        for await (const response of store.responses.all(id)) {
          if (response.surveyVersion === version && responses.push(response) >= SUMMARISED) break;
        }
        return c.json(summarise(published.definition, responses, { language: c.req.valid('query').lang }), 200);
      },
    );
}
