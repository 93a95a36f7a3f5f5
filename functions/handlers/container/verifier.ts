import { cognitoVerifier } from '../../adapters/identity/cognito-verifier.ts';
import type { TokenVerifier } from '../../app/access/ports.ts';
import { setting } from './setting.ts';

const options = { userPoolId: setting('USER_POOL_ID'), clientIds: setting('CLIENT_IDS').split(',') };

let opened: Promise<TokenVerifier> | undefined;

/** The pool's keys are fetched for the first token; a start does not wait for them, nor fail when they are away. */
export const verifier: TokenVerifier = {
  async verify(authorization) {
    opened ??= cognitoVerifier(options);
    try {
      return await (await opened).verify(authorization);
    } catch (error) {
      opened = undefined;
      throw error;
    }
  },
};
