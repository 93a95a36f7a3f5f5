import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { Jwks } from 'aws-jwt-verify/jwk';
import type { TokenVerifier } from '../../app/access/ports.ts';
import { tokenVerifier } from './token-verifier.ts';

export interface CognitoVerifierOptions {
  readonly userPoolId: string;
  /** The app clients whose users may come. Cognito's access tokens name the client and no audience. */
  readonly clientIds: readonly string[];
  /** The pool's public keys, to use these alone; otherwise they are fetched here, and again when they rotate. */
  readonly jwks?: Jwks;
}

/** Verifies a Cognito user pool's access tokens. @throws when the pool's keys cannot be fetched */
export async function cognitoVerifier(options: CognitoVerifierOptions): Promise<TokenVerifier> {
  const { userPoolId, clientIds, jwks } = options;
  const verifier = CognitoJwtVerifier.create({ userPoolId, clientId: [...clientIds], tokenUse: 'access' });
  if (jwks) {
    verifier.cacheJwks(jwks);
    return tokenVerifier(async (token) => verifier.verifySync(token));
  }
  await verifier.hydrate();
  return tokenVerifier((token) => verifier.verify(token));
}
