import { fundIdOf } from '../../../app/ledger/fund-id.ts';
import type { Proposal, ProposalAnswer } from '../../../app/proposals/proposals.ts';
import type { DepositContent } from '../../../contracts/store/ledger.ts';
import { proposalBody } from '../proposal-body.ts';

export function depositAnswer({ proposalId, state }: ProposalAnswer) {
  return { depositId: proposalId, status: state };
}

/** A deposit as `list-deposits` answers it. */
export function depositBody(proposal: Proposal<DepositContent>) {
  return { depositId: proposal.proposalId, fundId: fundIdOf(proposal.content), ...proposalBody(proposal) };
}
