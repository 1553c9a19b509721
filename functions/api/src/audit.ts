import type { Context, Next } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Api } from './api.ts';
import type { AccessEnv } from './visitor.ts';

/** Forms and bodies that are only looked at. */
const KEEPS_NOTHING = new Set([
  '/v1/surveys/import',
  '/v1/surveys/check',
  '/v1/settings/retention/preview',
  '/v1/sources/preview',
  '/sources/preview',
  '/mcp',
  '/sign-out',
]);
const OUR_ID = /\b[a-z]{3}_[0-9a-z]{20,26}\b/g;
const CREATED = [201, 202];

/**
 * Answers the request, then writes down who changed something or took a file away, before the answer leaves. No content
 * is written down, and of the address only ids of our own: a customer's is not one.
 */
export async function auditAfter(c: Context<AccessEnv>, { store }: Api, next: Next): Promise<void> {
  await next();
  if (c.res.status >= 400) return;
  const route = matchedRoutes(c).find(({ method, path }) => method !== 'ALL' && !path.endsWith('*'))?.path ?? '';
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  if (isRead && !c.res.headers.get('content-disposition')?.startsWith('attachment')) return;
  if (!isRead && KEEPS_NOTHING.has(route)) return;
  await store.auditLog.write({
    actor: c.get('visitor').actor,
    did: isRead ? 'exported' : 'changed',
    route: `${c.req.method} ${route}`,
    subjects: [...new Set([...idsIn(c.req.path), ...(isRead ? [] : await idsMade(c))])].slice(0, 20),
  });
}

function idsIn(text: string): string[] {
  return text.match(OUR_ID) ?? [];
}

/** The id of what was just made: where a form's answer leads, or what a program's says. */
async function idsMade(c: Context): Promise<string[]> {
  const { status, headers } = c.res;
  if (!CREATED.includes(status)) return idsIn(new URL(headers.get('location') ?? '', c.req.url).pathname);
  const body: unknown = await c.res
    .clone()
    .json()
    .catch(() => null);
  return body && typeof body === 'object' && 'id' in body ? idsIn(String(body.id)) : [];
}
