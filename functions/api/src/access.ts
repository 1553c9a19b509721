import { createHash, timingSafeEqual } from 'node:crypto';
import { reaches } from '@soundings/contracts/access';
import type { Context, MiddlewareHandler } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { ruleFor } from './access-rules.ts';
import type { Api } from './api.ts';
import { auditAfter } from './audit.ts';
import { ApiError, ForeignForm } from './problems.ts';
import { sessionOf } from './session.ts';
import { type AccessEnv, owner, type Visitor } from './visitor.ts';

/**
 * Lets a request through if its key or session may do what it asks; a rule of `access-rules.ts` says what that takes, and
 * an address without one is nobody's. `otherwise` answers those who show neither: a problem for programs, the sign-in
 * page for people. A form sent from another site is refused, and what was changed or taken away is written down.
 */
export function requireAccess(
  api: Api,
  otherwise: (c: Context) => Response | Promise<Response>,
): MiddlewareHandler<AccessEnv> {
  const sameSite = csrf({ origin: (from, c) => from === new URL(c.req.url).origin || from === api.origin() });
  return async function access(c, next) {
    const token = bearerOf(c);
    const visitor = token === undefined ? await sessionOf(c, api) : await keyHolder(token, api);
    if (!visitor) return otherwise(c);
    c.set('visitor', visitor);
    const rule = ruleFor(c.req.path);
    if (!rule) throw new ApiError(404, 'Nothing is served at this address, or no rule of access opens it.');
    const needed = isRead(c) ? rule.read : rule.write;
    if (!reaches(visitor.role, needed)) throw new ApiError(403, `This takes the role ${needed}.`);
    if (rule.scope && !visitor.scopes.includes(rule.scope))
      throw new ApiError(403, `This takes a key with the scope ${rule.scope}.`);
    const audited = () => auditAfter(c, api, next);
    return token === undefined ? sameSite(c, audited).catch(foreign) : audited();
  };
}

/** For programs: 401 with how to go on. */
export function unauthorized(): never {
  throw new ApiError(401, 'Send a key that is good: Authorization: Bearer …, or sign in with a browser.');
}

async function keyHolder(token: string, { store, adminKey }: Api): Promise<Visitor | undefined> {
  if (adminKey !== undefined && equal(token, adminKey)) return owner('admin-key');
  const key = await store.apiKeys.use(token);
  return key && { actor: { kind: 'key', id: key.id }, name: key.name, role: key.role, scopes: key.scopes };
}

function bearerOf(c: Context): string | undefined {
  const [scheme, token = ''] = (c.req.header('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' ? token : undefined;
}

/** For people: 403 where a form came from elsewhere. */
function foreign(error: unknown): never {
  if (!(error instanceof HTTPException)) throw error;
  throw new ForeignForm();
}

function isRead(c: Context): boolean {
  return c.req.method === 'GET' || c.req.method === 'HEAD';
}

/** Takes the same time wherever two texts first differ. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
