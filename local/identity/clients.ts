/** The web pages: authorization code with PKCE. */
export const webClientId = 'huimin-web';
/** `npm run token`. */
export const tokenClientId = 'huimin-token';
/** The grant by which the token command gets the token of a demo user. */
export const demoUserGrant = 'urn:huimin:grant-type:demo-user';
/** The API as a resource indicator, which must be a URI (RFC 8707); in tokens its audience stands, `huimin-api`. */
export const apiResource = 'urn:huimin:api';
/** Where the provider is mounted. */
export const identityPath = '/oidc';

export function issuerOf(origin: string): string {
  return `${origin}${identityPath}`;
}
