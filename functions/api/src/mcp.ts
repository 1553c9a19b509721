import { Hono } from 'hono';
import type { Api } from './api.ts';
import { ApiError } from './problems.ts';
import type { AccessEnv } from './visitor.ts';

/** The Model Context Protocol's streamable HTTP, without sessions: each request is answered by itself, as JSON. */
export function mcpRoutes(api: Api) {
  return new Hono<AccessEnv>()
    .post('/', async (c) => {
      // Loaded at the first call: few teams use it.
      const { answerMcp } = await import('./mcp-server.ts');
      return answerMcp(c.req.raw, { store: api.store, scopes: c.get('visitor').scopes });
    })
    .on(['GET', 'DELETE'], '/', () => {
      throw new ApiError(405, 'There is no stream and no session here: send each message by POST.');
    });
}
