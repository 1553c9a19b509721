import { Hono } from 'hono';
import { startSession } from '../access.ts';
import type { Api } from '../api.ts';
import { Page } from './page.tsx';

/** Where a one-time link leads, and where those without a session are sent. */
export function signInPages(api: Api) {
  return new Hono().get('/sign-in', async (c) => {
    const token = c.req.query('token');
    if (token && (await api.store.signInLinks.use(token))) {
      await startSession(c, api);
      return c.redirect('/');
    }
    return c.html(
      <Page title="Sign in">
        <h1>Sign in</h1>
        <p>
          {token ? 'This link was used already or is older than an hour. ' : ''}
          Open the newest sign-in link that the server printed when it started. Restart it for a new one.
        </p>
      </Page>,
      token ? 403 : 200,
    );
  });
}
