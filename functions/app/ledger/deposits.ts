import { type DepositContent, depositContentSchema } from '../../contracts/store/ledger.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { postingDate } from '../../domain/ledger/posting-date.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import { balanceKey, heldFen } from '../../domain/ledger/trial-balance.ts';
import { addFen, type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import type { Fund } from '../../domain/reconciliation/settlement.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import { readDebtor } from '../payments/debtor-accounts.ts';
import type { PayerSettings } from '../payments/policy-payment-terms.ts';
import {
  type Approval,
  createProposals,
  type ProposalAnswer,
  type ProposalDeps,
} from '../proposals/proposals.ts';
import type { Action, Cancelled, Key, Table } from '../store/ports.ts';
import { conditionFailed } from '../store/transact.ts';
import { balancePrefix, readBalances } from './balances.ts';
import { isYearClosed, readClosedThrough } from './closed-books.ts';
import { fundIdOf, parseFundId } from './fund-id.ts';
import { fundingShares } from './funding-shares.ts';
import { balancePk, heldTo, metClosedBooks, postingActions } from './posting-actions.ts';

export interface DepositsDeps extends ProposalDeps {
  readonly policies: PolicyBook;
  readonly payer: Pick<PayerSettings, 'debtor'>;
}

/** Why a deposit cannot be approved as it is. */
export type DepositRefusal =
  | { readonly kind: 'year-closed'; readonly year: number }
  /** The paper was booked already: the same money comes once. */
  | { readonly kind: 'document-used' }
  /** A reversal of more than the fund has beyond what it owes. */
  | { readonly kind: 'fund-short'; readonly shortFen: Fen };

export type ProposeDepositError =
  | KeyReused
  | { readonly kind: 'not-found' }
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export type ProposedDeposit = Pick<DepositContent, 'change' | 'amountFen' | 'receivedOn' | 'document'>;

function documentKey(fund: Fund, change: DepositContent['change'], document: string): Key {
  return { pk: `FUND#${fundIdOf(fund)}`, sk: `${change}#${document}` };
}

/**
 * Money that comes to a fund (a programme's money of a year from one source) on the account that the programme is paid
 * from, and what goes back of it. One person proposes by the paper that came with it, another approves; the approval
 * books it. Its line on the bank's statement is then "booked elsewhere" (settlement.ts).
 */
export function createDeposits(deps: DepositsDeps) {
  const { table, clock, policies, payer } = deps;
  const proposals = createProposals<DepositContent, DepositRefusal>(deps, {
    subjectKind: 'deposit',
    idPrefix: 'deposit',
    read: (content) => depositContentSchema.parse(content),
    approve: ({ proposalId, content }, at) =>
      content.change === 'receipt'
        ? received(deps, proposalId, content, at)
        : reversed(deps, proposalId, content, at),
  });

  return {
    ...proposals,
    propose: async (
      fundId: string,
      deposit: ProposedDeposit,
      actor: Actor,
      idempotency?: IdempotencyKey,
    ): Promise<Result<ProposalAnswer, ProposeDepositError>> => {
      const fund = parseFundId(fundId);
      if (!fund || fundingShares(policies, fund.programme, fund.year)?.has(fund.share) !== true)
        return err({ kind: 'not-found' });
      if (deposit.receivedOn > clock.today())
        return err({ kind: 'invalid-request', errors: [{ pointer: '/receivedOn', code: 'in-the-future' }] });
      const { account } = (await readDebtor(table, fund.programme)) ?? payer.debtor;
      return proposals.propose({ ...deposit, ...fund, bankAccount: account }, actor, idempotency);
    },
  };
}

async function received(
  deps: DepositsDeps,
  proposalId: string,
  content: DepositContent,
  at: string,
): Promise<Result<Approval<DepositRefusal>, DepositRefusal>> {
  const booking = await bookingOf(deps, proposalId, content, at, 'funding-received');
  return ok(approvalOf(deps.table, content, booking));
}

/** What a fund's cash is owed to: payees, to whom what came back is owed as well, and the treasury. */
const owedAccounts = ['L1', 'L2', 'L3', 'L5'] as const;

/** Takes no more than the fund has beyond what it owes, whatever else happens to it meanwhile. */
async function reversed(
  deps: DepositsDeps,
  proposalId: string,
  content: DepositContent,
  at: string,
): Promise<Result<Approval<DepositRefusal>, DepositRefusal>> {
  const { programme, year, share, bankAccount, amountFen } = content;
  const lines = (await readBalances(deps.table, balancePrefix({ year, programme }))).filter(
    (line) => line.programme === programme && line.share === share,
  );
  const cash = lines.filter((line) => line.account === 'A1' && line.bankAccount === bankAccount);
  const owed = lines.filter(({ account }) => owedAccounts.some((one) => one === account));
  const freeFen = subtractFen(addFen(zeroFen, ...cash.map(heldFen)), addFen(zeroFen, ...owed.map(heldFen)));
  if (amountFen > freeFen) return err({ kind: 'fund-short', shortFen: subtractFen(amountFen, freeFen) });
  const booking = await bookingOf(deps, proposalId, content, at, 'funding-reversed');
  const stillOwed = owedAccounts.map((account): Action => {
    const line = owed.find((one) => one.account === account);
    const sk = balanceKey({ account, programme, year, share });
    return {
      check: { pk: balancePk, sk },
      if: line
        ? { attribute: 'netFen', is: '=', value: subtractFen(line.debitFen, line.creditFen) }
        : { exists: false },
    };
  });
  return ok(approvalOf(deps.table, content, [...heldTo(booking, cash), ...stillOwed]));
}

async function bookingOf(
  { table, clock }: DepositsDeps,
  proposalId: string,
  { programme, year, share, amountFen, receivedOn, bankAccount }: DepositContent,
  at: string,
  event: 'funding-received' | 'funding-reversed',
): Promise<readonly Action[]> {
  return postingActions(
    transfersOf({
      cause: `deposit/${proposalId}`,
      event,
      programme,
      year,
      parts: [{ share, amountFen }],
      subject: proposalId,
      bankAccount,
      ...postingDate(receivedOn, clock.today(), await readClosedThrough(table)),
      at,
    }),
  );
}

function approvalOf(
  table: Table,
  content: DepositContent,
  booking: readonly Action[],
): Approval<DepositRefusal> {
  const { change, document } = content;
  const claim: Action = { put: { ...documentKey(content, change, document) }, if: { exists: false } };
  return {
    actions: [claim, ...booking],
    refusal: (actions, cancelled) => refusalOf(table, content.year, claim, actions, cancelled),
  };
}

async function refusalOf(
  table: Table,
  year: number,
  claim: Action,
  actions: readonly Action[],
  cancelled: Cancelled,
): Promise<DepositRefusal | undefined> {
  if (conditionFailed(cancelled.reasons[actions.indexOf(claim)])) return { kind: 'document-used' };
  // A period that was closed meanwhile, or a balance that has moved: it is decided anew.
  const isClosed = metClosedBooks(actions, cancelled) && (await isYearClosed(table, year));
  return isClosed ? { kind: 'year-closed', year } : undefined;
}
