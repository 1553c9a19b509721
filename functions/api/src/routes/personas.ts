import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { InterfaceLanguage } from '@soundings/contracts/language';
import { Persona } from '@soundings/contracts/persona';
import { PersonaDiff } from '@soundings/contracts/persona-diff';
import { personasCsv } from '@soundings/personas/csv';
import { diffPersonas } from '@soundings/personas/diff';
import { personaMarkdown } from '@soundings/personas/markdown';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { AudienceRequest, takeAudience } from '../audience.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { wordsIn } from '../pages/words.ts';
import { openPersonaDocuments } from '../persona-documents.ts';
import { notedMarkdown } from '../sample-mark.ts';
import { Provenance } from './insights.ts';

const tags = ['Personas'];
const params = z.object({ id: idOf('persona') });
const InLanguage = z.object({ lang: InterfaceLanguage.default('en') });
const OfVersion = z.object({ version: z.coerce.number().int().positive().optional() });
const missing = { 404: problems('No such persona') };

/** Persona documents: drafts of the last build, published versions, what changed, and whom they reach. */
export function personaRoutes({ store }: Api) {
  const documents = openPersonaDocuments(store);

  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'The persona documents of the last build',
        responses: { 200: json(listOf(Persona).extend(Provenance.shape), 'Most valuable segment first') },
      }),
      async (c) => {
        const { build, document } = await documents.current();
        return c.json({ items: document ?? [], build }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/table.csv',
        tags,
        summary: 'All personas side by side, as a spreadsheet',
        request: { query: InLanguage },
        responses: { 200: { description: 'The portrait table', content: { 'text/csv': { schema: z.string() } } } },
      }),
      async (c) => {
        const { document } = await documents.current();
        const table = personasCsv(document ?? [], c.req.valid('query').lang);
        return c.body(table, 200, download('text/csv', 'personas.csv'));
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One persona document: the last build’s, or a published version',
        request: { params, query: OfVersion },
        responses: { 200: json(Persona, 'The persona'), ...missing },
      }),
      async (c) => c.json(await documents.one(c.req.valid('param').id, c.req.valid('query').version), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/document.md',
        tags,
        summary: 'One persona document to read or print',
        request: { params, query: InLanguage.extend(OfVersion.shape) },
        responses: {
          200: { description: 'The document', content: { 'text/markdown': { schema: z.string() } } },
          ...missing,
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { lang, version } = c.req.valid('query');
        const note = (await store.sampleData.current()) && wordsIn[lang].sample.notice;
        const text = notedMarkdown(personaMarkdown(await documents.one(id, version), lang), note);
        return c.body(text, 200, download('text/markdown', `${id}.md`));
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/publish',
        tags,
        summary: 'Keep the draft for good; the next build makes the next version',
        request: { params },
        responses: {
          200: json(Persona, 'The published version'),
          ...missing,
          409: problems('It is published already'),
        },
      }),
      async (c) => c.json(await documents.publish(c.req.valid('param').id), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/versions',
        tags,
        summary: 'The published versions',
        request: { params },
        responses: { 200: json(listOf(Persona), 'Newest first') },
      }),
      async (c) => c.json({ items: await store.personas.versions(c.req.valid('param').id) }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/diff',
        tags,
        summary: 'What changed between two versions, beyond chance and not',
        request: {
          params,
          query: z.object({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() }),
        },
        responses: { 200: json(PersonaDiff, 'A JSON Patch and a readable account'), ...missing },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { from, to } = c.req.valid('query');
        return c.json(diffPersonas(await documents.one(id, from), await documents.one(id, to)), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/{id}/audience',
        tags,
        summary: 'Who of the team’s own contacts is this persona, for those who agreed',
        request: { params, body: requiredJson(AudienceRequest) },
        responses: {
          200: { description: 'One id or hash a line', content: { 'text/plain': { schema: z.string() } } },
          ...missing,
          409: problems('Too few people, or the version is not published'),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const taken = await takeAudience(store, await documents.one(id), c.req.valid('json'));
        if (taken.experiment) c.header('link', `</v1/experiments/${taken.experiment.id}>; rel="describedby"`);
        return c.text(`${taken.list.join('\n')}\n`, 200, download('text/plain', `audience-${id}.txt`));
      },
    );
}

function download(type: string, name: string) {
  return { 'content-type': `${type}; charset=utf-8`, 'content-disposition': `attachment; filename="${name}"` };
}
