import * as z from 'zod';
import { errorCode } from '../../functions/adapters/localkey/error-code.ts';
import { type Result, err, ok } from '../../functions/domain/result/result.ts';
import { demoUserGrant, issuerOf, tokenClientId } from './clients.ts';
import { demoDistrict, demoUserNames, parseDemoUser } from './demo-users.ts';
import { type IdentitySecrets, readIdentitySecrets } from './identity-secrets.ts';

const tokenSchema = z.object({ access_token: z.string() });

export interface TokenRequest {
  readonly user: string | undefined;
  /** Where the system runs. */
  readonly origin: string;
  readonly dataFolder: string;
}

/** Asks the running system for a demo user's token. @returns the token, or what to tell whoever asked */
export async function requestToken({
  user,
  origin,
  dataFolder,
}: TokenRequest): Promise<Result<string, string>> {
  if (user === undefined || !parseDemoUser(user)) {
    const usage = 'usage: npm run --silent token -- <user>[@<area code>]';
    const area = `area codes: 9 or 12 digits within ${demoDistrict}`;
    return err(`${usage}\nusers: ${demoUserNames.join(', ')}\n${area}`);
  }
  const secrets = await secretsIn(dataFolder);
  if (!secrets.ok) return secrets;
  const answer = await post(origin, user, secrets.value);
  if (!answer.ok) return answer;
  const response = answer.value;
  if (response.status === 401) {
    return err(`the system at ${origin} uses another data folder than ${dataFolder} (set HUIMIN_DATA)`);
  }
  if (!response.ok) return err(`the system at ${origin} gave no token: status ${String(response.status)}`);
  return ok(tokenSchema.parse(await response.json()).access_token);
}

async function secretsIn(dataFolder: string): Promise<Result<IdentitySecrets, string>> {
  try {
    return ok(await readIdentitySecrets(dataFolder));
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    return err(
      code === 'ENOENT'
        ? `there is no system's data in ${dataFolder}: start it with npm start (or set HUIMIN_DATA)`
        : `the secrets in ${dataFolder} cannot be read: ${code}`,
    );
  }
}

async function post(
  origin: string,
  user: string,
  secrets: IdentitySecrets,
): Promise<Result<Response, string>> {
  const credentials = Buffer.from(`${tokenClientId}:${secrets.tokenClientSecret}`).toString('base64');
  try {
    return ok(
      await fetch(`${issuerOf(origin)}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${credentials}` },
        body: new URLSearchParams({ grant_type: demoUserGrant, user }),
        redirect: 'error',
        signal: AbortSignal.timeout(10_000),
      }),
    );
  } catch (error) {
    const why = error instanceof Error ? errorCode(error.cause) : undefined;
    return err(
      `no system answers at ${origin}${why === undefined ? '' : ` (${why})`}: start it with npm start (or set PORT)`,
    );
  }
}
