import type { RecoveryState } from '../../domain/receivables/recovery-lifecycle.ts';
import { readMany } from '../store/read-many.ts';
import type { Page, Table } from '../store/ports.ts';
import { parseReceivable, type ReceivableHead, receivableList, readReceivable } from './receivable-head.ts';
import { withoutStaleReservation } from './reservation.ts';

const receivablesAPage = 50;

export interface ListReceivablesInput {
  readonly state: RecoveryState;
  readonly cursor?: string;
}

/** The receivables of a state, the oldest first. */
export function createListReceivables({ table }: { readonly table: Table }) {
  return async ({ state, cursor }: ListReceivablesInput): Promise<Page<ReceivableHead>> => {
    const page = await table.queryIndex('gsi1', {
      pk: receivableList(state),
      limit: receivablesAPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await readMany(table, page.items);
    const heads = items.flatMap((item) => (item ? [parseReceivable(item)] : []));
    return {
      // The index may lag: what has moved on is listed where it is.
      items: await Promise.all(
        heads.filter((one) => one.state === state).map((one) => withoutStaleReservation(table, one)),
      ),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  };
}

export function createReadReceivable({ table }: { readonly table: Table }) {
  return async (receivableId: string): Promise<ReceivableHead | undefined> => {
    const head = await readReceivable(table, receivableId);
    return head && withoutStaleReservation(table, head);
  };
}
