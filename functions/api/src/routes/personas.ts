import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { InterfaceLanguage } from '@soundings/contracts/language';
import { Persona } from '@soundings/contracts/persona';
import { PersonaDiff } from '@soundings/contracts/persona-diff';
import { exportAudience, SmallAudienceError } from '@soundings/personas/audience';
import { personasCsv } from '@soundings/personas/csv';
import { diffPersonas } from '@soundings/personas/diff';
import { personaMarkdown } from '@soundings/personas/markdown';
import { publishPersona } from '@soundings/personas/versions';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { ApiError, notFound } from '../problems.ts';
import { currentDocument, Provenance } from './insights.ts';

const tags = ['Personas'];
const params = z.object({ id: idOf('persona') });
const InLanguage = z.object({ lang: InterfaceLanguage.default('en') });
const missing = { 404: problems('No such persona') };

const AudienceRequest = z
  .strictObject({
    as: z.enum(['customer-id', 'sha256-email', 'sha256-phone']),
    /** From the team's own records: who agreed to be reached, and where. */
    contacts: z
      .array(
        z.strictObject({
          customerId: z.string(),
          consent: z.boolean(),
          email: z.string().max(320).optional(),
          phone: z.string().max(40).optional(),
        }),
      )
      .max(100_000),
    /** The country's digits for phone numbers without them, `86`. */
    country: z
      .string()
      .regex(/^\d{1,3}$/)
      .optional(),
    plus: z.boolean().optional(),
    /** Leaves a share of the people out, so that the effect can be measured. */
    experiment: z.strictObject({ strategy: z.string().max(100), share: z.number().min(0.01).max(0.9) }).optional(),
  })
  .meta({ id: 'AudienceRequest' });

/** Persona documents: drafts of the last build, published versions, what changed, and whom they reach. */
export function personaRoutes({ store }: Api) {
  const drafts = () => currentDocument(store, 'personas', z.array(Persona));

  async function draftOf(id: string): Promise<Persona> {
    const { document } = await drafts();
    const persona = document?.find((draft) => draft.id === id);
    if (!persona) throw notFound('persona');
    return persona;
  }

  /** A version as it was published, or the newest build's draft; that one's version if none is asked for. */
  async function persona(id: string, asked?: number): Promise<Persona> {
    const version = asked ?? (await draftOf(id)).version;
    const published = await store.personas.version(id, version);
    if (published) return published;
    const draft = await draftOf(id);
    if (draft.version !== version) throw notFound('version of this persona');
    return draft;
  }

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
        const { build, document } = await drafts();
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
        const { document } = await drafts();
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
        request: { params, query: z.object({ version: z.coerce.number().int().positive().optional() }) },
        responses: { 200: json(Persona, 'The persona'), ...missing },
      }),
      async (c) => c.json(await persona(c.req.valid('param').id, c.req.valid('query').version), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/document.md',
        tags,
        summary: 'One persona document to read or print',
        request: { params, query: InLanguage },
        responses: {
          200: { description: 'The document', content: { 'text/markdown': { schema: z.string() } } },
          ...missing,
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const text = personaMarkdown(await draftOf(id), c.req.valid('query').lang);
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
      async (c) => {
        const published = publishPersona(await draftOf(c.req.valid('param').id));
        if (await store.personas.publish(published)) return c.json(published, 200);
        throw new ApiError(
          409,
          `Version ${published.version} is published and does not change. Build again for the next one.`,
        );
      },
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
        return c.json(diffPersonas(await persona(id, from), await persona(id, to)), 200);
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
          409: problems('Too few people'),
        },
      }),
      async (c) => {
        const { id } = c.req.valid('param');
        const { as, contacts, country, plus, experiment } = c.req.valid('json');
        const { version } = await draftOf(id);
        const { document: members } = await currentDocument(store, `audience-${id}`, z.array(z.string()));
        try {
          const list = exportAudience(members ?? [], contacts, {
            as,
            ...(country !== undefined && { country }),
            ...(plus !== undefined && { plus }),
            ...(experiment && { experiment: { ...experiment, personaId: id, version } }),
          });
          return c.text(`${list.join('\n')}\n`, 200, download('text/plain', `audience-${id}.txt`));
        } catch (error) {
          if (error instanceof SmallAudienceError) throw new ApiError(409, `${error.message}.`);
          throw error;
        }
      },
    );
}

function download(type: string, name: string) {
  return { 'content-type': `${type}; charset=utf-8`, 'content-disposition': `attachment; filename="${name}"` };
}
