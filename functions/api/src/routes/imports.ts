import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { ColumnMapping, Import, type ImportFormat, ImportKind, ImportOptions } from '@soundings/contracts/import';
import { InterfaceLanguage } from '@soundings/contracts/language';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { discardImport } from '../discard-import.ts';
import { json, listOf, PageQuery, problems } from '../documents.ts';
import { download } from '../download.ts';
import { IdempotencyKey } from '../idempotency.ts';
import { importProblemsCsv } from '../import-problems-file.ts';
import { notFound } from '../problems.ts';
import { startImport } from '../start-import.ts';

const tags = ['Imports'];

/** A query parameter that holds JSON. */
function jsonParameter<T extends z.ZodType>(schema: T) {
  return z
    .string()
    .max(20_000)
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const NewImport = z.object({
  kind: ImportKind,
  productId: idOf('product').optional(),
  format: z.enum(['csv', 'jsonl']).optional(),
  mapping: jsonParameter(ColumnMapping)
    .optional()
    .meta({ description: 'JSON: our field → the file’s column, by header or by number from 1', type: 'string' }),
  options: jsonParameter(ImportOptions)
    .optional()
    .meta({ description: 'JSON: what the file does not say of itself', type: 'string' }),
});

/** Reviews, purchases and events from files: taken in durably at once, read in the background. */
export function importRoutes(api: Api) {
  const { store } = api;
  return openApi()
    .openapi(
      createRoute({
        method: 'post',
        path: '/',
        tags,
        summary: 'Send a file of reviews, purchases or behaviour events, or announce one',
        description:
          'The body is the file: CSV or JSON lines, in UTF-8, GB18030 or UTF-16, plain or gzipped; or a workbook (.xlsx), ' +
          'whose first sheet is read. Without a body the answer ' +
          'has an `uploadUrl` that takes the file by PUT.',
        request: {
          headers: IdempotencyKey,
          query: NewImport,
          body: {
            content: {
              'text/csv': { schema: z.string() },
              'application/x-ndjson': { schema: z.string() },
              'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: z.string() },
            },
          },
        },
        responses: {
          202: json(Import, 'The import, which reports its progress'),
          400: problems('The parameters are not right'),
          404: problems('No such product'),
          413: problems('The file is too large to be sent directly'),
        },
      }),
      async (c) => {
        const { kind, productId = null, mapping = null, options, format } = c.req.valid('query');
        const wanted = {
          kind,
          productId,
          mapping,
          format: format ?? formatOf(c.req.header('content-type')),
          ...(options && { options }),
          key: c.req.valid('header')['idempotency-key'],
        };
        const { body } = c.req.raw;
        const announced = !body || c.req.header('content-length') === '0';
        const file = announced ? null : Readable.fromWeb(body as ReadableStream);
        return c.json(await startImport(api, wanted, file), 202);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'All imports',
        request: { query: PageQuery },
        responses: { 200: json(listOf(Import), 'Newest first') },
      }),
      async (c) => {
        const { limit, cursor } = c.req.valid('query');
        return c.json(await store.imports.list({ limit, after: cursor }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}',
        tags,
        summary: 'One import: its progress, counts and problems',
        request: { params: z.object({ id: idOf('import') }) },
        responses: { 200: json(Import, 'The import'), 404: problems('No such import') },
      }),
      async (c) => {
        const job = await store.imports.get(c.req.valid('param').id);
        if (!job) throw notFound('import');
        return c.json(job, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/{id}',
        tags,
        summary: 'Discard an import that nobody has begun to read, with its file',
        request: { params: z.object({ id: idOf('import') }) },
        responses: {
          204: { description: 'Discarded' },
          404: problems('No such import'),
          409: problems('It was begun already'),
        },
      }),
      async (c) => {
        await discardImport(api, c.req.valid('param').id);
        return c.body(null, 204);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/problems.csv',
        tags,
        summary: 'Which lines of the file were not taken in, or only in part, and why',
        request: {
          params: z.object({ id: idOf('import') }),
          query: z.object({ lang: InterfaceLanguage.default('en') }),
        },
        responses: {
          200: { description: 'The first 200,000 of them', content: { 'text/csv': { schema: z.string() } } },
          404: problems('No such import'),
        },
      }),
      async (c) => {
        const job = await store.imports.get(c.req.valid('param').id);
        if (!job) throw notFound('import');
        const lines = await store.importProblems.read(job.id);
        return download(importProblemsCsv(job.problems, lines, c.req.valid('query').lang), {
          name: `${job.id}-problems.csv`,
          type: 'text/csv; charset=utf-8',
        });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/{id}/rejects.csv',
        tags,
        summary: 'The former address of `problems.csv`',
        deprecated: true,
        request: {
          params: z.object({ id: idOf('import') }),
          query: z.object({ lang: InterfaceLanguage.default('en') }),
        },
        responses: { 301: { description: 'Where the file is now' } },
      }),
      (c) => c.redirect(`problems.csv?lang=${c.req.valid('query').lang}`, 301),
    );
}

/** Only what is said for sure: many clients call any body JSON or a form. */
function formatOf(contentType = ''): ImportFormat | null {
  if (/^text\/csv/i.test(contentType)) return 'csv';
  return /ndjson|jsonl|json-lines/i.test(contentType) ? 'jsonl' : null;
}
