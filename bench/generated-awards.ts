import { createHash } from 'node:crypto';
import type {
  AwardForRoll,
  AwardsForRoll,
  PayableDecision,
  PayeeAccount,
} from '../functions/app/awards/ports.ts';
import type { WhomToTell } from '../functions/app/awards/whom-to-tell.ts';
import type { Fen } from '../functions/domain/money/fen.ts';

const pageSize = 500;
const prefix = 'award-';
const idLength = 26;

/**
 * Any number of awards, each made anew from its number whenever it is asked for, so that a million of them weigh
 * nothing: the memory that a benchmark measures is the program's own. Ids and hashes are as long as real ones.
 */
export function generatedAwards(count: number, programme: string, amountFen: Fen): AwardsForRoll {
  const idOf = (index: number): string => `${prefix}${String(index).padStart(idLength, '0')}`;
  const indexOf = (awardId: string): number => Number(awardId.slice(prefix.length));
  const hashOf = (what: string): string => createHash('sha256').update(what).digest('hex');

  return {
    list(_programme, _period, cursor = '0') {
      const from = Number(cursor);
      const to = Math.min(from + pageSize, count);
      const items = Array.from({ length: to - from }, (_, at) => idOf(from + at));
      return Promise.resolve({ items, ...(to < count ? { cursor: String(to) } : {}) });
    },
    read: (awardIds) =>
      Promise.resolve(
        awardIds.map((awardId): AwardForRoll => ({
          awardId,
          programme,
          personIndex: hashOf(`person/${awardId}`),
          areaCode: '320602001001',
          state: 'active',
          claimId: awardId.replace(prefix, 'claim-'),
          participants: ['village.reviewer', 'street.reviewer', 'district.approver'],
          payee: { accountIndex: hashOf(`account/${awardId}`), accountVersion: 1 },
        })),
      ),
    decide: ({ awardId }) =>
      Promise.resolve<PayableDecision>({
        outcome: 'due',
        components: [{ component: 'base', amountFen }],
        decisionHash: hashOf(`decision/${awardId}`),
      }),
    payeeAccount: (awardId) =>
      Promise.resolve<PayeeAccount>({
        holder: '周军宝',
        bank: 'DEMOCNSH',
        // Clear of the demo accounts that go wrong on purpose, which their last digits tell.
        number: `9908${String(indexOf(awardId)).padStart(8, '0')}000000`,
      }),
  };
}

/** Made up awards have no claim behind them, and so nobody who is told once they are paid. */
export const nobodyToTell: WhomToTell = (paid) => Promise.resolve(paid.map(() => undefined));
