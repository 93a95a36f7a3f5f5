import { cancellationHeadSchema, type StoredCancellation } from '../../contracts/store/cancellation.ts';
import type { Item, Key } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';

export type Cancellation = StoredCancellation;

export function cancellationKey(paymentId: string): Key {
  return { pk: subjectPk('cancellation', paymentId), sk: 'HEAD' };
}

export function parseCancellation(item: Item): Cancellation {
  return cancellationHeadSchema.parse(item);
}

/** A cancellation as people see it. */
export type CancellationView = Omit<Cancellation, 'state' | 'auditHash'> & {
  readonly status: Cancellation['state'];
};

export function cancellationView({ state, auditHash: _auditHash, ...facts }: Cancellation): CancellationView {
  return { ...facts, status: state };
}
