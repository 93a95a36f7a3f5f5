import type { AppropriationContent } from '../../../contracts/store/ledger.ts';
import type { Proposal, ProposalAnswer } from '../../../app/proposals/proposals.ts';

export function appropriationAnswer({ proposalId, state }: ProposalAnswer) {
  return { appropriationId: proposalId, status: state };
}

/** An appropriation as `list-appropriations` answers it. */
export function appropriationBody({
  proposalId,
  state,
  content,
  version: _version,
  auditHash: _auditHash,
  ...decision
}: Proposal<AppropriationContent>) {
  return { appropriationId: proposalId, status: state, ...content, ...decision };
}
