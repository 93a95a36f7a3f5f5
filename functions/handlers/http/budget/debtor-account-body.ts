import type { CurrentDebtorAccount, DebtorAccount } from '../../../contracts/store/debtor-account.ts';
import type { Proposal, ProposalAnswer } from '../../../app/proposals/proposals.ts';
import { proposalBody } from '../proposal-body.ts';

export function debtorAccountAnswer({ proposalId, state }: ProposalAnswer) {
  return { debtorAccountId: proposalId, status: state };
}

/** A paying account in force, as `list-debtor-accounts` answers it. */
export function currentAccountBody({ proposalId, ...account }: CurrentDebtorAccount) {
  return { debtorAccountId: proposalId, ...account };
}

/** A proposed one. */
export function proposedAccountBody(proposal: Proposal<DebtorAccount>) {
  return { debtorAccountId: proposal.proposalId, ...proposalBody(proposal) };
}
