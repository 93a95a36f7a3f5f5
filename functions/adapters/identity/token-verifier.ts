import {
  FetchError,
  JwkValidationError,
  JwksNotAvailableInCacheError,
  JwksValidationError,
  JwtExpiredError,
} from 'aws-jwt-verify/error';
import type { TokenVerifier } from '../../app/access/ports.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { bearerToken } from './bearer.ts';

/** The claims every access token must carry; what else it says is not read. */
interface VerifiedClaims {
  readonly sub?: string;
  readonly exp?: number;
}

/** What aws-jwt-verify throws when it lacks the provider's keys: no answer about the token. */
const outages = [FetchError, JwksNotAvailableInCacheError, JwksValidationError, JwkValidationError];

/** Makes a verifier of a function that returns a genuine token's claims and throws as aws-jwt-verify does. */
export function tokenVerifier(verify: (token: string) => Promise<VerifiedClaims>): TokenVerifier {
  return {
    async verify(authorization) {
      if (authorization === undefined || authorization === '') return err('missing');
      const token = bearerToken(authorization);
      return token === undefined ? err('invalid') : claimsOf(verify, token);
    },
  };
}

async function claimsOf(
  verify: (token: string) => Promise<VerifiedClaims>,
  token: string,
): Promise<Result<{ readonly sub: string }, 'invalid' | 'expired'>> {
  try {
    const { sub, exp } = await verify(token);
    // aws-jwt-verify lets a token without an end pass; ours all have one.
    if (exp === undefined || sub === undefined || sub === '') return err('invalid');
    return ok({ sub });
  } catch (error) {
    if (outages.some((kind) => error instanceof kind)) {
      throw new Error('the keys of the identity provider are not to be had', { cause: error });
    }
    // Besides its own errors it passes on whatever node:crypto throws at a malformed signature.
    return err(error instanceof JwtExpiredError ? 'expired' : 'invalid');
  }
}
