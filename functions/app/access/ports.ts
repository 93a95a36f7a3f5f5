import type { Result } from '../../domain/result/result.ts';

/** Why an `Authorization` header names nobody. */
export type TokenRefusal = 'missing' | 'invalid' | 'expired';

/** Checks access tokens: Cognito's there, the embedded provider's here. */
export interface TokenVerifier {
  /**
   * @param authorization the header as it came, `Bearer …`
   * @returns whom the token stands for. What they may do is not in it (see `users.ts`)
   * @throws when the provider's keys cannot be had: that is an outage, not a bad token
   */
  verify(authorization: string | undefined): Promise<Result<{ readonly sub: string }, TokenRefusal>>;
}
