import type { Proposal, ProposalAnswer } from '../../../app/proposals/proposals.ts';
import type { PublicationContent } from '../../../contracts/store/publication.ts';
import { proposalBody } from '../proposal-body.ts';

export function publicationAnswer({ proposalId, state }: ProposalAnswer) {
  return { publicationId: proposalId, status: state };
}

/** A publication as `list-publications` answers it. */
export function publicationBody(proposal: Proposal<PublicationContent>) {
  return { publicationId: proposal.proposalId, ...proposalBody(proposal) };
}
