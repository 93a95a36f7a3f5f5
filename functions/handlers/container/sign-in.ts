import { openidSignIn } from '../../adapters/identity/openid-sign-in.ts';
import { siteOrigin } from './site-origin.ts';
import { setting } from './setting.ts';

export const signIn = openidSignIn({
  issuer: setting('SIGN_IN_ISSUER'),
  clientId: setting('CLIENT_IDS'),
  redirectUri: `${siteOrigin}/staff/callback`,
  afterSignOutUri: `${siteOrigin}/staff`,
});
