import { randomUUID } from 'node:crypto';
import { Provider, errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { apiAudience } from '../../functions/adapters/identity/local-verifier.ts';
import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { User } from '../../functions/app/access/users.ts';
import { artifactAdapter } from './artifacts.ts';
import { demoUserOf, parseDemoUser } from './demo-users.ts';
import { apiResource, demoUserGrant, tokenClientId, webClientId } from './clients.ts';
import type { IdentitySecrets } from './identity-secrets.ts';
import { endedPage, languageOf, pageHeaders, signOutPage, signedOutPage } from './sign-in-page.ts';

/** A working day: a sign-in in the morning lasts until the evening. */
const sessionSeconds = 8 * 3600;

export interface ProviderOptions {
  readonly issuer: string;
  readonly secrets: IdentitySecrets;
  readonly database: SqliteDatabase;
  readonly redirectUri: string;
  readonly afterSignOutUri: string;
  /** Sees to it that a demo user who signs in has a record. */
  readonly keepUser: (user: User) => Promise<void>;
  readonly onFault: (error: Error) => void;
}

/**
 * The embedded OpenID provider. Its access tokens are JWTs for the API that say who somebody is (`sub`) and nothing
 * else; what they may do stands in our own table.
 */
export function createProvider(options: ProviderOptions): Provider {
  const { issuer, secrets, database, redirectUri, afterSignOutUri, keepUser, onFault } = options;
  const resource = {
    scope: '',
    audience: apiAudience,
    accessTokenFormat: 'jwt',
    accessTokenTTL: sessionSeconds,
    jwt: { sign: { alg: 'ES256' } },
  } as const;

  const configuration: Configuration = {
    adapter: (model) => artifactAdapter(database, model),
    jwks: { keys: [secrets.signingKey] },
    cookies: {
      keys: [secrets.cookieKey],
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      short: { signed: true, httpOnly: true, sameSite: 'lax' },
    },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clients: [
      {
        client_id: webClientId,
        client_secret: secrets.webClientSecret,
        redirect_uris: [redirectUri],
        post_logout_redirect_uris: [afterSignOutUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
      {
        client_id: tokenClientId,
        client_secret: secrets.tokenClientSecret,
        redirect_uris: [],
        grant_types: [demoUserGrant],
        response_types: [],
      },
    ],
    scopes: ['openid'],
    pkce: { required: () => true },
    findAccount: (_, sub) => demoUserOf(sub) && { accountId: sub, claims: async () => ({ sub }) },
    interactions: { url: (_, { uid }) => `/oidc/sign-in/${uid}` },
    // The web pages are ours: whoever signs in has agreed that they learn who it is.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grantId = session.grantIdFor(client.clientId);
      const known = grantId === undefined ? undefined : await ctx.oidc.provider.Grant.find(grantId);
      if (known) return known;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: sessionSeconds,
      AuthorizationCode: 60,
      Grant: sessionSeconds,
      IdToken: sessionSeconds,
      Interaction: 3600,
      Session: sessionSeconds,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiResource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, indicator) => {
          if (indicator !== apiResource) throw new errors.InvalidTarget();
          return resource;
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          showPage(ctx, signOutPage(languageIn(ctx), form));
        },
        postLogoutSuccessSource: (ctx) => {
          showPage(ctx, signedOutPage(languageIn(ctx)));
        },
      },
    },
    renderError: (ctx) => {
      showPage(ctx, endedPage(languageIn(ctx)));
    },
  };

  const provider = new Provider(issuer, configuration);
  provider.on('server_error', (_, error) => onFault(error));

  provider.registerGrantType<{ user?: string }>(
    demoUserGrant,
    async (ctx) => {
      const { client, params } = ctx.oidc;
      const user = parseDemoUser(params.user ?? '');
      if (!user) throw new errors.InvalidGrant('there is no such demo user');
      await keepUser(user);
      // A JWT is not stored, so no grant stands behind its id.
      const token = new provider.AccessToken({
        accountId: user.sub,
        client,
        gty: demoUserGrant,
        grantId: randomUUID(),
      });
      token.resourceServer = new provider.ResourceServer(apiResource, resource);
      ctx.body = {
        access_token: await token.save(),
        expires_in: token.expiration,
        token_type: 'Bearer',
      };
    },
    ['user'],
  );
  return provider;
}

function showPage(ctx: KoaContextWithOIDC, html: string): void {
  ctx.set(pageHeaders);
  ctx.type = 'html';
  ctx.body = html;
}

function languageIn(ctx: KoaContextWithOIDC) {
  return languageOf(ctx.get('accept-language'));
}
