import type { Lifecycle } from '../lifecycle/lifecycle.ts';

export const objectionStates = ['lodged', 'admitted', 'dismissed', 'upheld'] as const;

export type ObjectionState = (typeof objectionStates)[number];

export const objectionEvents = ['admit', 'dismiss', 'uphold'] as const;

export type ObjectionEvent = (typeof objectionEvents)[number];

/**
 * The life of an objection to a posting: sorted first (an objection that states no checkable fact is dismissed and
 * stops nothing), then looked into (programmes.md, "Public posting").
 */
export const objectionLifecycle: Lifecycle<ObjectionState, ObjectionEvent> = {
  lodged: { admit: ['admitted'], dismiss: ['dismissed'] },
  admitted: { dismiss: ['dismissed'], uphold: ['upheld'] },
  dismissed: {},
  upheld: {},
};
