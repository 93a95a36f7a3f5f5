import { receivableDetailSchema, receivableEventSchema } from '../../contracts/store/receivable.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Fen } from '../../domain/money/fen.ts';
import type { ReceivableEvent, RecoveryState } from '../../domain/receivables/recovery-lifecycle.ts';
import { readMany } from '../store/read-many.ts';
import type { Page, Table } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';
import {
  parseReceivable,
  type ReceivableHead,
  receivableList,
  receivablesOfPayment,
  readReceivable,
} from './receivable-head.ts';
import { withoutStaleReservation } from './reservation.ts';

const receivablesAPage = 50;

export type ListReceivablesInput = { readonly cursor?: string } & (
  | { readonly state: RecoveryState }
  /** Of every state. */
  | { readonly paymentId: string }
);

/** The receivables of a state, or of a payment, the oldest first. */
export function createListReceivables({ table }: { readonly table: Table }) {
  return async ({ cursor, ...of }: ListReceivablesInput): Promise<Page<ReceivableHead>> => {
    const start = { limit: receivablesAPage, ...(cursor === undefined ? {} : { cursor }) };
    const page =
      'state' in of
        ? await table.queryIndex('gsi1', { pk: receivableList(of.state), ...start })
        : await table.queryIndex('gsi2', { pk: receivablesOfPayment(of.paymentId), ...start });
    const items = await readMany(table, page.items);
    const isListed = ({ state }: ReceivableHead) => !('state' in of) || of.state === state;
    const heads = items.flatMap((item) => (item ? [parseReceivable(item)] : []));
    return {
      // The index may lag: what has moved on is listed where it is.
      items: await Promise.all(heads.filter(isListed).map((one) => withoutStaleReservation(table, one))),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  };
}

/** One step of a receivable: who did what, when, why, and with how much money. */
export interface ReceivableStep {
  readonly seq: number;
  readonly at: string;
  readonly event: ReceivableEvent;
  readonly actor: Actor;
  readonly amountFen?: Fen;
  /** Where money that was paid back came from. */
  readonly via?: 'cash' | 'bank' | 'kept-back';
  readonly receipt?: string;
  readonly reason?: string;
}

export interface ReadReceivable {
  readonly head: ReceivableHead;
  readonly history: readonly ReceivableStep[];
}

export function createReadReceivable({ table }: { readonly table: Table }) {
  return async (receivableId: string): Promise<ReadReceivable | undefined> => {
    const stored = await readReceivable(table, receivableId);
    if (!stored) return undefined;
    const [head, entries] = await Promise.all([
      withoutStaleReservation(table, stored),
      Array.fromAsync(readChain(table, subjectPk('receivable', receivableId))),
    ]);
    return {
      head,
      history: entries.map(({ seq, at, event, actor, detail = {} }) => {
        const { reason = '', ...more } = receivableDetailSchema.parse(detail);
        return {
          seq,
          at,
          event: receivableEventSchema.parse(event),
          actor,
          ...more,
          ...(reason === '' ? {} : { reason }),
        };
      }),
    };
  };
}
