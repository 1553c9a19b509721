import { createRoute } from '@hono/zod-openapi';
import { PersonaSettings, PersonaSettingsEdition } from '@soundings/contracts/persona-settings';
import type { Edition } from '@soundings/store/editions';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { json, listOf, problems, requiredJson } from '../documents.ts';
import { changed } from '../editing.ts';

const tags = ['Personas'];
const NewSettings = z.strictObject({
  /** The edition that was read before it was changed; another one by now refuses the change. */
  basedOn: z.int().nonnegative(),
  settings: PersonaSettings,
});
const shown = ({ edition, value, changedAt }: Edition<PersonaSettings>) => ({ edition, settings: value, changedAt });

/** How people are divided into personas, how many stand behind a claim at least, and what sensitive may be told. */
export function personaSettingsRoutes({ store: { personaSettings } }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        tags,
        summary: 'How the next build makes personas',
        responses: { 200: json(PersonaSettingsEdition, 'The newest edition') },
      }),
      async (c) => c.json(shown(await personaSettings.current()), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/',
        tags,
        summary: 'Change how the next build makes personas: by segments, clusters, or rules of the team’s own',
        request: { body: requiredJson(NewSettings) },
        responses: {
          200: json(PersonaSettingsEdition, 'The new edition'),
          400: problems('A setting is not right'),
          409: problems('Somebody else has changed it since'),
        },
      }),
      async (c) => {
        const { settings, basedOn } = c.req.valid('json');
        return c.json(shown(changed(await personaSettings.add(settings, basedOn))), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/editions',
        tags,
        summary: 'The editions of the settings',
        responses: { 200: json(listOf(PersonaSettingsEdition), 'Newest first, fifty at most') },
      }),
      async (c) => c.json({ items: (await personaSettings.newest()).map(shown) }, 200),
    );
}
