import type { InstructionHead, SealItem } from '../../contracts/store/payment-run.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import type { ShareSplitter } from '../../domain/ledger/shares.ts';
import { postingDate } from '../../domain/ledger/posting-date.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import { type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { PaymentEvent, PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { instructionIdOf } from '../../domain/payments/payment-id.ts';
import { writePositions } from '../../domain/payments/positions.ts';
import {
  type Break,
  type ChunkOutcomes,
  openOutcomes,
  type Outcome,
  type PaymentNews,
} from '../../domain/reconciliation/chunk-outcomes.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { type ChunkState, outcomesOf, storedOutcomes } from '../payments/chunks.ts';
import { changeInstruction } from '../payments/instructions.ts';
import { chunkDimensions, type PostingUnit, stageTransfers } from '../payments/post-chunks.ts';
import { partsByStreet } from '../payments/payment-streets.ts';
import type { RunHead } from '../payments/run-head.ts';
import { chunkKey } from '../payments/run-keys.ts';
import { serviceGains } from '../payments/street-service.ts';
import { cameBackGain } from '../payments/totals.ts';
import { addGain } from './book-results.ts';
import type { Located } from './locate-payments.ts';

/** What an exception keeps of the bank's line. */
export interface LineFacts {
  /** Tells the line from every other, by the bank's own reference where it gives one. */
  readonly identity: readonly Json[];
  readonly direction?: 'debit' | 'credit';
  readonly amountFen?: Fen;
  /** The account that the statement is of. */
  readonly bankAccount?: string;
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

interface Deviation {
  readonly news: News;
  readonly event: PaymentEvent;
  readonly from: PaymentState;
}

export interface FoundInChunk {
  readonly reason: Break;
  readonly news: News;
  /** What the bank debited beyond the payment, negative where it was less, that the chunk holds open for it. */
  readonly differenceFen?: Fen;
}

type BookedEvent = 'settled' | 'returned' | 'rejected' | 'bank-refunded' | 'bank-overpaid';

/** A payment of a chunk that is booked, at its place: each is split by shares on its own. */
interface Booked {
  readonly position: number;
  readonly amountFen: Fen;
}

/** What a chunk's news come to, before anything is written. */
export interface Taken {
  /** How many of the news were taken, from the first. */
  readonly count: number;
  readonly after: ChunkOutcomes;
  /** Whether the outcomes are not what they were. */
  readonly changed: boolean;
  readonly booked: ReadonlyMap<BookedEvent, readonly Booked[]>;
  /** The bank's booking date, one for all that was taken. */
  readonly bookedOn: CalendarDate | undefined;
  /** What the run's totals gain. */
  readonly gained: Readonly<Record<string, number>>;
  readonly deviations: readonly Deviation[];
  readonly breaks: readonly FoundInChunk[];
  /** News that put right all that the bank had booked wrongly of a payment. */
  readonly corrections: readonly News[];
  readonly matched: number;
  readonly returned: number;
  readonly rejected: number;
}

/** Actions of every transaction that books results: the run's head, its audit entry and its totals. */
export const actionsOfResults = 3;

/**
 * Each deviation costs a head and an audit entry, and must go into one transaction of 100 actions with its chunk,
 * what every such transaction has, at worst nine transfers and seven balances a share, the bank account's day and the
 * check that the books are open,
 * and the programme's payouts by street.
 */
function mostDeviations(shares: number): number {
  return Math.max(1, Math.floor((96 - actionsOfResults - 16 * shares) / 2));
}

/**
 * Takes news over a chunk's outcomes, in their order, as many as one transaction can carry, and as many as the bank
 * booked on one day: that day is the posting's.
 */
export function takeNews(head: RunHead, state: ChunkState, seal: SealItem, news: readonly News[]): Taken {
  const outcomes = openOutcomes(outcomesOf(state, seal), head.state === 'closed');
  const limit = mostDeviations(head.terms.shares.length);
  const booked = new Map<BookedEvent, Booked[]>();
  const gained: Record<string, number> = {};
  const deviations: Deviation[] = [];
  const breaks: FoundInChunk[] = [];
  const corrections: News[] = [];
  let [count, matched, returned, rejected] = [0, 0, 0, 0];

  const bookedOn = news[0]?.line.bookedOn;
  const serviceGain = serviceGains(head, seal);

  function book({ position }: News, event: BookedEvent, amountFen: Fen): void {
    const of = booked.get(event) ?? [];
    booked.set(event, of);
    of.push({ position, amountFen });
  }
  function bookDifferences(
    one: News,
    differences: readonly Fen[],
    tooMuch: BookedEvent,
    tooLittle: BookedEvent,
  ): void {
    for (const difference of differences) {
      if (difference > 0) book(one, tooMuch, difference);
      else book(one, tooLittle, subtractFen(zeroFen, difference));
    }
  }
  /** Moves a payment from one total to another; what is outstanding is what the totals leave. */
  function move({ instructedFen, position, line: { code } }: News, from: Outcome, to: Outcome): void {
    if (to === 'returned' || to === 'rejected') addGain(gained, cameBackGain(code, instructedFen));
    addGain(gained, serviceGain(position, from, to, bookedOn));
    for (const [outcome, sign] of [[from, -1] as const, [to, 1] as const]) {
      if (outcome === 'outstanding') continue;
      gained[`${outcome}Count`] = (gained[`${outcome}Count`] ?? 0) + sign;
      gained[`${outcome}Fen`] = (gained[`${outcome}Fen`] ?? 0) + sign * instructedFen;
    }
  }

  for (const one of news) {
    if (one.line.bookedOn !== bookedOn) break;
    // A payment that has moved moves again, if it does, in the next transaction: its head changes once in each.
    if (deviations.length === limit || deviations.some(({ news }) => news.position === one.position)) break;
    const outcome = outcomes.take(one);
    const { instructedFen } = one;
    count += 1;
    switch (outcome.kind) {
      case 'settled':
        book(one, 'settled', instructedFen);
        move(one, 'outstanding', 'settled');
        matched += 1;
        break;
      case 'returned':
        if (outcome.implied) book(one, 'settled', instructedFen);
        book(one, 'returned', instructedFen);
        move(one, outcome.implied ? 'outstanding' : 'settled', 'returned');
        deviations.push({ news: one, event: 'return', from: 'settled' });
        returned += 1;
        break;
      case 'accepted':
        break;
      case 'rejected':
        book(one, 'rejected', instructedFen);
        move(one, 'outstanding', 'rejected');
        deviations.push({ news: one, event: 'reject', from: 'sent' });
        rejected += 1;
        break;
      case 'disputed':
        // Its exception books what was debited to suspense; the payment stays in transit.
        move(one, 'outstanding', 'disputed');
        deviations.push({ news: one, event: 'amount-differs', from: 'sent' });
        breaks.push(disputedBy(one));
        break;
      case 'dispute-returned':
        // By the split it went to suspense with: the payment, and the difference.
        book(one, 'bank-refunded', instructedFen);
        bookDifferences(one, outcome.undoneFen, 'bank-refunded', 'bank-overpaid');
        book(one, 'rejected', instructedFen);
        move(one, 'disputed', 'returned');
        deviations.push({ news: one, event: 'return', from: 'disputed' });
        corrections.push(one);
        returned += 1;
        break;
      case 'corrected':
        bookDifferences(one, outcome.undoneFen, 'bank-refunded', 'bank-overpaid');
        bookDifferences(one, outcome.leftFen, 'bank-overpaid', 'bank-refunded');
        matched += 1;
        if (outcome.isWhole) corrections.push(one);
        if (!outcome.settles) break;
        book(one, 'bank-refunded', instructedFen);
        book(one, 'settled', instructedFen);
        move(one, 'disputed', 'settled');
        deviations.push({ news: one, event: 'corrected', from: 'disputed' });
        break;
      case 'repeated':
        // A disputed line seen again must find its exception, should a crash have come between the two.
        if (outcome.outcome === 'disputed' && one.kind === 'debit') {
          breaks.push(disputedBy(one));
        } else if (one.kind === 'credit') returned += 1;
        else if (one.kind === 'rejection') rejected += 1;
        else if (one.kind !== 'acceptance') matched += 1;
        // And a correction seen again must find its exceptions closed.
        if (one.kind === 'credit' || one.kind.startsWith('correction-')) corrections.push(one);
        break;
      case 'break':
        breaks.push({
          reason: outcome.reason,
          news: one,
          ...(outcome.reason === 'duplicate' && one.kind === 'debit' && one.amountFen !== undefined
            ? { differenceFen: one.amountFen }
            : {}),
        });
        break;
    }
  }
  return {
    count,
    ...outcomes.result(),
    booked,
    bookedOn,
    gained,
    deviations,
    breaks,
    corrections,
    matched,
    returned,
    rejected,
  };
}

function disputedBy(news: News): FoundInChunk {
  const { instructedFen, amountFen = instructedFen } = news;
  return { reason: 'amount-differs', news, differenceFen: subtractFen(amountFen, instructedFen) };
}

export interface Moment {
  readonly actor: Actor;
  readonly at: string;
  readonly today: CalendarDate;
  /** The last day on which nothing is posted any more, if any. */
  readonly closedThrough: CalendarDate | undefined;
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
  const { actor, at, today, closedThrough } = moment;
  const dimensions = chunkDimensions(head, chunk);
  const cause = `${dimensions.cause}/${String(version)}`;
  return {
    actions: [
      {
        put: {
          ...chunkKey({ runId, attempt, chunk }, 'STATE'),
          version,
          stage: 'sent',
          ...storedOutcomes(taken.after),
        },
        if: { attribute: 'version', is: '=', value: state.version },
      },
      ...taken.deviations.flatMap(({ news, event, from }) => {
        const { paymentId, reissue, awardId, position } = news.located;
        const own = heads.get(instructionIdOf(paymentId, reissue));
        // One that was held once and cleared is where its chunk is, and has a chain already.
        const before = own?.state === 'planned' ? { ...own, state: from } : own;
        const { code } = news.line;
        return changeInstruction(
          { paymentId, reissue, awardId, runId, attempt, chunk, position, amountFen: news.instructedFen },
          before ?? from,
          { event, actor, at, ...(code === undefined ? {} : { reason: code }) },
        );
      }),
    ],
    transfers: [
      ...(state.stage === 'prepared' ? stageTransfers(head, chunk, seal, 'sent', { date: today, at }) : []),
      ...[...taken.booked].flatMap(([event, payments]) =>
        transfersOf({
          ...dimensions,
          ...postingDate(taken.bookedOn, today, closedThrough),
          at,
          cause,
          event,
          parts: splitter.splitAll(payments.map(({ amountFen }) => amountFen)),
          streets: partsByStreet(seal, payments, splitter),
          positions: writePositions(payments.map(({ position }) => position)),
        }),
      ),
    ],
  };
}
