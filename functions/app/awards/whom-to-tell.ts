import { readClaimHeads } from '../claims/claim-head.ts';
import type { Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { awardKey, parseAwardHead } from './award-head.ts';

/** A payment of an award, and the account that it went to. */
export interface PaidAward {
  readonly awardId: string;
  readonly accountVersion: number;
}

/** Whom a notice about a payment is for, and the one thing that it says of what it is about. */
export interface Told {
  /** As notices name it: 0 for whoever made the claim. */
  readonly payeeVersion: number;
  readonly reference: string;
}

/**
 * Whom to tell of payments, in their order. Nobody of one that went out before another payee came: who is paid now
 * did not get it.
 */
export type WhomToTell = (paid: readonly PaidAward[]) => Promise<readonly (Told | undefined)[]>;

export function createWhomToTell(table: Table): WhomToTell {
  return async (paid) => {
    const awardItems = await readMany(
      table,
      paid.map(({ awardId }) => awardKey(awardId)),
    );
    const awards = awardItems.map((item, at) => {
      if (!item) throw new Error(`no award ${String(paid[at]?.awardId)}`);
      return parseAwardHead(item);
    });
    const claims = await readClaimHeads(
      table,
      awards.map(({ claimId }) => claimId),
    );
    return paid.map(({ accountVersion }, at) => {
      const [award, claim] = [awards[at], claims[at]];
      if (!award || !claim) throw new Error(`award ${String(award?.awardId)} has no claim`);
      const { payeeVersion = 0 } = award;
      return accountVersion < payeeVersion ? undefined : { payeeVersion, reference: claim.reference };
    });
  };
}
