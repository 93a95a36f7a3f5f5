import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const awardStates = [
  'active',
  'payee-needed',
  'reviewing',
  'suspended',
  'transferring',
  'transferred',
  'ending',
  'ended',
  'completed',
] as const;

export type AwardState = (typeof awardStates)[number];

export type AwardEvent =
  | 'suspend'
  | 'review-due'
  | 'account-returned'
  | 'transfer'
  | 'death'
  | 'exit'
  | 'one-off-settled'
  | 'payee-confirmed'
  | 'unchanged'
  | 'changed'
  | 'ineligible'
  | 'unanswered'
  | 'cleared'
  | 'transfer-confirmed'
  | 'transfer-refused'
  | 'transfer-expired'
  | 'heir-confirmed'
  | 'appeal-upheld'
  | 'window-ended';

/** The life of an award (lifecycles.md). */
export const awardLifecycle: Lifecycle<AwardState, AwardEvent> = {
  active: {
    suspend: ['suspended'],
    'review-due': ['reviewing'],
    'account-returned': ['payee-needed'],
    transfer: ['transferring'],
    death: ['ending'],
    exit: ['ending'],
    'one-off-settled': ['completed'],
  },
  'payee-needed': { 'payee-confirmed': ['active'], death: ['ending'] },
  reviewing: {
    unchanged: ['active'],
    changed: ['active'],
    ineligible: ['ending'],
    unanswered: ['suspended'],
    death: ['ending'],
  },
  suspended: { cleared: ['active'], death: ['ending'], exit: ['ending'] },
  transferring: {
    'transfer-confirmed': ['transferred'],
    'transfer-refused': ['active'],
    'transfer-expired': ['active'],
    death: ['ending'],
  },
  transferred: {},
  ending: { 'heir-confirmed': ['ending'], 'appeal-upheld': ['active'], 'window-ended': ['ended'] },
  ended: {},
  completed: {},
};
