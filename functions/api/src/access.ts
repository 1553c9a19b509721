import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';
import { csrf } from 'hono/csrf';
import type { Api } from './api.ts';
import { ApiError } from './problems.ts';

const COOKIE = 'soundings';
const SESSION_SECONDS = 30 * 86_400;

/**
 * Lets a request through that shows the admin key or the session cookie that a sign-in link gave. `otherwise` answers
 * the rest: a problem for programs, the sign-in page for people. A form sent from another site is refused.
 */
export function requireAccess(api: Api, otherwise: (c: Context) => Response | Promise<Response>): MiddlewareHandler {
  const sameSite = csrf();
  return async function access(c, next) {
    if (hasKey(c, api.adminKey)) return next();
    if (await hasSession(c, api)) return sameSite(c, next);
    return otherwise(c);
  };
}

/** For programs: 401 with how to go on. */
export function unauthorized(): never {
  throw new ApiError(401, 'Send a key: Authorization: Bearer …, or sign in with the link that the server printed.');
}

/** Gives this browser a session. */
export async function startSession(c: Context, { store, origin }: Api): Promise<void> {
  const until = String(Math.floor(Date.now() / 1000) + SESSION_SECONDS);
  await setSignedCookie(c, COOKIE, until, await store.secrets.get('sessions'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: origin().startsWith('https:'),
    maxAge: SESSION_SECONDS,
  });
}

async function hasSession(c: Context, { store }: Api): Promise<boolean> {
  const until = await getSignedCookie(c, await store.secrets.get('sessions'), COOKIE);
  return typeof until === 'string' && Number(until) > Date.now() / 1000;
}

function hasKey(c: Context, adminKey: string | undefined): boolean {
  const [scheme, key] = (c.req.header('authorization') ?? '').split(' ');
  return adminKey !== undefined && scheme?.toLowerCase() === 'bearer' && key !== undefined && equal(key, adminKey);
}

/** Takes the same time wherever two texts first differ. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
