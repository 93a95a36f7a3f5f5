import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const recoveryStates = [
  'assessed',
  'notified',
  'stayed',
  'recovering',
  'paused',
  'recovered',
  'written-off',
  'cancelled',
] as const;

export type RecoveryState = (typeof recoveryStates)[number];

const recoveryEvents = [
  'notify',
  'waive',
  'appeal',
  'window-ended',
  'agree',
  'dismiss',
  'uphold',
  'paid',
  'hardship',
  'write-off',
  'review',
] as const;

export type RecoveryEvent = (typeof recoveryEvents)[number];

/** What its audit tells of a receivable: what moves it, and what is noted while its state stays. */
export const receivableEvents = [
  'assess',
  ...recoveryEvents,
  'kept-back',
  'instalment',
  'waive-proposed',
  'waive-refused',
  'write-off-proposed',
  'write-off-refused',
] as const;

export type ReceivableEvent = (typeof receivableEvents)[number];

/**
 * The recovery of an overpayment (lifecycles.md). `notify` is for another person than who assessed it; `write-off`,
 * and `waive` of what is booked, are for two. An instalment that leaves something owed changes no state.
 */
export const recoveryLifecycle: Lifecycle<RecoveryState, RecoveryEvent> = {
  assessed: { notify: ['notified'], waive: ['cancelled'] },
  notified: { appeal: ['stayed'], 'window-ended': ['recovering'], agree: ['recovering'] },
  stayed: { dismiss: ['recovering'], uphold: ['cancelled'] },
  recovering: { paid: ['recovered'], hardship: ['paused'], 'write-off': ['written-off'] },
  paused: { review: ['recovering'], waive: ['cancelled'] },
  recovered: {},
  'written-off': {},
  cancelled: {},
};
