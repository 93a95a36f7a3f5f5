import type { Proposal, ProposalAnswer } from '../../../app/proposals/proposals.ts';
import type { UserGrant } from '../../../contracts/store/user-grant.ts';
import { proposalBody } from '../proposal-body.ts';

export function userGrantAnswer({ proposalId, state }: ProposalAnswer) {
  return { grantId: proposalId, status: state };
}

/** A proposed grant as `list-users` answers it: without the blind index of whose number it is. */
export function proposedGrantBody(proposal: Proposal<UserGrant>) {
  const { residentIndex: _residentIndex, ...body } = proposalBody(proposal);
  return { grantId: proposal.proposalId, ...body };
}
