import type { Account, Payee } from '../../contracts/claims/claim.ts';
import { proposedPayeeSchema } from '../../contracts/store/sealed-records.ts';
import { accountSchema } from '../../contracts/claims/claim.ts';
import { type Result, ok } from '../../domain/result/result.ts';
import { maskedName } from '../../domain/review/masked-name.ts';
import { payeeConfirmers, type Role } from '../../domain/review/role.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readClaimHead } from '../claims/claim-head.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { type CameBack, readCameBack } from '../payments/came-back.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { type AwardHead, awardPart, pendingUntil } from './award-head.ts';
import { openPayee } from './open-payee.ts';
import { findPermittedAward } from './permitted-award.ts';

/** An account, or a payee, as far as who asks has to see it. */
export interface ShownAccount {
  readonly holder: string;
  readonly bank: string;
  /** Whole for who confirms it, the last four digits for everybody else. */
  readonly number: string;
}

export interface ShownPayee {
  readonly name: string;
  readonly relation: Payee['relation'];
}

export interface AwardView {
  readonly head: AwardHead;
  /** Of the claim it came from. */
  readonly reference: string;
  readonly account?: ShownAccount;
  readonly payee?: ShownPayee;
  /** Payments that the bank sent back or would not make: for staff alone. */
  readonly cameBack?: readonly CameBack[];
  /** A change that waits for a second person. */
  readonly pending?: {
    readonly kind: 'account' | 'payee';
    readonly proposedAt: string;
    readonly confirmableFrom: CalendarDate;
    /** What a confirmation names. */
    readonly payloadHash: string;
    readonly account: ShownAccount;
    readonly payee?: ShownPayee;
  };
}

/** Who compares a proposed account with the passbook before them sees it whole. */
const confirming: ReadonlySet<Role> = new Set(payeeConfirmers);

export interface ReadAwardInput {
  readonly awardId: string;
  readonly permitFor: PermitFor;
}

/** An award, with where it is paid; names and numbers are masked but for a proposal, for those who may confirm it. */
export function createReadAward(deps: {
  readonly table: Table;
  readonly envelopes: Envelopes;
}): (input: ReadAwardInput) => Promise<Result<AwardView, FindClaimProblem>> {
  const { table, envelopes } = deps;
  return async ({ awardId, permitFor }) => {
    const found = await findPermittedAward(table, awardId, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    const claim = await readClaimHead(table, head.claimId);
    if (!claim) throw new Error(`award ${awardId} has no claim`);
    const [account, payee, cameBack] = await Promise.all([
      openPart(table, envelopes, awardPart(awardId, 'payee')),
      openPayee(deps, head),
      permit.actor.kind === 'staff' ? readCameBack(table, awardId) : undefined,
    ]);
    const isWhole = permit.roles.some((role) => confirming.has(role));
    const pending = head.pending && (await shownProposal(deps, head, head.pending, isWhole));
    return ok({
      head,
      reference: claim.reference,
      ...(cameBack ? { cameBack } : {}),
      ...(account === undefined ? {} : { account: shownAccount(accountSchema.parse(account), false) }),
      ...(payee === undefined ? {} : { payee: shownPayee(payee, false) }),
      ...(pending ? { pending } : {}),
    });
  };
}

async function shownProposal(
  { table, envelopes }: { readonly table: Table; readonly envelopes: Envelopes },
  head: AwardHead,
  pending: NonNullable<AwardHead['pending']>,
  isWhole: boolean,
): Promise<AwardView['pending']> {
  const part = await openPart(table, envelopes, awardPart(head.awardId, 'proposed'));
  // Decided between the two reads: nothing waits any more.
  if (part === undefined) return undefined;
  const { account, payee } = proposedPayeeSchema.parse(part);
  return {
    kind: pending.kind,
    proposedAt: pending.proposedAt,
    confirmableFrom: pendingUntil(head, pending),
    payloadHash: pending.commitment,
    account: shownAccount(account, isWhole),
    ...(payee ? { payee: shownPayee(payee, isWhole) } : {}),
  };
}

function shownAccount({ holder, bank, number }: Account, isWhole: boolean): ShownAccount {
  return isWhole
    ? { holder, bank, number }
    : { holder: maskedName(holder), bank, number: `…${number.slice(-4)}` };
}

function shownPayee({ name, relation }: Payee, isWhole: boolean): ShownPayee {
  return { name: isWhole ? name : maskedName(name), relation };
}
