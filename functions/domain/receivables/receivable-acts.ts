import { type RecoveryState, recoveryLifecycle } from './recovery-lifecycle.ts';

/** What finance does about a receivable; `approve` and `refuse` answer what another person proposed. */
export const receivableActs = [
  'notify',
  'agree',
  'appeal',
  'hardship',
  'review',
  'waive',
  'write-off',
  'approve',
  'refuse',
] as const;

export type ReceivableAct = (typeof receivableActs)[number];

/** The acts that a receivable's state allows. @param proposed one person has proposed to give it up */
export function actsIn(state: RecoveryState, proposed: boolean): readonly ReceivableAct[] {
  const events = Object.keys(recoveryLifecycle[state]);
  return receivableActs.filter((act) =>
    act === 'approve' || act === 'refuse' ? proposed : events.includes(act),
  );
}
