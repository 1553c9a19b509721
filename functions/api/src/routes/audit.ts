import { createRoute } from '@hono/zod-openapi';
import { AuditEntry } from '@soundings/contracts/access';
import { csvHead, csvLine } from '@soundings/csv/csv';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, PageQuery } from '../documents.ts';
import { download } from '../download.ts';

const tags = ['Access'];
const PAGE = 500;
const HEADER = ['at', 'actor', 'actorId', 'did', 'route', 'subjects'];

/** Who changed and took away what. */
export function auditRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'The audit log',
        request: { query: PageQuery },
        responses: { 200: json(listOf(AuditEntry), 'Newest first') },
      }),
      async (c) => {
        const { limit, cursor } = c.req.valid('query');
        return c.json(await store.auditLog.list({ limit, after: cursor }), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/log.csv',
        tags,
        summary: 'The audit log as CSV',
        responses: { 200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } } },
      }),
      () => download(lines(store), { name: 'audit.csv', type: 'text/csv; charset=utf-8' }),
    );
}

async function* lines(store: Store): AsyncGenerator<string> {
  yield csvHead(HEADER);
  for (let after: string | undefined; ; ) {
    const page = await store.auditLog.list({ limit: PAGE, after });
    for (const { at, actor, did, route, subjects } of page.items)
      yield csvLine([at, actor.kind, actor.id ?? '', did, route, subjects.join(' ')]);
    if (!page.cursor) return;
    after = page.cursor;
  }
}
