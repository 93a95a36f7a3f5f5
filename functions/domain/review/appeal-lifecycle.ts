import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const appealStates = [
  'lodged',
  'lateness',
  'reviewing',
  'awaiting-papers',
  'upheld',
  'remitted',
  'dismissed',
  'inadmissible',
  'withdrawn',
] as const;

export type AppealState = (typeof appealStates)[number];

/** What an appeals officer decides: to take it on, then what comes of it. */
export const appealOutcomes = [
  'assign',
  'uphold',
  'remit',
  'dismiss',
] as const satisfies readonly AppealEvent[];

export type AppealOutcome = (typeof appealOutcomes)[number];

export type AppealEvent =
  | 'assign'
  | 'late'
  | 'withdraw'
  | 'excuse'
  | 'refuse'
  | 'ask'
  | 'answer'
  | 'overdue'
  | 'uphold'
  | 'remit'
  | 'dismiss';

/** The life of an appeal (lifecycles.md). */
export const appealLifecycle: Lifecycle<AppealState, AppealEvent> = {
  lodged: { assign: ['reviewing'], late: ['lateness'], withdraw: ['withdrawn'] },
  lateness: { excuse: ['reviewing'], refuse: ['inadmissible'] },
  reviewing: {
    ask: ['awaiting-papers'],
    uphold: ['upheld'],
    remit: ['remitted'],
    dismiss: ['dismissed'],
    withdraw: ['withdrawn'],
    overdue: ['reviewing'],
  },
  'awaiting-papers': { answer: ['reviewing'], overdue: ['reviewing'], withdraw: ['withdrawn'] },
  upheld: {},
  remitted: {},
  dismissed: {},
  inadmissible: {},
  withdrawn: {},
};
