import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const exceptionStates = ['open', 'investigating', 'waiting', 'proposed', 'resolved'] as const;

export type ExceptionState = (typeof exceptionStates)[number];

export type ExceptionEvent =
  'take' | 'bank-corrects' | 'ask' | 'propose' | 'answer' | 'overdue' | 'approve' | 'refuse';

/** An exception of the reconciliation (lifecycles.md). `approve` is for another person than who proposed. */
export const exceptionLifecycle: Lifecycle<ExceptionState, ExceptionEvent> = {
  open: { take: ['investigating'], 'bank-corrects': ['resolved'] },
  investigating: { ask: ['waiting'], propose: ['proposed'] },
  waiting: { answer: ['investigating'], overdue: ['investigating'] },
  proposed: { approve: ['resolved'], refuse: ['investigating'] },
  resolved: {},
};
