import type { InstructionHead, SealItem } from '../../contracts/store/payment-run.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import type { ShareSplitter } from '../../domain/ledger/shares.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import type { Fen } from '../../domain/money/fen.ts';
import type { PaymentEvent, PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { instructionIdOf } from '../../domain/payments/payment-id.ts';
import {
  type Break,
  type ChunkOutcomes,
  openOutcomes,
  type PaymentNews,
} from '../../domain/reconciliation/chunk-outcomes.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { type ChunkState, outcomesOf, storedOutcomes } from '../payments/chunks.ts';
import { changeInstruction } from '../payments/instructions.ts';
import { chunkDimensions, type PostingUnit, stageTransfers } from '../payments/post-chunks.ts';
import type { RunHead } from '../payments/run-head.ts';
import { chunkKey } from '../payments/run-keys.ts';
import type { Located } from './locate-payments.ts';

/** What an exception keeps of the bank's line. */
export interface LineFacts {
  /** Tells the line from every other, by the bank's own reference where it gives one. */
  readonly identity: readonly Json[];
  readonly direction?: 'debit' | 'credit';
  readonly amountFen?: Fen;
  readonly bookedOn?: CalendarDate;
  readonly endToEndId?: string;
  readonly bankReference?: string;
  /** The bank's reason code. */
  readonly code?: string;
}

/** News of one payment, and the line that brings it. */
export interface News extends PaymentNews {
  readonly located: Located;
  readonly line: LineFacts;
}

type Moved = 'settled' | 'returned' | 'rejected' | 'disputed';

interface Deviation {
  readonly news: News;
  readonly event: PaymentEvent;
  readonly from: PaymentState;
}

/** What a chunk's news come to, before anything is written. */
export interface Taken {
  /** How many of the news were taken, from the first. */
  readonly count: number;
  readonly after: ChunkOutcomes;
  /** Whether the outcomes are not what they were. */
  readonly changed: boolean;
  /** Amounts by what happened to them; a return of what was not seen to settle is in both. */
  readonly amounts: Readonly<Record<Moved, readonly Fen[]>>;
  readonly deviations: readonly Deviation[];
  readonly breaks: readonly { readonly reason: Break; readonly news: News }[];
  readonly matched: number;
  readonly returned: number;
  readonly rejected: number;
}

/**
 * Each deviation costs a head and an audit entry, and must go into one transaction of 100 actions with its chunk,
 * the run's totals, and at worst seven transfers and six balances a share.
 */
function mostDeviations(shares: number): number {
  return Math.max(1, Math.floor((98 - 13 * shares) / 2));
}

/** Takes news over a chunk's outcomes, in their order, as many as one transaction can carry. */
export function takeNews(head: RunHead, state: ChunkState, seal: SealItem, news: readonly News[]): Taken {
  const outcomes = openOutcomes(outcomesOf(state, seal), head.state === 'closed');
  const limit = mostDeviations(head.terms.shares.length);
  const amounts: Record<Moved, Fen[]> = { settled: [], returned: [], rejected: [], disputed: [] };
  const deviations: Deviation[] = [];
  const breaks: { reason: Break; news: News }[] = [];
  let [count, matched, returned, rejected, seen] = [0, 0, 0, 0, 0];
  for (const one of news) {
    if (deviations.length === limit) break;
    const outcome = outcomes.take(one);
    count += 1;
    switch (outcome.kind) {
      case 'settled':
        amounts.settled.push(one.instructedFen);
        matched += 1;
        break;
      case 'returned':
        if (outcome.implied) amounts.settled.push(one.instructedFen);
        amounts.returned.push(one.instructedFen);
        deviations.push({ news: one, event: 'return', from: 'settled' });
        returned += 1;
        break;
      case 'rejected':
        amounts.rejected.push(one.instructedFen);
        deviations.push({ news: one, event: 'reject', from: 'sent' });
        rejected += 1;
        break;
      case 'disputed':
        amounts.disputed.push(one.instructedFen);
        deviations.push({ news: one, event: 'amount-differs', from: 'sent' });
        breaks.push({ reason: 'amount-differs', news: one });
        break;
      case 'repeated':
        // A disputed line seen again must find its exception, should a crash have come between the two.
        if (outcome.outcome === 'disputed') breaks.push({ reason: 'amount-differs', news: one });
        else if (one.kind === 'debit') matched += 1;
        else if (one.kind === 'credit') returned += 1;
        else rejected += 1;
        if (outcome.seen) seen += 1;
        break;
      case 'break':
        breaks.push({ reason: outcome.reason, news: one });
        break;
    }
  }
  const changed = seen > 0 || Object.values(amounts).some((list) => list.length > 0);
  return {
    count,
    after: outcomes.result(),
    changed,
    amounts,
    deviations,
    breaks,
    matched,
    returned,
    rejected,
  };
}

/** What a run's totals gain: returned payments leave `settled`, and what was only implied was never in it. */
export function totalsGained({ amounts }: Pick<Taken, 'amounts'>): Record<string, number> {
  const count = (moved: Moved): number => amounts[moved].length;
  const sum = (moved: Moved): number => amounts[moved].reduce<number>((total, amount) => total + amount, 0);
  return {
    settledCount: count('settled') - count('returned'),
    settledFen: sum('settled') - sum('returned'),
    returnedCount: count('returned'),
    returnedFen: sum('returned'),
    rejectedCount: count('rejected'),
    rejectedFen: sum('rejected'),
    disputedCount: count('disputed'),
    disputedFen: sum('disputed'),
  };
}

export interface Moment {
  readonly actor: Actor;
  readonly at: string;
  readonly date: CalendarDate;
}

/** The keys under which the deviations' own heads are, if they have any. */
export function deviationIds({ deviations }: Taken): readonly string[] {
  return deviations.map(({ news: { located } }) => instructionIdOf(located.paymentId, located.reissue));
}

/**
 * The chunk's new state, its postings by share, and its deviations, to be written together.
 * A chunk of which a result comes in before it was booked as sent is booked as sent first: the bank has it.
 */
export function unitOf(
  head: RunHead,
  chunk: number,
  state: ChunkState,
  seal: SealItem,
  taken: Taken,
  heads: ReadonlyMap<string, InstructionHead>,
  splitter: ShareSplitter,
  moment: Moment,
): PostingUnit {
  const { runId, attempt } = head;
  const version = state.version + 1;
  const { actor, ...posted } = moment;
  const dimensions = chunkDimensions(head, chunk);
  const cause = `${dimensions.cause}/${String(version)}`;
  return {
    actions: [
      {
        put: {
          ...chunkKey({ runId, attempt, chunk }, 'STATE'),
          version,
          stage: 'sent',
          ...(state.fileRejected === true ? { fileRejected: true } : {}),
          ...storedOutcomes(taken.after),
        },
        if: { attribute: 'version', is: '=', value: state.version },
      },
      ...taken.deviations.flatMap(({ news, event, from }) => {
        const { paymentId, reissue, awardId, position } = news.located;
        const before = heads.get(instructionIdOf(paymentId, reissue));
        const { code } = news.line;
        return changeInstruction(
          { paymentId, reissue, awardId, runId, attempt, chunk, position, amountFen: news.instructedFen },
          before ?? from,
          { event, actor, at: moment.at, ...(code === undefined ? {} : { reason: code }) },
        );
      }),
    ],
    transfers: [
      ...(state.stage === 'prepared' ? stageTransfers(head, chunk, seal, 'sent', posted) : []),
      ...(['settled', 'returned', 'rejected'] as const).flatMap((moved) =>
        transfersOf({
          ...dimensions,
          ...posted,
          cause,
          event: moved,
          parts: splitter.splitAll(taken.amounts[moved]),
        }),
      ),
    ],
  };
}
