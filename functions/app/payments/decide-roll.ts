import { payeeFits } from '../../contracts/bank/payee-fits.ts';
import type { LeftOutAward } from '../../contracts/store/payment-run.ts';
import { isBeyond } from '../../domain/awards/ending.ts';
import type { Fen } from '../../domain/money/fen.ts';
import type { LeftOutReason } from '../../domain/payments/left-out.ts';
import type { LastDeath } from '../../domain/receivables/instalment.ts';
import { paymentIdOf } from '../../domain/payments/payment-id.ts';
import { parsePeriod } from '../../domain/time/period.ts';
import type { PaymentTermsOfPeriod } from './ports.ts';
import type { AwardForRoll, AwardsForRoll, PayableDecision, PayeeAccount } from '../awards/ports.ts';
import type { Correction } from './corrections.ts';

export interface RollOptions {
  readonly programme: string;
  readonly period: string;
  /** The registers did not answer, in time and again: who cannot be decided waits for the next run. */
  readonly giveUp: boolean;
  /** Whether the decision records are kept: a preview writes nothing. */
  readonly keep: boolean;
  /** The bank's file that payees must fit into, and the year whose money it is. */
  readonly terms: Pick<PaymentTermsOfPeriod, 'files' | 'debtor' | 'year'>;
}

/** A payment that is due, before it is known whether a run can hold it. */
export interface DuePayment {
  readonly paymentId: string;
  readonly awardId: string;
  readonly component: string;
  readonly amountFen: Fen;
  readonly accountVersion: number;
  readonly decisionHash: string;
  readonly participants: readonly string[];
  /** Of the award. */
  readonly areaCode: string;
  readonly lastDeath?: LastDeath;
}

/** What some awards of a roll come to. Who is due a payment, at its place, and who is not, and why. */
export interface RollDraft {
  readonly payments: readonly DuePayment[];
  readonly leftOut: readonly LeftOutAward[];
}

// Awards decided at once: each reads registers or the store.
const decidedAtOnce = 50;

/**
 * Decides awards for a roll: the one way to it, for the run that is built and for its preview.
 * @param corrections what is still owed of earlier payments to these awards
 * @throws an error named RegisterUnavailable unless `giveUp`
 */
export async function decideRoll(
  awards: Pick<AwardsForRoll, 'decide' | 'payeeAccount'>,
  awardsOfRoll: readonly AwardForRoll[],
  options: RollOptions,
  corrections: readonly Correction[],
): Promise<RollDraft> {
  const decided: (readonly DuePayment[] | LeftOutAward)[] = [];
  for (let from = 0; from < awardsOfRoll.length; from += decidedAtOnce) {
    const group = awardsOfRoll.slice(from, from + decidedAtOnce);
    decided.push(...(await Promise.all(group.map((award) => decideAward(awards, award, options)))));
  }
  const byId = new Map(awardsOfRoll.map((award) => [award.awardId, award]));
  for (const correction of corrections) {
    const award = byId.get(correction.awardId);
    if (award) decided.push(await decideCorrection(awards, award, correction, options));
  }
  return draftOf(decided);
}

const payable = new Set(['active', 'reviewing', 'payee-needed', 'transferring', 'ending']);

async function decideAward(
  awards: Pick<AwardsForRoll, 'decide' | 'payeeAccount'>,
  award: AwardForRoll,
  options: RollOptions,
): Promise<readonly DuePayment[] | LeftOutAward> {
  const { programme, period, terms } = options;
  const { awardId, personIndex, committedThrough = terms.year, participants = [] } = award;
  const leftOut = (reason: LeftOutReason, codes: readonly string[] = []): LeftOutAward => ({
    awardId,
    reason,
    codes: [...codes],
  });
  const parsed = parsePeriod(period);
  const isOver = parsed !== undefined && isBeyond(parsed, award.endedOn);
  if (isOver || !payable.has(award.state)) return leftOut('award-not-payable', [award.state]);
  const decision = await decide(awards, award, options);
  if (decision.outcome !== 'due') return leftOut(decision.outcome, decision.codes);
  if (committedThrough < terms.year) return leftOut('unfunded', [String(terms.year)]);
  const components = decision.components.filter(({ amountFen }) => amountFen > 0);
  if (components.length === 0) return leftOut('not-due');
  const account = await usableAccount(awards, award, options);
  if (typeof account === 'string') return leftOut(account);
  return components.map(({ component, amountFen }) => ({
    paymentId: paymentIdOf({ programme, period, personIndex, component }),
    awardId,
    component,
    amountFen,
    ...account,
    decisionHash: decision.decisionHash,
    participants,
    areaCode: award.areaCode,
    ...(decision.lastDeath === undefined ? {} : { lastDeath: decision.lastDeath }),
  }));
}

/**
 * What is still owed of a payment that came back late, or was paid short: decided already, and owed whatever has become
 * of the award, unless it is suspended.
 */
async function decideCorrection(
  awards: Pick<AwardsForRoll, 'payeeAccount'>,
  award: AwardForRoll,
  { paymentId, component, amountFen, decisionHash }: Correction,
  options: RollOptions,
): Promise<readonly DuePayment[] | LeftOutAward> {
  const { awardId, state, areaCode, participants = [] } = award;
  if (state === 'suspended') return { awardId, reason: 'award-not-payable', codes: [state] };
  const account = await usableAccount(awards, award, options);
  if (typeof account === 'string') return { awardId, reason: account, codes: [] };
  // It pays what was owed before; the registers were not asked again.
  const lastDeath = 'unknown';
  return [
    { paymentId, awardId, component, amountFen, ...account, decisionHash, participants, areaCode, lastDeath },
  ];
}

/** The account that an award is paid to, or why it cannot be. */
async function usableAccount(
  awards: Pick<AwardsForRoll, 'payeeAccount'>,
  { awardId, state, payee }: AwardForRoll,
  options: RollOptions,
): Promise<{ readonly accountVersion: number } | 'no-account' | 'account-unusable'> {
  if (!payee || state === 'payee-needed') return 'no-account';
  const { accountVersion } = payee;
  return isUsable(await awards.payeeAccount(awardId), options) ? { accountVersion } : 'account-unusable';
}

async function decide(
  awards: Pick<AwardsForRoll, 'decide'>,
  award: AwardForRoll,
  { period, giveUp, keep }: RollOptions,
): Promise<PayableDecision> {
  try {
    return await awards.decide(award, period, { keep });
  } catch (error) {
    if (!giveUp || !(error instanceof Error) || error.name !== 'RegisterUnavailable') throw error;
    return { outcome: 'unknown', codes: ['register-unavailable'], decisionHash: '' };
  }
}

function isUsable({ holder, bank, number }: PayeeAccount, { terms }: RollOptions): boolean {
  const payee = { name: holder, account: number, bankId: bank };
  return payeeFits(terms.files.format, payee, terms.debtor.bankId);
}

function draftOf(decided: readonly (readonly DuePayment[] | LeftOutAward)[]): RollDraft {
  const leftOut: LeftOutAward[] = [];
  const due = new Map<string, DuePayment>();
  for (const outcome of decided) {
    if (!isDue(outcome)) {
      leftOut.push(outcome);
      continue;
    }
    for (const payment of outcome) {
      const { paymentId, awardId } = payment;
      if (due.has(paymentId)) leftOut.push({ awardId, paymentId, reason: 'twice-on-roll', codes: [] });
      else due.set(paymentId, payment);
    }
  }
  return { payments: [...due.values()], leftOut };
}

function isDue(outcome: readonly DuePayment[] | LeftOutAward): outcome is readonly DuePayment[] {
  return Array.isArray(outcome);
}
