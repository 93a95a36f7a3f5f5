import { fundIdOf } from '../../../app/ledger/fund-id.ts';
import type { Proposal, ProposalAnswer } from '../../../app/proposals/proposals.ts';
import type { DepositContent } from '../../../contracts/store/ledger.ts';

export function depositAnswer({ proposalId, state }: ProposalAnswer) {
  return { depositId: proposalId, status: state };
}

/** A deposit as `list-deposits` answers it. */
export function depositBody({
  proposalId,
  state,
  content,
  version: _version,
  auditHash: _auditHash,
  ...decision
}: Proposal<DepositContent>) {
  return { depositId: proposalId, fundId: fundIdOf(content), status: state, ...content, ...decision };
}
