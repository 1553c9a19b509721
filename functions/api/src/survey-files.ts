import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { ResponseFilter } from '@soundings/contracts/response-filter';
import { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { checkDefinition } from '@soundings/survey/definition-check';
import { embedSnippet } from '@soundings/survey/embed';
import { importSurveyJs } from '@soundings/survey/import/surveyjs';
import { importWenjuanxing } from '@soundings/survey/import/wenjuanxing';
import { importXlsForm } from '@soundings/survey/import/xlsform';
import { textIn } from '@soundings/survey/localized';
import { csvOf, jsonlOf, TooManyRows, xlsxOf } from '@soundings/survey/response-export';
import { responseTest } from '@soundings/survey/response-filter';
import { renderSVG } from 'uqr';
import * as z from 'zod';
import { type Api, openApi } from './api.ts';
import { json, problems, requiredJson } from './documents.ts';
import { download } from './download.ts';
import { ApiError, notFound } from './problems.ts';
import { signedLinks } from './signed-links.ts';

const tags = ['Surveys'];
const params = z.object({ id: idOf('survey') });
const Download = z.object({
  lang: z.enum(['zh-CN', 'en']).default('en'),
  /** Which version's responses; the current one where it is missing. */
  version: z.coerce.number().int().positive().optional(),
  ...ResponseFilter.shape,
});
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const Imported = z
  .object({
    definition: SurveyDefinition.nullable(),
    report: z.array(z.object({ where: z.string(), what: z.string() })),
  })
  .meta({ id: 'ImportedSurvey' });
const Checked = z
  .object({ problems: z.array(z.object({ path: z.string(), message: z.string(), blocks: z.boolean() })) })
  .meta({ id: 'CheckedSurvey' });
const Embed = z.object({ url: z.url(), iframe: z.string(), qrCode: z.string() }).meta({ id: 'SurveyEmbed' });

/** Surveys as files: what others' tools export, what spreadsheets take, what a page embeds. */
export function surveyFiles(api: Api) {
  const { store, origin } = api;
  const addressOf = (id: string) => `${origin()}/s/${id}`;

  async function downloadOf(id: string, { version, lang: _, ...filter }: z.infer<typeof Download>) {
    const survey = await store.surveys.get(id);
    if (!survey) throw notFound('survey');
    const published = await store.surveys.version(id, version ?? survey.version);
    if (!published) throw new ApiError(409, 'This version was never published.');
    const keeps = responseTest(filter);
    const ofVersion = (response: SurveyResponse) => response.surveyVersion === published.version;
    const responses = filtered(store.responses.all(id), (response) => ofVersion(response) && keeps(response));
    return { definition: published.definition, responses };
  }

  function route(format: 'csv' | 'jsonl' | 'xlsx', type: string) {
    return createRoute({
      method: 'get',
      path: `/{id}/responses.${format}`,
      tags,
      summary: `The responses to one version as ${format.toUpperCase()}`,
      request: { params, query: Download },
      responses: {
        200: { description: 'The file', content: { [type]: { schema: z.string() } } },
        404: problems('No such survey'),
        409: problems('This version was never published, or there are too many responses for a workbook'),
      },
    });
  }

  return openApi()
    .openapi(route('csv', 'text/csv'), async (c) => {
      const { id } = c.req.valid('param');
      const query = c.req.valid('query');
      return download(csvOf({ ...(await downloadOf(id, query)), language: query.lang }), {
        name: `${id}.csv`,
        type: 'text/csv; charset=utf-8',
      });
    })
    .openapi(route('jsonl', 'application/jsonl'), async (c) => {
      const { id } = c.req.valid('param');
      const lines = jsonlOf(await downloadOf(id, c.req.valid('query')));
      return download(lines, { name: `${id}.jsonl`, type: 'application/jsonl' });
    })
    .openapi(route('xlsx', XLSX), async (c) => {
      const { id } = c.req.valid('param');
      const query = c.req.valid('query');
      const book = await xlsxOf({ ...(await downloadOf(id, query)), language: query.lang }).catch((error: unknown) => {
        if (error instanceof TooManyRows)
          throw new ApiError(409, 'There are more responses than a workbook holds: take CSV.');
        throw error;
      });
      return download([book], { name: `${id}.xlsx`, type: XLSX });
    })
    .openapi(
      createRoute({
        method: 'post',
        path: '/import',
        tags,
        summary: 'Read another tool’s survey: SurveyJS (JSON), XLSForm (a workbook) or 问卷星 (text)',
        description: 'Nothing is stored: the definition that comes back is what `POST /v1/surveys` takes.',
        request: {
          body: {
            required: true,
            content: {
              'application/json': { schema: z.unknown() },
              'text/plain': { schema: z.string() },
              [XLSX]: { schema: z.string() },
            },
          },
        },
        responses: { 200: json(Imported, 'What was read, and what was not'), 400: problems('Not such a file') },
      }),
      async (c) => {
        const type = c.req.header('content-type') ?? '';
        const bytes = Buffer.from(await c.req.arrayBuffer());
        if (type.startsWith(XLSX)) {
          const imported = await importXlsForm(bytes).catch((cause: unknown) => {
            throw new ApiError(400, 'This is not a workbook that can be read (.xlsx).', [], { cause });
          });
          return c.json(imported, 200);
        }
        if (type.startsWith('text/plain')) return c.json(importWenjuanxing(bytes.toString()), 200);
        return c.json(importSurveyJs(jsonIn(bytes)), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/check',
        tags,
        summary: 'What keeps a definition from being published, and what its respondents would miss',
        request: { body: requiredJson(SurveyDefinition) },
        responses: { 200: json(Checked, 'The problems'), 400: problems('Not a definition') },
      }),
      (c) => c.json({ problems: checkDefinition(c.req.valid('json')) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/links.csv',
        tags,
        summary: 'Sign a personal link for each line of a CSV of customers',
        description: 'The column `customer_id` names the customer; columns named like link fields go into the link.',
        request: { params, body: { required: true, content: { 'text/csv': { schema: z.string() } } } },
        responses: {
          200: { description: 'The same lines with their links', content: { 'text/csv': { schema: z.string() } } },
          400: problems('Not such a CSV'),
          404: problems('No such survey'),
        },
      }),
      async (c) => {
        return signedLinks(api, c.req.valid('param').id, await c.req.text());
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/embed',
        tags,
        summary: 'The survey’s address, the HTML of a frame with it, and its QR code (SVG)',
        request: { params },
        responses: { 200: json(Embed, 'Ways to the survey'), 404: problems('No such survey') },
      }),
      async (c) => {
        const survey = await store.surveys.get(c.req.valid('param').id);
        if (!survey) throw notFound('survey');
        const url = addressOf(survey.id);
        const title = textIn(survey.definition.title, survey.definition.languages[0] ?? 'en');
        return c.json({ url, iframe: embedSnippet({ url, title }), qrCode: renderSVG(url) }, 200);
      },
    );
}

async function* filtered<T>(all: AsyncIterable<T>, keeps: (each: T) => boolean): AsyncGenerator<T> {
  for await (const each of all) if (keeps(each)) yield each;
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new ApiError(400, 'This is not JSON.');
  }
}
