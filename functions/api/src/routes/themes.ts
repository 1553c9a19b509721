import { createRoute } from '@hono/zod-openapi';
import { PainReport } from '@soundings/contracts/pain-point';
import { Theme, ThemeChange, ThemeEdit } from '@soundings/contracts/theme';
import { type Api, openApi } from '../api.ts';
import { currentDocument } from '../current-document.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { editTheme } from '../theme-editing.ts';
import { Provenance } from './insights.ts';

const tags = ['Themes'];

/** What people talk about, and the team's changes to it, which each build applies to all of history. */
export function themeRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'The themes that the last build matched texts with',
        responses: { 200: json(listOf(Theme).extend(Provenance.shape), 'The themes') },
      }),
      async (c) => {
        const { build, document } = await currentDocument(store, 'pains', PainReport);
        return c.json({ items: document?.themes ?? [], build }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/edits',
        tags,
        summary: 'The team’s changes to the themes',
        responses: { 200: json(listOf(ThemeEdit), 'Oldest first') },
      }),
      async (c) => c.json({ items: await store.themeEdits.all() }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/edits',
        tags,
        summary: 'Create, rename, merge, split or mute a theme, change its words, or undo such a change',
        request: { body: requiredJson(ThemeChange) },
        responses: {
          201: json(ThemeEdit, 'The change; the next build applies it'),
          400: problems('Not a change'),
          404: problems('No such theme or change'),
          409: problems('The change is undone already'),
        },
      }),
      async (c) => c.json(await editTheme(store, c.req.valid('json'), c.get('visitor')), 201),
    );
}
