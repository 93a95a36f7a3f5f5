import type { LeftOutAward } from '../../contracts/store/payment-run.ts';
import type { ChangedPayee } from '../../contracts/store/roll-changes.ts';
import { shareSplitter } from '../../domain/ledger/shares.ts';
import type { Fen } from '../../domain/money/fen.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { AwardsForRoll } from '../awards/ports.ts';
import type { Clock } from '../ports/clock.ts';
import { listRecovering, planInstalments, recoverableFrom } from '../receivables/keep-back.ts';
import { isYearClosed } from '../ledger/closed-books.ts';
import type { Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { compareRoll } from './compare-roll.ts';
import { listCorrections } from './corrections.ts';
import { decideRoll, type RollDraft } from './decide-roll.ts';
import { lastPeriodBefore } from './last-period.ts';
import {
  type Claimed,
  holdersFor,
  instructedFenOf,
  judgePayment,
  parsePayable,
  type Taker,
} from './payables.ts';
import type { PaymentTerms, PaymentTermsOfPeriod } from './ports.ts';
import { addToTotals, readRollCursor, type RollTotals, writeRollCursor } from './roll-totals.ts';
import { readOpenRun, type RunHead } from './run-head.ts';
import { payableKey } from './run-keys.ts';
import type { KeptBackOfPayment } from './run-payments.ts';

export interface PreviewRunInput {
  readonly programme: string;
  readonly period: string;
  readonly cursor?: string | undefined;
}

/** A page of what preparing a run would give now. */
export interface RunPreview {
  readonly programme: string;
  readonly period: string;
  /** The run that is open already: preparing gives this one, and building it anew gives what the preview shows. */
  readonly openRunId?: string;
  /** With which it is compared: the latest period before it that anything was sent for. */
  readonly lastPeriod?: string;
  /** Of this page and those before it: the last page's are the whole roll's. */
  readonly totals: RollTotals;
  readonly payments: readonly {
    readonly paymentId: string;
    readonly awardId: string;
    readonly component: string;
    /** What the bank would be told to pay. */
    readonly amountFen: Fen;
    /** What would be kept back for a receivable, beside that. */
    readonly keptBack?: KeptBackOfPayment;
    readonly reissue: number;
  }[];
  readonly leftOut: readonly LeftOutAward[];
  readonly changed: readonly ChangedPayee[];
  readonly cursor?: string;
}

export interface PreviewRunDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly awards: AwardsForRoll;
  readonly terms: PaymentTerms;
}

/** Awards a page: each is decided by the registers' present answers, well within the time an answer may take. */
const awardsAPage = 200;

/**
 * Shows who a run would pay and how much, who it leaves out and why, and what that changes against the last period,
 * without a write. Awards are decided and payments judged by the code that builds a run; a register that does not
 * answer leaves out at once, where a run would ask it again.
 */
