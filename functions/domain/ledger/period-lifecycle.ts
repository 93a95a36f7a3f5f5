import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const periodStates = ['open', 'proposed', 'closing', 'closed'] as const;

export type PeriodState = (typeof periodStates)[number];

/** What people say to the close of a period. */
export const closeEvents = ['propose', 'approve', 'refuse'] as const;

export type CloseEvent = (typeof closeEvents)[number];

export type PeriodEvent = CloseEvent | 'year-closed';

/**
 * An accounting period (docs/adr/0015-closed-books.md). `approve` is for another person than who proposed. A year's
 * closing entries take several transactions: it is closing until they are all made. Nothing is opened again.
 */
export const periodLifecycle: Lifecycle<PeriodState, PeriodEvent> = {
  open: { propose: ['proposed'] },
  proposed: { approve: ['closing', 'closed'], refuse: ['open'] },
  closing: { 'year-closed': ['closed'] },
  closed: {},
};
