import { Scope } from '@soundings/contracts/access';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import type { Api } from './api.ts';
import { owner, type Visitor } from './visitor.ts';

const COOKIE = 'soundings';
const SESSION_SECONDS = 30 * 86_400;
/** Whoever came by the server's own one-time link. */
const OWNER = 'owner';

/** Gives this browser a session, of a member or, without one, of the server's owner. */
export async function startSession(c: Context, { store, origin }: Api, memberId?: string): Promise<void> {
  const until = Math.floor(Date.now() / 1000) + SESSION_SECONDS;
  const seal = memberId ? await store.members.sealOf(memberId) : '';
  await setSignedCookie(c, COOKIE, `${until}.${memberId ?? OWNER}.${seal}`, await store.secrets.get('sessions'), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: origin().startsWith('https:'),
    maxAge: SESSION_SECONDS,
  });
}

/** Forgets the session in the browser; whoever has a copy of it keeps it until its end. */
export function endSession(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/' });
}

/** Whose session the request carries, with the role of this moment. */
export async function sessionOf(c: Context, { store }: Api): Promise<Visitor | undefined> {
  const value = await getSignedCookie(c, await store.secrets.get('sessions'), COOKIE);
  if (!value) return undefined;
  const [until, who = '', seal = ''] = value.split('.');
  if (!(Number(until) > Date.now() / 1000)) return undefined;
  if (who === OWNER) return owner('owner');
  const member = await store.members.seen(who, seal);
  return (
    member && { actor: { kind: 'member', id: member.id }, name: member.name, role: member.role, scopes: Scope.options }
  );
}
