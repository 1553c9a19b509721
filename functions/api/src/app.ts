import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { requireAccess, unauthorized } from './access.ts';
import type { Api } from './api.ts';
import { openApiDocument } from './open-api-document.ts';
import { assetRoutes } from './pages/assets.ts';
import { docsPages } from './pages/docs.tsx';
import { signInPages } from './pages/sign-in.tsx';
import { teamPages } from './pages/team-pages.tsx';
import { onError, problem } from './problems.ts';
import { respondentPages } from './respondent-pages.ts';
import { analysisRoutes } from './routes/analysis.ts';
import { auditRoutes } from './routes/audit.ts';
import { buildRoutes } from './routes/builds.ts';
import { erasureRoutes } from './routes/erasures.ts';
import { experimentRoutes } from './routes/experiments.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { importRoutes } from './routes/imports.ts';
import { insightRoutes } from './routes/insights.ts';
import { keyRoutes } from './routes/keys.ts';
import { memberRoutes } from './routes/members.ts';
import { personaSettingsRoutes } from './routes/persona-settings.ts';
import { personaRoutes } from './routes/personas.ts';
import { productRoutes } from './routes/products.ts';
import { sourceRoutes } from './routes/sources.ts';
import { strategyBookRoutes } from './routes/strategy-book.ts';
import { surveyRoutes } from './routes/surveys.ts';
import { themeRoutes } from './routes/themes.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { surveyFiles } from './survey-files.ts';

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

/** Everything that is served over HTTP: hosted surveys, the JSON API and the team's pages. */
export async function createApp(api: Api) {
  const app = new OpenAPIHono();
  app.onError(onError);
  app.notFound((c) => problem(c, 404, 'Nothing is served at this address.'));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));

  app.route('/s', respondentPages(api, await api.store.secrets.get('survey-links')));

  const team = new OpenAPIHono();
  team.use(secureHeaders({ contentSecurityPolicy, referrerPolicy: 'same-origin' }));
  team.use('/v1/*', requireAccess(api, unauthorized));
  team.route('/v1/products', productRoutes(api));
  team.route('/v1/imports', importRoutes(api));
  team.route('/v1/sources', sourceRoutes(api));
  team.route('/v1/surveys', surveyFiles(api));
  team.route('/v1/surveys', surveyRoutes(api));
  team.route('/v1/feedback', feedbackRoutes(api));
  team.route('/v1', analysisRoutes(api));
  team.route('/v1/insights/builds', buildRoutes(api));
  team.route('/v1/personas', personaRoutes(api));
  team.route('/v1/persona-settings', personaSettingsRoutes(api));
  team.route('/v1/strategy-book', strategyBookRoutes(api));
  team.route('/v1/experiments', experimentRoutes(api));
  team.route('/v1/themes', themeRoutes(api));
  team.route('/v1/keys', keyRoutes(api));
  team.route('/v1/members', memberRoutes(api));
  team.route('/v1/audit', auditRoutes(api));
  team.route('/v1/webhooks', webhookRoutes(api));
  team.route('/v1', erasureRoutes(api));
  team.route('/v1', insightRoutes(api));
  team.get('/openapi.json', (c) => c.json(openApiDocument(team)));
  team.route('/assets', assetRoutes());
  team.route(
    '/',
    docsPages(() => openApiDocument(team)),
  );
  team.route('/', signInPages(api));
  team.route('/', teamPages(api));

  app.route('/', team);
  return app;
}
