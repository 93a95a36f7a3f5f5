import type { InstructionHead } from '../../contracts/store/payment-run.ts';
import type { Fen } from '../../domain/money/fen.ts';
import { endToEndIdOf, instructionIdOf } from '../../domain/payments/payment-id.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { outcomeAt } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { Table } from '../store/ports.ts';
import { outcomesOf, readChunkState, readSeal } from './chunks.ts';
import { ownStateOf, parseInstruction } from './instructions.ts';
import { holderOf, parsePayable, type Payable } from './payables.ts';
import { inheritedState } from './payment-state.ts';
import { fileOfPlace, readFiles } from './run-files.ts';
import { readRunHead } from './run-head.ts';
import { instructionKey, payableKey } from './run-keys.ts';

export interface PaymentView {
  readonly paymentId: string;
  readonly programme: string;
  readonly period: string;
  readonly component: string;
  readonly awardId: string;
  readonly state: PaymentState;
  readonly amountFen: Fen;
  /** Of the present instruction. */
  readonly endToEndId: string;
  readonly reissue: number;
  /** The run that holds it; absent while it waits for one. */
  readonly runId?: string;
  /** The bank's reason code, when it came back. */
  readonly reason?: string;
}

/** A payment by its id; undefined when no run has ever held it. */
export function createReadPayment({ table }: { readonly table: Table }) {
  return async (paymentId: string): Promise<PaymentView | undefined> => {
    const [item, ownItem] = await Promise.all([
      table.get(payableKey(paymentId)),
      // Most have none; of the one that has, a reissue is another instruction, whose head is read below.
      table.get(instructionKey(paymentId)),
    ]);
    if (!item) return undefined;
    const row = parsePayable(item);
    const { awardId, programme, period, component, amountFen, reissue, runId } = row;
    const headItem =
      reissue === 0 ? ownItem : await table.get(instructionKey(instructionIdOf(paymentId, reissue)));
    const own = headItem && parseInstruction(headItem);
    const state = await stateOfPayment(table, row, own);
    return {
      paymentId,
      programme,
      period,
      component,
      awardId,
      state,
      amountFen,
      endToEndId: endToEndIdOf(paymentId, reissue),
      reissue,
      ...(runId === undefined || state === 'planned' ? {} : { runId }),
      ...(own?.reason === undefined ? {} : { reason: own.reason }),
    };
  };
}

/** A payment's state: its present instruction's own, if it has one, or else where its run, file and chunk are. */
export async function stateOfPayment(
  table: Table,
  row: Payable,
  own: InstructionHead | undefined,
): Promise<PaymentState> {
  const itsOwn = ownStateOf(own);
  if (itsOwn !== undefined) return itsOwn;
  if (row.held === true) return 'held';
  const holder = holderOf(row);
  const head = holder && (await readRunHead(table, holder.runId));
  if (head?.attempt !== holder?.attempt || !holder || !head) return 'planned';
  const [state, seal, files] = await Promise.all([
    readChunkState(table, holder),
    readSeal(table, holder),
    readFiles(table, head),
  ]);
  const number = fileOfPlace(head, holder)?.file;
  const outcome = state && seal && outcomeAt(outcomesOf(state, seal), holder.position);
  return inheritedState(
    head.state,
    files.find(({ file }) => file === number),
    outcome,
  );
}
