import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const cancellationStates = ['proposed', 'refused', 'approved'] as const;

export type CancellationState = (typeof cancellationStates)[number];

export const cancellationEvents = ['propose', 'approve', 'refuse'] as const;

export type CancellationEvent = (typeof cancellationEvents)[number];

/** The word of two people that a payment is not owed any more: `approve` is for another than who proposed. */
export const cancellationLifecycle: Lifecycle<CancellationState, CancellationEvent> = {
  proposed: { approve: ['approved'], refuse: ['refused'] },
  refused: { propose: ['proposed'] },
  approved: {},
};
