import type { Account } from '../../contracts/claims/claim.ts';
import type { Keyed } from '../ports/secrets.ts';

/** An account as a blind index: two claims with the same account have the same. */
export function accountIndexOf(keyed: Keyed, { bank, number }: Account): string {
  return keyed.blindIndex('account', `${bank}/${number}`);
}
