import { Hono } from 'hono';
import { startSession } from '../access.ts';
import type { Api } from '../api.ts';
import { show } from './frame.tsx';
import { knowReader, type PageEnv } from './reader.ts';

/** Where a one-time link leads, and where those without a session are sent. */
export function signInPages(api: Api) {
  return new Hono<PageEnv>().get('/sign-in', knowReader, async (c) => {
    const { words } = c.get('reader');
    const token = c.req.query('token');
    if (token && (await api.store.signInLinks.use(token))) {
      await startSession(c, api);
      return c.redirect('/');
    }
    const children = (
      <>
        <h1>{words.signIn.title}</h1>
        {token && (
          <p class="note bad" role="alert">
            {words.signIn.used}
          </p>
        )}
        <p>{words.signIn.how}</p>
      </>
    );
    return show(c, { title: words.signIn.title, children }, token ? 403 : 200);
  });
}
