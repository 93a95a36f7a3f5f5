import type { FileItem } from '../../contracts/store/payment-run.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import type { RunState } from '../../domain/payments/run-lifecycle.ts';
import type { Outcome } from '../../domain/reconciliation/chunk-outcomes.ts';

/** What a payment inherits from its run before the bank has said anything of it; from its file, where that says more. */
const ofRun: Readonly<Record<RunState, PaymentState | 'as its file'>> = {
  building: 'planned',
  prepared: 'planned',
  released: 'released',
  filed: 'as its file',
  unknown: 'as its file',
  sent: 'as its file',
  settling: 'as its file',
  reconciled: 'as its file',
  rejected: 'rejected',
  cancelled: 'planned',
  closed: 'as its file',
};

const ofFile: Readonly<Record<FileItem['status'], PaymentState>> = {
  ready: 'released',
  sending: 'unknown',
  unknown: 'unknown',
  acknowledged: 'sent',
};

/**
 * The state of a payment that has none of its own.
 * @param file its run's file that it stands in, once there is one
 * @param outcome what the bank has said of it so far
 * @param isAccepted whether it has said by name that it will make it
 */
export function inheritedState(
  run: RunState,
  file: FileItem | undefined,
  outcome: Outcome | undefined,
  isAccepted: boolean,
): PaymentState {
  if (outcome !== undefined && outcome !== 'outstanding') {
    return outcome === 'settled' && run === 'closed' ? 'closed' : outcome;
  }
  const state = ofRun[run];
  if (state !== 'as its file') return state;
  // The bank took the file once, and has fallen silent about what it did with it.
  if (file?.silentSince !== undefined) return 'unknown';
  const ofItsFile = ofFile[file?.status ?? 'ready'];
  return ofItsFile === 'sent' && (isAccepted || file?.accepted === true) ? 'accepted' : ofItsFile;
}
