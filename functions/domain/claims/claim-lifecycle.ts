import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const claimStates = [
  'submitted',
  'verifying',
  'manual',
  'awaiting-applicant',
  'review',
  'posting',
  'objected',
  'proposed-rejection',
  'awaiting-funds',
  'awarded',
  'rejected',
  'withdrawn',
  'duplicate',
  'closed',
] as const;

export type ClaimState = (typeof claimStates)[number];

export type ClaimEvent =
  | 'verify'
  | 'duplicate'
  | 'withdraw'
  | 'met'
  | 'failed'
  | 'unknown'
  | 'findings-met'
  | 'findings-failed'
  | 'ask'
  | 'register-back'
  | 'answer'
  | 'overdue'
  | 'approve'
  | 'return'
  | 'reject'
  | 'edited'
  | 'ended'
  | 'objection'
  | 'dismissed'
  | 'upheld'
  | 'confirm'
  | 'overturn'
  | 'committed'
  | 'changed'
  | 'appeal-upheld'
  | 'remitted'
  | 'window-ended';

/**
 * The life of a claim (lifecycles.md). "review" stands for review(1) to review(n): the stage is a number beside the
 * state, and which of the listed states a decision leads to follows from the policy's review chain.
 */
export const claimLifecycle: Lifecycle<ClaimState, ClaimEvent> = {
  submitted: { verify: ['verifying'], duplicate: ['duplicate'], withdraw: ['withdrawn'] },
  verifying: {
    met: ['review'],
    failed: ['proposed-rejection'],
    unknown: ['manual'],
    withdraw: ['withdrawn'],
  },
  manual: {
    'findings-met': ['review'],
    'findings-failed': ['proposed-rejection'],
    ask: ['awaiting-applicant'],
    'register-back': ['verifying'],
    withdraw: ['withdrawn'],
  },
  'awaiting-applicant': { answer: ['verifying'], overdue: ['manual'], withdraw: ['withdrawn'] },
  review: {
    approve: ['review', 'posting', 'awaiting-funds'],
    return: ['review', 'awaiting-applicant'],
    reject: ['proposed-rejection'],
    edited: ['verifying'],
    overdue: ['review'],
    withdraw: ['withdrawn'],
  },
  posting: { ended: ['review'], objection: ['objected'], edited: ['verifying'] },
  objected: { dismissed: ['posting'], upheld: ['verifying'] },
  'proposed-rejection': { answer: ['verifying'], confirm: ['rejected'], overturn: ['review'] },
  'awaiting-funds': { committed: ['awarded'], changed: ['verifying'] },
  awarded: {},
  rejected: {
    'appeal-upheld': ['awaiting-funds'],
    remitted: ['verifying'],
    'window-ended': ['closed'],
  },
  withdrawn: {},
  duplicate: {},
  closed: {},
};
