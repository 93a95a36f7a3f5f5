import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const paymentStates = [
  'planned',
  'held',
  'released',
  'sent',
  'unknown',
  'accepted',
  'settled',
  'disputed',
  'returned',
  'rejected',
  'replaced',
  'closed',
  'cancelled',
] as const;

export type PaymentState = (typeof paymentStates)[number];

export type PaymentEvent =
  | 'hold'
  | 'clear'
  | 'release'
  | 'entitlement-cancelled'
  | 'run-voided'
  | 'send'
  | 'timeout'
  | 'accept'
  | 'settle'
  | 'reject'
  | 'amount-differs'
  | 'silence'
  | 'bank-has-it'
  | 'bank-has-it-not'
  | 'return'
  | 'window-ended'
  | 'corrected'
  | 'reissue-released';

/**
 * One payment instruction (lifecycles.md). A payment whose run is cancelled is planned again with its id. Most
 * never have a state of their own: they are where their run and chunk are, and only deviations are written.
 */
export const paymentLifecycle: Lifecycle<PaymentState, PaymentEvent> = {
  planned: { hold: ['held'], release: ['released'], 'entitlement-cancelled': ['cancelled'] },
  held: { clear: ['planned'], 'entitlement-cancelled': ['cancelled'] },
  released: { 'run-voided': ['planned'], send: ['sent'], timeout: ['unknown'] },
  sent: {
    accept: ['accepted'],
    settle: ['settled'],
    reject: ['rejected'],
    'amount-differs': ['disputed'],
    silence: ['unknown'],
  },
  unknown: {
    'bank-has-it': ['sent'],
    'bank-has-it-not': ['released'],
    settle: ['settled'],
    reject: ['rejected'],
  },
  accepted: {
    settle: ['settled'],
    reject: ['rejected'],
    'amount-differs': ['disputed'],
    silence: ['unknown'],
  },
  settled: { return: ['returned'], 'window-ended': ['closed'] },
  disputed: { corrected: ['settled'], return: ['returned'] },
  returned: { 'reissue-released': ['replaced'], 'entitlement-cancelled': ['cancelled'] },
  rejected: { 'reissue-released': ['replaced'], 'entitlement-cancelled': ['cancelled'] },
  replaced: {},
  closed: {},
  cancelled: {},
};

/** Whether the money has arrived, for all that the bank has said. */
export function isWithPayee(state: PaymentState): boolean {
  return state === 'settled' || state === 'closed';
}
