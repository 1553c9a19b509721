import { OpenAPIHono } from '@hono/zod-openapi';
import type { Api } from './api.ts';
import { analysisRoutes } from './routes/analysis.ts';
import { auditRoutes } from './routes/audit.ts';
import { buildRoutes } from './routes/builds.ts';
import { customerRoutes } from './routes/customers.ts';
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
import { retentionRoutes } from './routes/retention.ts';
import { segmentRoutes } from './routes/segments.ts';
import { sourceRoutes } from './routes/sources.ts';
import { strategyBookRoutes } from './routes/strategy-book.ts';
import { surveyRoutes } from './routes/surveys.ts';
import { themeRoutes } from './routes/themes.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { surveyFiles } from './survey-files.ts';
import type { AccessEnv } from './visitor.ts';

/** All that programs are offered; what the typed client knows follows from what this gives. */
export function apiRoutes(api: Api) {
  return new OpenAPIHono<AccessEnv>()
    .route('/v1/products', productRoutes(api))
    .route('/v1/imports', importRoutes(api))
    .route('/v1/sources', sourceRoutes(api))
    .route('/v1/surveys', surveyFiles(api))
    .route('/v1/surveys', surveyRoutes(api))
    .route('/v1/feedback', feedbackRoutes(api))
    .route('/v1', analysisRoutes(api))
    .route('/v1/insights/builds', buildRoutes(api))
    .route('/v1/personas', personaRoutes(api))
    .route('/v1/persona-settings', personaSettingsRoutes(api))
    .route('/v1/strategy-book', strategyBookRoutes(api))
    .route('/v1/experiments', experimentRoutes(api))
    .route('/v1/themes', themeRoutes(api))
    .route('/v1/keys', keyRoutes(api))
    .route('/v1/members', memberRoutes(api))
    .route('/v1/audit', auditRoutes(api))
    .route('/v1/settings/retention', retentionRoutes(api))
    .route('/v1/webhooks', webhookRoutes(api))
    .route('/v1', erasureRoutes(api))
    .route('/v1/segments', segmentRoutes(api))
    .route('/v1', customerRoutes(api))
    .route('/v1', insightRoutes(api));
}
