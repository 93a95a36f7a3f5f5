import type { Proposal } from '../../app/proposals/proposals.ts';

/** What every route of proposals tells of one, beside its id under the name of its kind. */
export function proposalBody<Content>({
  proposalId: _proposalId,
  state,
  content,
  version: _version,
  auditHash: _auditHash,
  ...decision
}: Proposal<Content>) {
  return { status: state, ...content, ...decision };
}
