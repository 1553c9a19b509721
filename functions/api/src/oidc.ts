import type { SignInProvider } from '@soundings/contracts/access';
import { openLog } from '@soundings/log/log';
import type { Configuration } from 'openid-client';
import { ApiError } from './problems.ts';

const log = openLog('api');
const TIMEOUT_SECONDS = 8;

/** What a browser keeps between leaving for the provider and coming back. */
export type Leaving = { state: string; nonce: string; verifier: string };
/** Whom the provider vouches for. */
export type Vouched = { subject: string; email: string | undefined };

/** Where to send the browser, and what it must bring back (OpenID Connect, code flow with PKCE, state and nonce). */
export async function leaveFor(
  provider: SignInProvider,
  redirectUri: string,
): Promise<{ url: string; leaving: Leaving }> {
  const client = await import('openid-client');
  const configuration = await configure(provider);
  const leaving = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    verifier: client.randomPKCECodeVerifier(),
  };
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: leaving.state,
    nonce: leaving.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(leaving.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, leaving };
}

/**
 * Exchanges the code that the browser came back with; signature, issuer, audience, expiry, state and nonce are checked.
 * An e-mail address counts only if the provider says that it is verified. Throws `ApiError` 403 for what does not fit.
 */
export async function comeBack(provider: SignInProvider, cameTo: URL, leaving: Leaving): Promise<Vouched> {
  const client = await import('openid-client');
  const tokens = await client
    .authorizationCodeGrant(await configure(provider), cameTo, {
      pkceCodeVerifier: leaving.verifier,
      expectedState: leaving.state,
      expectedNonce: leaving.nonce,
      idTokenExpected: true,
    })
    .catch(async (error: Error) => {
      await log.warn('sign-in refused', { error: error.name, ...('code' in error && { code: String(error.code) }) });
      throw new ApiError(403, 'The provider’s answer does not fit.');
    });
  const claims = tokens.claims();
  if (!claims) throw new ApiError(403, 'The provider’s answer does not fit.');
  const { iss, sub, email, email_verified: verified } = claims;
  return {
    subject: `${iss}#${sub}`,
    email: typeof email === 'string' && (verified === true || verified === 'true') ? email : undefined,
  };
}

/** Reads the provider's own description. Throws `ApiError` 400 where there is none. */
export async function configure({ issuer, clientId, clientSecret }: SignInProvider): Promise<Configuration> {
  const client = await import('openid-client');
  const insecure = issuer.startsWith('http:') ? [client.allowInsecureRequests] : [];
  const options = { execute: insecure, timeout: TIMEOUT_SECONDS };
  const found = await client.discovery(new URL(issuer), clientId, undefined, client.None(), options).catch(() => {
    throw new ApiError(400, 'No OpenID Connect provider answers at this address.');
  });
  if (clientSecret === null) return found;
  const server = found.serverMetadata();
  // OpenID Connect Discovery: without a list it is `client_secret_basic`.
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const authentication = methods.includes('client_secret_basic') ? client.ClientSecretBasic : client.ClientSecretPost;
  const configuration = new client.Configuration(server, clientId, clientSecret, authentication(clientSecret));
  configuration.timeout = TIMEOUT_SECONDS;
  for (const allow of insecure) allow(configuration);
  return configuration;
}
