/** What Lambda puts into a function's environment, for as long as the process lives. */
export interface EnvironmentCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Credentials from the environment alone. The SDK's own chain also asks files, SSO, web identities and the instance,
 * none of which a function has, and brings 135 KB to do so: bundles take this in its place (infra/assets/).
 * @throws when the environment has none
 */
export async function environmentCredentials(): Promise<EnvironmentCredentials> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('the environment holds no credentials');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

/**
 * Stands in for `@aws-sdk/credential-provider-node`, under the name that the SDK's clients import.
 * @public
 */
export function defaultProvider(): typeof environmentCredentials {
  return environmentCredentials;
}
