import type { OpenAPIHono } from '@hono/zod-openapi';

/** The API's own description, OpenAPI 3.1, made of the routes themselves. */
export function openApiDocument(app: OpenAPIHono): OpenApiDocument {
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Soundings',
      version: '1',
      description: 'Surveys and reviews in; pain points, market gaps and personas with their evidence out.',
      license: { name: 'Apache-2.0' },
    },
    security: [{ key: [] }],
  });
}

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
