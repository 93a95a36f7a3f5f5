import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const exceptionStates = ['open', 'investigating', 'waiting', 'proposed', 'resolved'] as const;

export type ExceptionState = (typeof exceptionStates)[number];

/** What people do with an exception; the rest comes from the bank and the calendar. */
export const handlingEvents = ['take', 'ask', 'answer', 'propose', 'approve', 'refuse'] as const;

export type ExceptionEvent = (typeof handlingEvents)[number] | 'bank-corrects' | 'overdue';

/** An exception of the reconciliation (lifecycles.md). `approve` is for another person than who proposed. */
export const exceptionLifecycle: Lifecycle<ExceptionState, ExceptionEvent> = {
  open: { take: ['investigating'], 'bank-corrects': ['resolved'] },
  investigating: { ask: ['waiting'], propose: ['proposed'] },
  waiting: { answer: ['investigating'], overdue: ['investigating'] },
  proposed: { approve: ['resolved'], refuse: ['investigating'] },
  resolved: {},
};
