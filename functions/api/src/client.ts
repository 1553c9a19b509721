import { hc } from 'hono/client';
import type { apiRoutes } from './api-routes.ts';

/** The API as a typed client: paths, parameters and answers are those of the routes themselves. */
export function soundings(origin: string, key: string, options: { fetch?: typeof fetch } = {}) {
  return hc<ReturnType<typeof apiRoutes>>(origin, { ...options, headers: { authorization: `Bearer ${key}` } }).v1;
}
