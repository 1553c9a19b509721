import { type Context, Hono } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import * as z from 'zod';
import type { Api } from '../api.ts';
import { comeBack, leaveFor } from '../oidc.ts';
import { ApiError, onError } from '../problems.ts';
import { startSession } from '../session.ts';
import { show } from './frame.tsx';
import { knowReader, type PageEnv } from './reader.ts';
import type { Words } from './words.ts';

const COOKIE = 'soundings-leaving';
const AWAY_SECONDS = 900;
const Leaving = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

/** Where a one-time link leads, and where those without a session are sent: on to the team's provider if there is one. */
export function signInPages(api: Api) {
  const { store, origin } = api;
  const redirectUri = () => `${origin()}/sign-in/callback`;

  async function signIn(c: Context, memberId: string | null) {
    await startSession(c, api, memberId ?? undefined);
    await store.auditLog.write({
      actor: memberId ? { kind: 'member', id: memberId } : { kind: 'owner', id: null },
      did: 'signed-in',
      route: `GET ${c.req.path}`,
      subjects: [],
    });
    return c.redirect('/');
  }

  async function page(c: Context<PageEnv>, problem?: (words: Words['signIn']) => string) {
    const { words } = c.get('reader');
    const provider = await store.signInProvider.get();
    const children = (
      <>
        <h1>{words.signIn.title}</h1>
        {problem && (
          <p class="note bad" role="alert">
            {problem(words.signIn)}
          </p>
        )}
        {provider && (
          <p>
            <a class="button" href="/sign-in/start">
              {words.signIn.withProvider}
            </a>
          </p>
        )}
        <p>{provider ? words.signIn.howElse : words.signIn.how}</p>
      </>
    );
    return show(c, { title: words.signIn.title, children }, problem ? 403 : 200);
  }

  const pages = new Hono<PageEnv>();
  pages.onError((error, c) =>
    error instanceof ApiError ? page(c, ({ providerFailed }) => providerFailed) : onError(error, c),
  );
  return pages
    .get('/sign-in', knowReader, async (c) => {
      const token = c.req.query('token');
      if (!token) return page(c);
      const link = await store.signInLinks.use(token);
      if (!link || (link.memberId && !(await store.members.get(link.memberId)))) return page(c, ({ used }) => used);
      return signIn(c, link.memberId);
    })
    .get('/sign-in/start', knowReader, async (c) => {
      const provider = await store.signInProvider.get();
      if (!provider) return c.redirect('/sign-in');
      const { url, leaving } = await leaveFor(provider, redirectUri());
      await setSignedCookie(c, COOKIE, JSON.stringify(leaving), await store.secrets.get('sessions'), {
        path: '/sign-in',
        httpOnly: true,
        sameSite: 'Lax',
        secure: origin().startsWith('https:'),
        maxAge: AWAY_SECONDS,
      });
      return c.redirect(url);
    })
    .get('/sign-in/callback', knowReader, async (c) => {
      const provider = await store.signInProvider.get();
      const kept = await getSignedCookie(c, await store.secrets.get('sessions'), COOKIE);
      if (!provider || !kept) return page(c, ({ providerFailed }) => providerFailed);
      deleteCookie(c, COOKIE, { path: '/sign-in' });
      const cameTo = new URL(redirectUri());
      cameTo.search = new URL(c.req.url).search;
      const vouched = await comeBack(provider, cameTo, Leaving.parse(JSON.parse(kept)));
      const member = await store.members.recognise(vouched);
      return member ? signIn(c, member.id) : page(c, ({ notMember }) => notMember);
    });
}
