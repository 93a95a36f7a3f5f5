import * as client from 'openid-client';
import type { SignIn } from '../../app/access/ports.ts';

export interface OpenidSignInOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a client without one, which PKCE alone vouches for: who began a sign-in holds its verifier. */
  readonly clientSecret?: string;
  readonly redirectUri: string;
  readonly afterSignOutUri: string;
  /** The provider is on this machine and speaks plain http on loopback. */
  readonly insecure?: true;
}

/** Sign-in by OpenID Connect. The provider's metadata are read by the first who signs in. */
export function openidSignIn(options: OpenidSignInOptions): SignIn {
  const { issuer, clientId, clientSecret, redirectUri, afterSignOutUri, insecure } = options;
  let known: Promise<client.Configuration> | undefined;

  function configuration(): Promise<client.Configuration> {
    known ??= client
      .discovery(
        new URL(issuer),
        clientId,
        clientSecret,
        clientSecret === undefined ? client.None() : undefined,
        {
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out: loopback has no TLS
          ...(insecure ? { execute: [client.allowInsecureRequests] } : {}),
        },
      )
      .catch((fault: unknown) => {
        // The next who signs in asks again.
        known = undefined;
        throw fault;
      });
    return known;
  }

  return {
    async begin() {
      const codeVerifier = client.randomPKCECodeVerifier();
      const [state, nonce] = [client.randomState(), client.randomNonce()];
      const to = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { to: to.href, state, nonce, codeVerifier };
    },
    async complete(query, { state, nonce, codeVerifier }) {
      const returned = new URL(redirectUri);
      returned.search = query.toString();
      try {
        const tokens = await client.authorizationCodeGrant(await configuration(), returned, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const { sub } = tokens.claims() ?? {};
        const { access_token: accessToken, id_token: idToken } = tokens;
        if (sub === undefined || idToken === undefined) return undefined;
        return { userId: sub, accessToken, idToken };
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },
    async endAt(idToken) {
      const configured = await configuration();
      if (configured.serverMetadata().end_session_endpoint === undefined) return afterSignOutUri;
      return client.buildEndSessionUrl(configured, {
        id_token_hint: idToken,
        post_logout_redirect_uri: afterSignOutUri,
        // Cognito's name for it.
        logout_uri: afterSignOutUri,
      }).href;
    },
  };
}

/** What the browser brought was refused: by the provider, or because it answers another sign-in than this one. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    (error instanceof client.ClientError && error.code?.startsWith('OAUTH_') === true)
  );
}
