import { SignInProvider } from '@soundings/contracts/access';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { configure } from '../../oidc.ts';
import { ApiError } from '../../problems.ts';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import type { PageEnv, Reader } from '../reader.ts';
import { SettingsTitle } from './title.tsx';

type Outcome = 'saved' | 'signInProblem' | 'signInSilent';

/** The OpenID Connect provider that the team signs in with. */
export function providerPages({ store, origin }: Api) {
  async function page(c: Context<PageEnv>, outcome?: Outcome) {
    const reader = c.get('reader');
    const provider = await store.signInProvider.get();
    const props = { provider, outcome, redirectUri: `${origin()}/sign-in/callback`, reader };
    const status = outcome && outcome !== 'saved' ? 400 : 200;
    return show(
      c,
      { title: reader.words.settings.signIn, place: 'settings', children: <Provider {...props} /> },
      status,
    );
  }

  return new Hono<PageEnv>()
    .get('/', (c) => page(c))
    .post('/', async (c) => {
      const { issuer, clientId, clientSecret } = await heldForm(c);
      const provider = SignInProvider.safeParse({ issuer, clientId, clientSecret: clientSecret || null });
      if (!provider.success) return page(c, 'signInProblem');
      try {
        await configure(provider.data);
      } catch (error) {
        if (error instanceof ApiError) return page(c, 'signInSilent');
        throw error;
      }
      await store.signInProvider.set(provider.data);
      return page(c, 'saved');
    })
    .post('/stop', async (c) => {
      await store.signInProvider.remove();
      return c.redirect('/settings/sign-in', 303);
    });
}

type ProviderProps = {
  provider: SignInProvider | undefined;
  outcome: Outcome | undefined;
  redirectUri: string;
  reader: Reader;
};

function Provider({ provider, outcome, redirectUri, reader }: ProviderProps) {
  const { settings } = reader.words;
  return (
    <>
      <SettingsTitle title={settings.signIn} lead={settings.signInLead} reader={reader} />
      {outcome && (
        <p class={`note ${outcome === 'saved' ? 'good' : 'bad'}`} role={outcome === 'saved' ? 'status' : 'alert'}>
          {settings[outcome]}
        </p>
      )}
      <form class="form" method="post" action="/settings/sign-in">
        <div>
          <label for="issuer">{settings.issuer}</label>
          <input
            type="url"
            id="issuer"
            name="issuer"
            required
            maxlength={500}
            value={provider?.issuer}
            placeholder="https://login.example.com"
            aria-describedby="issuer-hint"
          />
          <p class="hint" id="issuer-hint">
            {settings.issuerHint}
          </p>
        </div>
        <div>
          <label for="clientId">{settings.clientId}</label>
          <input
            type="text"
            id="clientId"
            name="clientId"
            required
            maxlength={500}
            value={provider?.clientId}
            autocomplete="off"
          />
        </div>
        <div>
          <label for="clientSecret">{settings.clientSecret}</label>
          <input
            type="password"
            id="clientSecret"
            name="clientSecret"
            maxlength={500}
            autocomplete="off"
            aria-describedby="secret-hint"
          />
          <p class="hint" id="secret-hint">
            {settings.clientSecretHint}
          </p>
        </div>
        <div>
          <p>{settings.redirectUri}</p>
          <pre tabindex={0}>{redirectUri}</pre>
        </div>
        <div>
          <button type="submit">{settings.save}</button>
        </div>
      </form>
      {provider && (
        <form method="post" action="/settings/sign-in/stop">
          <button type="submit" class="second">
            {settings.stop}
          </button>
        </form>
      )}
    </>
  );
}
