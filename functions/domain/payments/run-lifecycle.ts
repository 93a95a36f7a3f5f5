import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const runStates = [
  'building',
  'prepared',
  'released',
  'filed',
  'unknown',
  'sent',
  'settling',
  'reconciled',
  'rejected',
  'cancelled',
  'closed',
] as const;

export type RunState = (typeof runStates)[number];

export type RunEvent =
  | 'built'
  | 'fault'
  | 'release'
  | 'send-back'
  | 'payee-changed'
  | 'stale'
  | 'cancel'
  | 'filed'
  | 'ack'
  | 'timeout'
  | 'bank-has-it'
  | 'bank-has-it-not'
  | 'silence'
  | 'result'
  | 'group-rejected'
  | 'all-matched'
  | 'late-return'
  | 'window-ended';

/** Payment run (lifecycles.md). */
export const runLifecycle: Lifecycle<RunState, RunEvent> = {
  building: { built: ['prepared'], fault: ['building'], cancel: ['cancelled'] },
  prepared: {
    release: ['released'],
    'send-back': ['building'],
    'payee-changed': ['building'],
    stale: ['building'],
    cancel: ['cancelled'],
  },
  released: { filed: ['filed'], 'payee-changed': ['building'], cancel: ['cancelled'] },
  filed: { ack: ['sent'], timeout: ['unknown'], cancel: ['cancelled'] },
  unknown: { 'bank-has-it': ['sent'], 'bank-has-it-not': ['filed'], silence: ['unknown'] },
  sent: { result: ['settling'], 'group-rejected': ['rejected'] },
  settling: { 'all-matched': ['reconciled'] },
  reconciled: { 'late-return': ['settling'], 'window-ended': ['closed'] },
  rejected: {},
  cancelled: {},
  closed: {},
};

/** States before anything was handed to the bank: the run still holds its payments for itself. */
export function isOpen(state: RunState): boolean {
  return ['building', 'prepared', 'released', 'filed', 'unknown'].includes(state);
}

/** States of a run that the bank has. */
export function isWithBank(state: RunState): boolean {
  return ['filed', 'unknown', 'sent', 'settling', 'reconciled'].includes(state);
}
