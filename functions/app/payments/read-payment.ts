import type { Fen } from '../../domain/money/fen.ts';
import { endToEndIdOf, instructionIdOf } from '../../domain/payments/payment-id.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { outcomeAt } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { InstructionHead } from '../../contracts/store/payment-run.ts';
import type { Table } from '../store/ports.ts';
import {
  cancellationKey,
  type CancellationView,
  cancellationView,
  parseCancellation,
} from './cancellation-head.ts';
import { outcomesOf, readChunkState, readSeal } from './chunks.ts';
import { readMany } from '../store/read-many.ts';
import { correctionsOf } from './corrections.ts';
import { ownStateOf, parseInstruction } from './instructions.ts';
import { holderOf, instructedFenOf, parsePayable, type Payable } from './payables.ts';
import { inheritedState } from './payment-state.ts';
import { fileOfPlace, readFiles } from './run-files.ts';
import type { KeptBackOfPayment } from './run-payments.ts';
import { readRunHead } from './run-head.ts';
import { instructionKey, payableKey } from './run-keys.ts';

export interface PaymentView {
  readonly paymentId: string;
  readonly programme: string;
  readonly period: string;
  readonly component: string;
  readonly awardId: string;
  readonly state: PaymentState;
  /** What the payee is to have of it by the bank. */
  readonly amountFen: Fen;
  /** What is kept back of it for a receivable, beside that. */
  readonly keptBack?: KeptBackOfPayment;
  /** Of the present instruction. */
  readonly endToEndId: string;
  readonly reissue: number;
  /** The run that holds it; absent while it waits for one. */
  readonly runId?: string;
  /** The bank's reason code, when it came back. */
  readonly reason?: string;
  /** The payment of which it pays what is still owed, and those that pay what is still owed of it. */
  readonly corrects?: string;
  readonly correctedBy: readonly string[];
  /** That it is not owed any more, as one person proposed it, and what became of that. */
  readonly cancellation?: CancellationView;
  /** Every instruction of it, the present one last: each replaces the one before. */
  readonly instructions: readonly InstructionView[];
}

/** One instruction of a payment to a bank. */
export interface InstructionView {
  readonly endToEndId: string;
  readonly state: PaymentState;
  readonly runId?: string;
  readonly reason?: string;
  readonly replaces?: string;
  readonly replacedBy?: string;
}

/** A payment by its id; undefined when no run has ever held it. */
export function createReadPayment({ table }: { readonly table: Table }) {
  return async (paymentId: string): Promise<PaymentView | undefined> => {
    const [[item, proposed], corrections] = await Promise.all([
      table.getMany([payableKey(paymentId), cancellationKey(paymentId)]),
      table.queryIndex('gsi2', { pk: correctionsOf(paymentId) }),
    ]);
    if (!item) return undefined;
    const row = parsePayable(item);
    const { awardId, programme, period, component, keptBack, reissue, corrects } = row;
    const instructions = await readInstructions(table, paymentId, row);
    const { endToEndId, state, runId, reason } = instructions.present;
    return {
      paymentId,
      programme,
      period,
      component,
      awardId,
      state,
      amountFen: instructedFenOf(row),
      ...(keptBack ? { keptBack } : {}),
      endToEndId,
      reissue,
      ...(runId === undefined ? {} : { runId }),
      ...(reason === undefined ? {} : { reason }),
      ...(corrects === undefined ? {} : { corrects }),
      ...(proposed ? { cancellation: cancellationView(parseCancellation(proposed)) } : {}),
      correctedBy: corrections.items.map(({ sk }) => sk),
      instructions: [...instructions.earlier, instructions.present],
    };
  };
}

async function readInstructions(
  table: Table,
  paymentId: string,
  row: Payable,
): Promise<{ readonly earlier: readonly InstructionView[]; readonly present: InstructionView }> {
  const numbers = Array.from({ length: row.reissue + 1 }, (_, number) => number);
  const items = await readMany(
    table,
    numbers.map((number) => instructionKey(instructionIdOf(paymentId, number))),
  );
  const heads = items.map((item) => item && parseInstruction(item));
  const links = (number: number) => ({
    endToEndId: endToEndIdOf(paymentId, number),
    ...(number === 0 ? {} : { replaces: endToEndIdOf(paymentId, number - 1) }),
    ...(number === row.reissue ? {} : { replacedBy: endToEndIdOf(paymentId, number + 1) }),
  });
  const earlier = heads.slice(0, -1).map((head, number): InstructionView => ({
    ...links(number),
    // Those of a file that was refused whole have no head of their own: the next one says as much.
    ...(head ? shownOf(head) : { state: 'replaced' }),
  }));
  const own = heads.at(-1);
  const state = await stateOfPayment(table, row, own);
  const { runId } = row;
  const present = {
    ...links(row.reissue),
    ...(own?.reason === undefined ? {} : { reason: own.reason }),
    state,
    ...(runId === undefined || state === 'planned' ? {} : { runId }),
  };
  return { earlier, present };
}

function shownOf({ state, runId, reason }: InstructionHead) {
  return { state, ...(runId === undefined ? {} : { runId }), ...(reason === undefined ? {} : { reason }) };
}

/** A payment's state: its present instruction's own, if it has one, or else where its run, file and chunk are. */
export async function stateOfPayment(
  table: Table,
  row: Payable,
  own: InstructionHead | undefined,
): Promise<PaymentState> {
  if (row.cancelled === true) return 'cancelled';
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
  const outcomes = state && seal && outcomesOf(state, seal);
  return inheritedState(
    head.state,
    files.find(({ file }) => file === number),
    outcomes && outcomeAt(outcomes, holder.position),
    outcomes?.accepted.has(holder.position) === true,
  );
}
