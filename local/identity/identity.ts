import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { User } from '../../functions/app/access/users.ts';
import { createArtifactTable } from './artifacts.ts';
import { identityPath, issuerOf, webClientId } from './clients.ts';
import { parseDemoUser } from './demo-users.ts';
import { type PublicKey, openIdentitySecrets, publicKeyOf } from './identity-secrets.ts';
import { endedPage, languageOf, pageHeaders, signInPage } from './sign-in-page.ts';

export interface IdentityOptions {
  /** Where the server is reached, such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly dataFolder: string;
  /** The store's file, for sessions. */
  readonly database: SqliteDatabase;
  /** Sees to it that a demo user who signs in has a record. */
  readonly keepUser: (user: User) => Promise<void>;
  /** Told of faults inside the provider. */
  readonly onFault: (error: Error) => void;
}

export interface Identity {
  readonly issuer: string;
  /** The public keys, for the verifier: at hand without the provider. */
  readonly jwks: { readonly keys: PublicKey[] };
  readonly webClient: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly redirectUri: string;
    readonly afterSignOutUri: string;
  };
  /** Whether a path is the provider's. */
  owns(path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Sign-in on one machine. oidc-provider takes 0.3–0.4 s to load, so it is loaded by the first who needs it. */
export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { origin, dataFolder, database, keepUser, onFault } = options;
  const secrets = await openIdentitySecrets(dataFolder);
  createArtifactTable(database);
  const issuer = issuerOf(origin);
  const webClient = {
    clientId: webClientId,
    clientSecret: secrets.webClientSecret,
    redirectUri: `${origin}/staff/callback`,
    afterSignOutUri: `${origin}/staff`,
  };

  let loaded: Promise<LoadedProvider> | undefined;
  const load = async (): Promise<LoadedProvider> => {
    const { createProvider } = await import('./provider.ts');
    const provider = createProvider({ issuer, secrets, database, keepUser, onFault, ...webClient });
    return { provider, listener: provider.callback() };
  };

  return {
    issuer,
    jwks: { keys: [publicKeyOf(secrets)] },
    webClient,
    owns: (path) => path === identityPath || path.startsWith(`${identityPath}/`),
    async handle(request, response) {
      loaded ??= load();
      const { provider, listener } = await loaded;
      const url = new URL(request.url ?? '/', origin);
      if (url.pathname.startsWith(`${identityPath}/sign-in/`)) {
        await signIn(provider, keepUser, request, response);
        return;
      }
      // The provider routes below its mount, and finds the mount by comparing the two (as Express sets them).
      Object.assign(request, { originalUrl: request.url });
      request.url = (request.url ?? '').slice(identityPath.length) || '/';
      await listener(request, response);
    },
  };
}

interface LoadedProvider {
  readonly provider: Provider;
  readonly listener: ReturnType<Provider['callback']>;
}

/** Shows the choice of demo users, and hands the one chosen back to the provider. */
async function signIn(
  provider: Provider,
  keepUser: IdentityOptions['keepUser'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const language = languageOf(request.headers['accept-language']);
  const { errors } = await import('oidc-provider');
  try {
    // Fails unless the browser's cookie and the address speak of the same interaction.
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      sendPage(response, 200, signInPage(language, false));
      return;
    }
    const user = chosenUser(await readForm(request));
    if (!user) {
      sendPage(response, 400, signInPage(language, true));
      return;
    }
    await keepUser(user);
    await provider.interactionFinished(request, response, { login: { accountId: user.sub } });
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    sendPage(response, 400, endedPage(language));
  }
}

function chosenUser(form: URLSearchParams): User | undefined {
  const [name, area] = [form.get('user') ?? '', (form.get('area') ?? '').trim()];
  return parseDemoUser(area === '' ? name : `${name}@${area}`);
}

const longestForm = 4096;

/** The posted fields; a body that is longer than any such form has none. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > longestForm) return new URLSearchParams();
  }
  return new URLSearchParams(body);
}

function sendPage(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...pageHeaders });
  response.end(html);
}
