import type { AppropriationContent } from '../../../contracts/store/ledger.ts';
import type { Proposal, ProposalAnswer } from '../../../app/proposals/proposals.ts';
import { proposalBody } from '../proposal-body.ts';

export function appropriationAnswer({ proposalId, state }: ProposalAnswer) {
  return { appropriationId: proposalId, status: state };
}

/** An appropriation as `list-appropriations` answers it. */
export function appropriationBody(proposal: Proposal<AppropriationContent>) {
  return { appropriationId: proposal.proposalId, ...proposalBody(proposal) };
}
