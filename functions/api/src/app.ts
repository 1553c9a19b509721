import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { requireAccess, unauthorized } from './access.ts';
import type { Api } from './api.ts';
import { apiRoutes } from './api-routes.ts';
import { boundedBody } from './bounded-body.ts';
import { mcpRoutes } from './mcp.ts';
import { type OpenApiDocument, openApiDocument } from './open-api-document.ts';
import { assetRoutes } from './pages/assets.ts';
import { docsPages } from './pages/docs.tsx';
import { signInPages } from './pages/sign-in.tsx';
import { teamPages } from './pages/team-pages.tsx';
import { NOWHERE, onError, problem } from './problems.ts';
import { respondentPages } from './respondent-pages.ts';
import { markSample } from './sample-mark.ts';

const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  // A survey's preview stands in its editor.
  frameSrc: ["'self'"],
  frameAncestors: [(c: Context) => (/^\/surveys\/[^/]+\/preview$/.test(c.req.path) ? "'self'" : "'none'")],
  baseUri: ["'none'"],
};

/** Takes files of any size, which pass through. */
const STREAMED = '/v1/imports';

/** Everything that is served over HTTP: hosted surveys, the JSON API and the team's pages. */
export async function createApp(api: Api) {
  const app = new OpenAPIHono();
  app.onError(onError);
  app.notFound((c) => problem(c, 404, NOWHERE));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));

  app.route('/s', respondentPages(api, await api.store.secrets.get('survey-links')));

  const team = new OpenAPIHono();
  team.use(secureHeaders({ contentSecurityPolicy, referrerPolicy: 'same-origin' }));
  team.use((c, next) => markSample(c, api, next));
  team.use('/v1/*', requireAccess(api, unauthorized));
  team.use('/v1/*', (c, next) => (c.req.path === STREAMED ? next() : boundedBody(c, next)));
  team.route('/', apiRoutes(api));
  team.use('/mcp', requireAccess(api, unauthorized), boundedBody);
  team.route('/mcp', mcpRoutes(api));
  // The routes stay as they are from here on: they are described once.
  let described: OpenApiDocument | undefined;
  const description = () => {
    described ??= openApiDocument(team);
    return described;
  };
  team.get('/openapi.json', (c) => c.json(description()));
  team.route('/assets', assetRoutes());
  team.route('/', docsPages(description));
  team.route('/', signInPages(api));
  team.route('/', teamPages(api));

  app.route('/', team);
  return app;
}
