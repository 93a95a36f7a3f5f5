import type { Fen } from '../../domain/money/fen.ts';
import { endToEndIdOf, instructionIdOf } from '../../domain/payments/payment-id.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { outcomeAt } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { Page, Table } from '../store/ports.ts';
import { invalidCursor } from '../store/invalid-cursor.ts';
import { instructedAmounts, outcomesOf, readChunk, readChunkState, readSeal } from './chunks.ts';
import { readMany } from '../store/read-many.ts';
import { ownStateOf, parseInstruction } from './instructions.ts';
import { inheritedState } from './payment-state.ts';
import { fileOfPlace, readFiles } from './run-files.ts';
import { readRunHead } from './run-head.ts';
import { instructionKey } from './run-keys.ts';

/** What is kept back of a payment, and for which receivable. */
export interface KeptBackOfPayment {
  readonly receivableId: string;
  readonly amountFen: Fen;
}

/** A payment as a run holds it. No name and no account: the award, and its claim, are where they are. */
export interface RunPayment {
  readonly paymentId: string;
  readonly endToEndId: string;
  readonly awardId: string;
  readonly component: string;
  /** What the bank is to pay. */
  readonly amountFen: Fen;
  /** What is kept back of it for a receivable, beside that. */
  readonly keptBack?: KeptBackOfPayment;
  /** Of the award's account that it goes to. */
  readonly accountVersion: number;
  readonly reissue: number;
  readonly state: PaymentState;
  /** The bank's reason code, when it came back. */
  readonly reason?: string;
  /** Hash of the decision record that says why this amount. */
  readonly decisionHash: string;
}

const paymentsAPage = 100;

/** The payments that a run holds, in the order of its files. */
export function createListRunPayments({ table }: { readonly table: Table }) {
  return async (
    runId: string,
    cursor?: string,
  ): Promise<(Page<RunPayment> & { readonly period: string }) | undefined> => {
    const head = await readRunHead(table, runId);
    if (!head) return undefined;
    const { attempt, period, chunks = 0 } = head;
    const [chunk, from] = placeOf(cursor);
    if (chunk >= chunks) return { period, items: [] };
    const place = { runId, attempt, chunk };
    const [payments, seal, chunkState, files] = await Promise.all([
      readChunk(table, place),
      readSeal(table, place),
      readChunkState(table, place),
      readFiles(table, head),
    ]);
    if (!payments || !seal) return { period, items: [] };
    const outcomes = chunkState && outcomesOf(chunkState, seal);
    const excluded = new Set(seal.excluded);
    const reissues = new Map(seal.reissues.map(({ position, reissue }) => [position, reissue]));
    const amounts = instructedAmounts(payments, seal);
    const kept = new Map((seal.keptBack ?? []).map((one) => [one.position, one]));
    const to = from + paymentsAPage;
    const rows = payments.paymentIds.slice(from, to).flatMap((paymentId, offset) => {
      const position = from + offset;
      const [awardId, component] = [payments.awardIds[position], payments.components[position]];
      const [amountFen, decisionHash] = [amounts[position], payments.decisionHashes[position]];
      if (excluded.has(position) || awardId === undefined || component === undefined) return [];
      const accountVersion = payments.accountVersions[position];
      if (amountFen === undefined || decisionHash === undefined || accountVersion === undefined) return [];
      const reissue = reissues.get(position) ?? 0;
      const number = fileOfPlace(head, { chunk, position })?.file;
      const file = files.find((one) => one.file === number);
      const outcome = outcomes && outcomeAt(outcomes, position);
      const inherited = inheritedState(head.state, file, outcome, outcomes?.accepted.has(position) === true);
      const keptBack = keptBackOf(kept.get(position));
      const due = { paymentId, awardId, component, amountFen, ...keptBack, accountVersion };
      return [{ ...due, decisionHash, reissue, inherited }];
    });
    const heads = await readMany(
      table,
      rows.map(({ paymentId, reissue }) => instructionKey(instructionIdOf(paymentId, reissue))),
    );
    const isLastOfChunk = to >= payments.paymentIds.length;
    const next = isLastOfChunk ? `${String(chunk + 1)}.0` : `${String(chunk)}.${String(to)}`;
    return {
      period,
      items: rows.map(({ inherited, ...row }, at) => {
        const item = heads[at];
        const own = item && parseInstruction(item);
        return {
          ...row,
          endToEndId: endToEndIdOf(row.paymentId, row.reissue),
          state: ownStateOf(own) ?? inherited,
          ...(own?.reason === undefined ? {} : { reason: own.reason }),
        };
      }),
      ...(isLastOfChunk && chunk + 1 >= chunks ? {} : { cursor: next }),
    };
  };
}

function keptBackOf(kept: KeptBackOfPayment | undefined): { readonly keptBack?: KeptBackOfPayment } {
  if (!kept) return {};
  const { receivableId, amountFen } = kept;
  return { keptBack: { receivableId, amountFen } };
}

/** The chunk and the position that a page begins at. @throws invalidCursor */
function placeOf(cursor: string | undefined): readonly [chunk: number, position: number] {
  if (cursor === undefined) return [0, 0];
  const match = /^(\d{1,6})\.(\d{1,6})$/.exec(cursor);
  if (!match) throw invalidCursor('not a cursor of a run’s payments');
  return [Number(match[1]), Number(match[2])];
}
