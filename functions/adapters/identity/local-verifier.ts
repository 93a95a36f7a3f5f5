import { JwtVerifier } from 'aws-jwt-verify';
import { FailedAssertionError } from 'aws-jwt-verify/error';
import type { Jwks } from 'aws-jwt-verify/jwk';
import type { TokenVerifier } from '../../app/access/ports.ts';
import { tokenVerifier } from './token-verifier.ts';

/** The audience of access tokens for the API; the embedded provider's resource indicator. */
export const apiAudience = 'huimin-api';

export interface LocalVerifierOptions {
  readonly issuer: string;
  /** The provider's public keys. They are given, never fetched: aws-jwt-verify refuses http. */
  readonly jwks: Jwks;
}

/** Verifies the embedded provider's access tokens (RFC 9068: `typ` at+jwt, which no ID token has). */
export function localVerifier({ issuer, jwks }: LocalVerifierOptions): TokenVerifier {
  const verifier = JwtVerifier.create({
    issuer,
    audience: apiAudience,
    customJwtCheck({ header }) {
      if (header.typ !== 'at+jwt') {
        throw new FailedAssertionError('not an access token', header.typ, 'at+jwt');
      }
    },
  });
  verifier.cacheJwks(jwks);
  // verifySync looks for keys in the cache alone.
  return tokenVerifier(async (token) => verifier.verifySync(token));
}