export function createPreviewRun({ table, clock, awards, terms }: PreviewRunDeps) {
  return async ({
    programme,
    period,
    cursor,
  }: PreviewRunInput): Promise<Result<RunPreview, { readonly kind: 'unknown-programme-or-period' }>> => {
    const termsOfPeriod = await terms.of(programme, period);
    if (!termsOfPeriod) return err({ kind: 'unknown-programme-or-period' });
    const { at, before } = readRollCursor(cursor);
    const { recovery } = termsOfPeriod;
    const [open, lastPeriod, corrections, recovering, page] = await Promise.all([
      readOpenRun(table, programme, period),
      lastPeriodBefore(table, programme, period),
      listCorrections(table, programme, period),
      recovery ? listRecovering(table, programme) : [],
      awards.list(programme, period, at, awardsAPage),
    ]);
    const awardsOfPage = await awards.read(page.items);
    const options = { programme, period, giveUp: true, keep: false, terms: termsOfPeriod };
    const draft = await decideRoll(awards, awardsOfPage, options, corrections);
    const recoverable = recoverableFrom(draft.payments, recovering, recovery, clock.today());
    const roll = await judge(table, takerOf(open), draft, termsOfPeriod.year);
    const keptBack = await instalmentsOf(table, takerOf(open), termsOfPeriod, roll, recoverable);
    const payments = roll.payments.map(
      ({ paymentId, awardId, component, amountFen: dueFen, reissue, ...own }) => {
        const kept = own.keptBack ?? keptBack.get(paymentId);
        const amountFen = instructedFenOf({ amountFen: dueFen, ...(kept ? { keptBack: kept } : {}) });
        return { paymentId, awardId, component, amountFen, ...(kept ? { keptBack: kept } : {}), reissue };
      },
    );
    const last = { programme, period: lastPeriod, component: termsOfPeriod.component };
    const compared = await compareRoll(table, last, roll, awardsOfPage);
    const totals = addToTotals(before, {
      amountsFen: payments.map(({ amountFen }) => amountFen),
      leftOut: roll.leftOut,
      changes: compared.variance.changes,
    });
    return ok({
      programme,
      period,
      ...(open ? { openRunId: open.runId } : {}),
      ...(lastPeriod === undefined ? {} : { lastPeriod }),
      totals,
      payments,
      leftOut: roll.leftOut,
      changed: compared.changed,
      ...(page.cursor === undefined ? {} : { cursor: writeRollCursor(page.cursor, totals) }),
    });
  };
}

/** What building the run would keep back, by payment id. */
async function instalmentsOf(
  table: Table,
  taker: Taker | undefined,
  { recovery, shares }: PaymentTermsOfPeriod,
  { payments }: Awaited<ReturnType<typeof judge>>,
  recoverable: ReturnType<typeof recoverableFrom>,
): Promise<ReadonlyMap<string, KeptBackOfPayment>> {
  const receivables = Map.groupBy(recoverable, ({ position }) => position);
  const giving = payments.flatMap(({ position, paymentId, amountFen, reissue }) => {
    const receivableIds = (receivables.get(position) ?? []).map(({ receivableId }) => receivableId);
    return reissue > 0 ? [] : [{ position, paymentId, dueFen: amountFen, receivableIds }];
  });
  const planned = await planInstalments(table, giving, recovery, shareSplitter(shares), taker?.runId);
  return new Map(
    planned.map(({ paymentId, receivable: { receivableId }, amountFen }) => [
      paymentId,
      { receivableId, amountFen },
    ]),
  );
}

/** An open run that can still be built anew gives up what it holds; a filed one keeps it. */
function takerOf(open: RunHead | undefined): Taker | undefined {
  if (!open || open.state === 'filed' || open.state === 'unknown') return undefined;
  return { runId: open.runId, attempt: open.attempt + 1 };
}

async function judge(table: Table, taker: Taker | undefined, draft: RollDraft, year: number) {
  const holders = holdersFor(table, taker, await isYearClosed(table, year));
  const rows = await readMany(
    table,
    draft.payments.map(({ paymentId }) => payableKey(paymentId)),
  );
  const judged = await Promise.all(
    draft.payments.map(async (payment, position) => {
      const row = rows[position];
      const wanted = { amountFen: payment.amountFen, position };
      const claim: Claimed = await judgePayment(holders, row && parsePayable(row), wanted);
      return { payment, claim, position };
    }),
  );
  const notHeld = judged.flatMap(({ payment: { awardId, paymentId }, claim }): LeftOutAward[] =>
    claim.kind === 'left-out' ? [{ awardId, paymentId, reason: claim.reason, codes: [] }] : [],
  );
  return {
    payments: judged.flatMap(({ payment, claim, position }) =>
      claim.kind === 'held'
        ? [
            {
              ...payment,
              position,
              reissue: claim.reissue,
              ...(claim.keptBack ? { keptBack: claim.keptBack } : {}),
            },
          ]
        : [],
    ),
    leftOut: [...draft.leftOut, ...notHeld],
  };
}
