import { cognitoVerifier } from '../../adapters/identity/cognito-verifier.ts';
import type { TokenVerifier } from '../../app/access/ports.ts';
import { err } from '../../domain/result/result.ts';
import { setting } from './setting.ts';

const options = { userPoolId: setting('USER_POOL_ID'), clientIds: setting('CLIENT_IDS').split(',') };

let opened: Promise<TokenVerifier> | undefined;

/**
 * The pool's keys are fetched for the first token: a start does not wait for them, and who comes without a token is
 * served while they are away.
 */
export const verifier: TokenVerifier = {
  async verify(authorization) {
    if (authorization === undefined || authorization === '') return err('missing');
    opened ??= cognitoVerifier(options);
    try {
      return await (await opened).verify(authorization);
    } catch (error) {
      opened = undefined;
      throw error;
    }
  },
};
