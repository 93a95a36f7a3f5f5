import type { ObjectionState } from '../../domain/review/objection-lifecycle.ts';
import type { ClaimHead } from '../claims/claim-head.ts';
import { type ListWaitingInput, listWaiting } from '../review/waiting-list.ts';
import type { Page, Table } from '../store/ports.ts';
import { type ObjectionHead, isDecidedObjection, parseObjection } from './objection-head.ts';

/** An objection as it stands in a list: whose claim it is about and what it says is read when it is opened. */
export interface ObjectionView {
  readonly objectionId: string;
  readonly reference: string;
  readonly programme: string;
  readonly areaCode: string;
  readonly status: ObjectionState;
  /** Calendar dates: when it was made, and by when it is to be sorted or decided. */
  readonly lodgedOn: string;
  readonly dueOn: string;
}

/** The objections that wait in the caller's areas, to be sorted or decided, what is due first in front. */
export function createListObjections({ table }: { readonly table: Table }) {
  return async (input: ListWaitingInput): Promise<Page<ObjectionView>> =>
    listWaiting(
      table,
      { list: 'OBJECTIONS', parse: parseObjection, isDecided: isDecidedObjection, view: objectionView },
      input,
    );
}

export function objectionView(
  { objectionId, areaCode, state, lodgedOn, dueOn }: ObjectionHead,
  { reference, programme }: ClaimHead,
): ObjectionView {
  return { objectionId, reference, programme, areaCode, status: state, lodgedOn, dueOn };
}
