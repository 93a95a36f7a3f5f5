import type { AppealState } from '../../domain/review/appeal-lifecycle.ts';
import { appealDueOn } from '../../domain/review/appeal-limit.ts';
import type { ClaimHead } from '../claims/claim-head.ts';
import { type ListWaitingInput, listWaiting } from '../review/waiting-list.ts';
import type { Page, Table } from '../store/ports.ts';
import { type AppealHead, isDecidedAppeal, parseAppeal } from './appeal-head.ts';

/** An appeal as it stands in a list: what it says is read when it is opened. */
export interface AppealView {
  readonly appealId: string;
  readonly reference: string;
  readonly programme: string;
  readonly areaCode: string;
  readonly status: AppealState;
  /** Calendar dates: when it was made, and by when the law wants it decided. */
  readonly lodgedOn: string;
  readonly dueOn: string;
  /** Who has taken it on. */
  readonly assignedTo?: string;
}

/** The appeals that wait in the caller's areas, taken on by somebody or not, what is due first in front. */
export function createListAppeals({ table }: { readonly table: Table }) {
  return async (input: ListWaitingInput): Promise<Page<AppealView>> =>
    listWaiting(
      table,
      { list: 'APPEALS', parse: parseAppeal, isDecided: isDecidedAppeal, view: appealView },
      input,
    );
}

export function appealView(
  { appealId, areaCode, state, lodgedOn, assignedTo }: AppealHead,
  { reference, programme }: ClaimHead,
): AppealView {
  return {
    appealId,
    reference,
    programme,
    areaCode,
    status: state,
    lodgedOn,
    dueOn: appealDueOn(lodgedOn),
    ...(assignedTo === undefined ? {} : { assignedTo }),
  };
}
