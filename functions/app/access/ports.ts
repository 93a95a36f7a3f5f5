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

/** What is remembered of a sign-in while the browser is at the identity provider. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** A sign-in that was completed: whose, and the tokens that the pages keep sealed. */
export interface SignedIn {
  readonly userId: string;
  readonly accessToken: string;
  readonly idToken: string;
}

/** Sign-in of people at the identity provider, by authorization code with PKCE. */
export interface SignIn {
  /** Where to send the browser, and what to remember until it comes back. */
  begin(): Promise<BegunSignIn & { readonly to: string }>;
  /**
   * Exchanges the code that the browser brings back.
   * @param query of the address it came back to
   * @returns undefined when the provider refused, or the answer belongs to no sign-in of this browser
   * @throws when the provider cannot be reached
   */
  complete(query: URLSearchParams, begun: BegunSignIn): Promise<SignedIn | undefined>;
  /** Where the browser goes to end the provider's own session as well. */
  endAt(idToken: string): Promise<string>;
}
