import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const proposalStates = ['proposed', 'approved', 'refused'] as const;

export type ProposalState = (typeof proposalStates)[number];

export const proposalEvents = ['approve', 'refuse'] as const;

export type ProposalEvent = (typeof proposalEvents)[number];

/**
 * What one person proposes and another approves (invariants.md 5): appropriations, deposits, paying accounts. It
 * takes effect in the transaction that approves it.
 */
export const proposalLifecycle: Lifecycle<ProposalState, ProposalEvent> = {
  proposed: { approve: ['approved'], refuse: ['refused'] },
  approved: {},
  refused: {},
};
