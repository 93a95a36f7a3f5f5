import type { LeftOutAward } from '../../contracts/store/payment-run.ts';
import type { ChangedPayee, RollChanges, RollVariance } from '../../contracts/store/roll-changes.ts';
import { addFen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { AwardForRoll } from '../awards/ports.ts';
import { isOfAnotherRun } from '../../domain/payments/left-out.ts';
import type { RollChange } from '../../domain/payments/roll-change.ts';
import type { Table } from '../store/ports.ts';
import type { DuePayment } from './decide-roll.ts';
import { type EarlierPayment, earlierPayments, type Payee } from './last-period.ts';

const none = { count: 0, differenceFen: zeroFen };

export const noChanges: RollChanges = { account: none, amount: none, gone: none, new: none };

export interface ComparedRoll {
  /** Those who differ; who is paid as last time is not among them. */
  readonly changed: readonly ChangedPayee[];
  readonly variance: RollVariance;
}

const nobody: ComparedRoll = {
  changed: [],
  variance: { last: { count: 0, fen: zeroFen }, changes: noChanges },
};

/**
 * Compares a part of a roll with what an earlier period's runs instructed for the same people.
 * Who is paid for this period by another run is not compared.
 * @param last nothing is compared when there is none; `component` is what an award of the programme pays, for whom
 *   this roll leaves out
 */
export async function compareRoll(
  table: Table,
  last: { readonly programme: string; readonly period: string | undefined; readonly component: string },
  roll: {
    readonly payments: readonly Pick<DuePayment, 'awardId' | 'component' | 'amountFen' | 'accountVersion'>[];
    readonly leftOut: readonly LeftOutAward[];
  },
  awards: readonly Pick<AwardForRoll, 'awardId' | 'personIndex'>[],
): Promise<ComparedRoll> {
  const { programme, period } = last;
  if (period === undefined) return nobody;
  const persons = new Map(awards.map(({ awardId, personIndex }) => [awardId, personIndex]));
  const payeeOf = (awardId: string, component: string): Payee => ({
    awardId,
    component,
    personIndex: persons.get(awardId) ?? '',
  });
  const paid = new Set(roll.payments.map(({ awardId }) => awardId));
  // Who is on the roll twice is left out once and paid once.
  const missing = new Map(
    roll.leftOut
      .filter(({ awardId, reason }) => !paid.has(awardId) && !isOfAnotherRun(reason))
      .map((one) => [one.awardId, one.reason]),
  );
  const payees = [
    ...roll.payments.map(({ awardId, component }) => payeeOf(awardId, component)),
    ...[...missing.keys()].map((awardId) => payeeOf(awardId, last.component)),
  ];
  const earlier = await earlierPayments(table, programme, period)(payees);
  const changed = payees.flatMap(({ awardId, component }, at): ChangedPayee[] => {
    const now = roll.payments[at];
    const then = earlier[at];
    const changes = changesOf(now, then);
    const leftOut = now ? undefined : missing.get(awardId);
    if (changes.length === 0) return [];
    return [
      {
        awardId,
        component,
        changes: [...changes],
        ...(now ? { amountFen: now.amountFen, accountVersion: now.accountVersion } : {}),
        ...(then ? { lastFen: then.amountFen } : {}),
        ...(leftOut === undefined ? {} : { leftOut }),
      },
    ];
  });
  const lastAmounts = earlier.flatMap((then) => (then ? [then.amountFen] : []));
  return {
    changed,
    variance: {
      last: { count: lastAmounts.length, fen: addFen(...lastAmounts) },
      changes: changesByKind(changed),
    },
  };
}

function changesOf(
  now: Pick<DuePayment, 'amountFen' | 'accountVersion'> | undefined,
  then: EarlierPayment | undefined,
): readonly RollChange[] {
  if (!now) return then ? ['gone'] : [];
  if (!then) return ['new'];
  return [
    ...(now.amountFen === then.amountFen ? [] : (['amount'] as const)),
    ...(now.accountVersion === then.accountVersion ? [] : (['account'] as const)),
  ];
}

function changesByKind(changed: readonly ChangedPayee[]): RollChanges {
  return changed.reduce((totals, { changes, amountFen = zeroFen, lastFen = zeroFen }) => {
    const differenceFen = subtractFen(amountFen, lastFen);
    const mine = changes.map((change): [RollChange, RollChanges[RollChange]] => [
      change,
      // A change of the account alone moves no money; one that comes with another amount is counted there.
      { count: 1, differenceFen: change === 'account' ? zeroFen : differenceFen },
    ]);
    return addChanges(totals, { ...noChanges, ...Object.fromEntries(mine) });
  }, noChanges);
}

export function addChanges(one: RollChanges, other: RollChanges): RollChanges {
  const add = (change: RollChange) => ({
    count: one[change].count + other[change].count,
    differenceFen: addFen(one[change].differenceFen, other[change].differenceFen),
  });
  return { account: add('account'), amount: add('amount'), gone: add('gone'), new: add('new') };
}

export function addVariances(variances: readonly RollVariance[]): RollVariance {
  return {
    last: {
      count: variances.reduce((sum, { last }) => sum + last.count, 0),
      fen: addFen(...variances.map(({ last }) => last.fen)),
    },
    changes: variances.map(({ changes }) => changes).reduce(addChanges, noChanges),
  };
}
