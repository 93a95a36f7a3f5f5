import { createHash } from 'node:crypto';
import { fileObject } from '../../functions/app/payments/run-files.ts';
import type { Item } from '../../functions/app/store/ports.ts';
import { type Fen, subtractFen, zeroFen } from '../../functions/domain/money/fen.ts';
import { parseMessageId } from '../../functions/domain/payments/file-id.ts';
import { payloadHashOf } from '../../functions/domain/payments/payload-hash.ts';
import { endToEndIdOf, parseEndToEndId, paymentIdOf } from '../../functions/domain/payments/payment-id.ts';
import { type Outcome, outcomes } from '../../functions/domain/reconciliation/chunk-outcomes.ts';
import { type ChunkSeen, chunkName, type Observed, type Order } from './observed.ts';

/** A payment as a run holds it. */
interface Held extends Order {
  readonly paymentId: string;
  readonly reissue: number;
  readonly dueFen: Fen;
  /** What of it is not instructed. */
  readonly keptBack: NonNullable<NonNullable<ChunkSeen['seal']>['keptBack']>[number] | undefined;
  readonly runId: string;
  readonly outcome: Outcome;
}

/** What every run's present attempt holds, by the chunks' seals and outcomes; a cancelled run holds nothing. */
export function heldPayments(observed: Observed): readonly Held[] {
  const held: Held[] = [];
  for (const [runId, { attempt, chunks = 0, state }] of observed.runs) {
    if (state === 'cancelled') continue;
    for (let number = 0; number < chunks; number += 1) {
      const chunk = observed.chunks.get(chunkName(runId, attempt, number));
      if (chunk) held.push(...heldBy(chunk));
    }
  }
  return held;
}

function heldBy({ runId, payments, seal, state }: ChunkSeen): readonly Held[] {
  if (!payments || !seal) return [];
  const excluded = new Set(seal.excluded);
  const reissues = new Map(seal.reissues.map(({ position, reissue }) => [position, reissue]));
  const kept = new Map((seal.keptBack ?? []).map((one) => [one.position, one]));
  return payments.paymentIds.flatMap((paymentId, position) => {
    if (excluded.has(position)) return [];
    const reissue = reissues.get(position) ?? 0;
    const dueFen = payments.amountsFen[position];
    const keptBack = kept.get(position);
    const outcome = outcomes[state?.codes?.[position] ?? 0];
    if (dueFen === undefined || outcome === undefined) return [];
    const endToEndId = endToEndIdOf(paymentId, reissue);
    const amountFen = subtractFen(dueFen, keptBack?.amountFen ?? zeroFen);
    return [{ paymentId, reissue, endToEndId, dueFen, amountFen, keptBack, runId, outcome }];
  });
}

/**
 * 2. One payable a (programme, period, person, component), of what was awarded; every instruction of it is for that,
 * less what is kept back of it for a receivable and recorded.
 */
export function onePayableEach(observed: Observed): readonly string[] {
  const { payables, awards, entitlements, instructions } = observed;
  const wrong: string[] = [];
  for (const [paymentId, { awardId, programme, period, component, amountFen }] of payables) {
    const personIndex = awards.get(awardId)?.personIndex;
    if (
      personIndex !== undefined &&
      paymentIdOf({ programme, period, personIndex, component }) !== paymentId
    ) {
      wrong.push(`payable ${paymentId} is not named for what it pays`);
    }
    const owed = entitlements?.get(paymentId);
    if (entitlements && owed !== amountFen) {
      wrong.push(`payable ${paymentId} is ${String(amountFen)}, and ${String(owed)} is awarded`);
    }
  }
  for (const [id, { paymentId, amountFen, state }] of instructions) {
    const payable = payables.get(paymentId);
    const kept = state === 'held' || state === 'planned' ? undefined : payable?.keptBack;
    if (payable && subtractFen(payable.amountFen, kept?.amountFen ?? zeroFen) !== amountFen)
      wrong.push(`instruction ${id} is not for what is payable`);
  }
  const holders = new Map<string, string>();
  for (const { paymentId, endToEndId, dueFen, keptBack, reissue, runId } of heldPayments(observed)) {
    const payable = payables.get(paymentId);
    if (payable?.amountFen !== dueFen) wrong.push(`${runId} pays ${endToEndId} another amount`);
    // The row of what goes out again has left this run.
    const isPresent = payable?.runId === runId && payable.reissue === reissue;
    if (isPresent && payable.keptBack?.amountFen !== keptBack?.amountFen)
      wrong.push(`${runId} keeps back of ${endToEndId} what is not recorded of it`);
    const other = holders.get(endToEndId);
    if (other !== undefined) wrong.push(`${endToEndId} is in ${other} and in ${runId}`);
    holders.set(endToEndId, runId);
  }
  return wrong;
}

/** 3. One end-to-end id a payment and reissue, stored before it is sent, and kept until it is paid. */
export function oneIdEach({ bank, payables }: Observed): readonly string[] {
  const wrong: string[] = [];
  const filesOf = new Map<string, { readonly messageId: string; readonly amountFen: number }>();
  for (const { messageId, orders, bankHad } of bank?.handedOver ?? []) {
    for (const { endToEndId, amountFen } of orders) {
      const id = parseEndToEndId(endToEndId);
      const row = id?.kind === 'full' ? payables.get(id.paymentId) : undefined;
      if (!id || !row) wrong.push(`${endToEndId} was sent and is not in the store`);
      else if (id.reissue > row.reissue) wrong.push(`${endToEndId} was sent before it was stored`);
      const earlier = filesOf.get(endToEndId);
      if (earlier && earlier.amountFen !== amountFen) wrong.push(`${endToEndId} was sent for two amounts`);
      // In another file only when the bank has not got the first.
      if (earlier && earlier.messageId !== messageId && bankHad.has(earlier.messageId)) {
        wrong.push(`${endToEndId} is in ${earlier.messageId}, which the bank has, and in ${messageId}`);
      }
      filesOf.set(endToEndId, { messageId, amountFen });
    }
  }
  return wrong;
}

/**
 * 7. What nobody knows the outcome of is asked after, never sent under a new id, failed or given up by itself: by the
 * bank's own truth no payment is on its way, or paid, under two ids; and no run of a file the bank has was given up.
 */
export function unknownIsOnlyAskedAfter({ bank, runs }: Observed): readonly string[] {
  const wrong: string[] = [];
  const live = new Map<string, string>();
  for (const [endToEndId, { status }] of bank?.payments ?? []) {
    if (status !== 'accepted' && status !== 'settled') continue;
    const id = parseEndToEndId(endToEndId);
    if (id?.kind !== 'full') continue;
    const other = live.get(id.paymentId);
    if (other !== undefined) wrong.push(`${other} and ${endToEndId} are both with the bank`);
    live.set(id.paymentId, endToEndId);
  }
  for (const messageId of bank?.files ?? []) {
    const file = parseMessageId(messageId);
    const run = file && runs.get(file.runId);
    if (!file || !run) continue;
    if (run.attempt !== file.attempt || ['building', 'prepared', 'cancelled'].includes(run.state)) {
      wrong.push(
        `the bank has ${messageId}, and ${file.runId} is ${run.state} in attempt ${String(run.attempt)}`,
      );
    }
  }
  return wrong;
}

/**
 * 8. Every line of the bank's is booked once, to one payment or an exception: what the lines moved is what the cash
 * account moved. What was sent is settled, returned, rejected, disputed or outstanding, in number and in value; and
 * nothing is said of a payment that the bank does not say.
 */
export function everyLineIsBooked(observed: Observed): readonly string[] {
  const { bank, transfers, runs, totals } = observed;
  const wrong: string[] = [];
  const held = heldPayments(observed);
  if (bank?.imported) {
    const lines = new Map(
      bank.imported.map((line) => [
        `${line.direction} ${String(line.bankReference)} ${String(line.endToEndId)}`,
        line,
      ]),
    );
    let moved = 0;
    for (const { direction, amountFen } of lines.values()) {
      if (direction === 'credit') moved += amountFen;
      else moved -= amountFen;
    }
    // A return that overtook its debit is booked with it.
    const debited = new Set(
      [...lines.values()].flatMap(({ direction, endToEndId }) => (direction === 'debit' ? [endToEndId] : [])),
    );
    for (const { endToEndId, outcome, amountFen } of held) {
      if (outcome === 'returned' && !debited.has(endToEndId)) moved -= amountFen;
    }
    let booked = 0;
    for (const { event, debit, credit, amountFen } of transfers) {
      if (event === 'funding-received') continue;
      if (debit === 'A1') booked += amountFen;
      if (credit === 'A1') booked -= amountFen;
    }
    if (moved !== booked) wrong.push(`the bank moved ${String(moved)} fen, and ${String(booked)} are booked`);
  }
  for (const { endToEndId, outcome } of held) {
    const truth = bank?.payments.get(endToEndId);
    const isSo =
      bank === undefined || outcome === 'outstanding' || agrees(outcome, truth?.status, truth?.times ?? 0);
    if (!isSo) wrong.push(`${endToEndId} is ${outcome} here and ${String(truth?.status)} at the bank`);
  }
  for (const [runId, run] of runs) {
    if (run.files.length === 0 || run.state === 'cancelled') continue;
    const of = held.filter((payment) => payment.runId === runId);
    const [count, fen] = [run.files.reduce((sum, file) => sum + file.count, 0), sumOf(run.files, 'totalFen')];
    if (of.length !== count || sumOf(of, 'amountFen') !== fen) {
      wrong.push(`${runId} holds ${String(of.length)} payments and sends ${String(count)}`);
    }
    const kept = totals.get(`${runId} TOTALS#${String(run.attempt).padStart(3, '0')}`);
    for (const outcome of outcomes) {
      if (outcome === 'outstanding') continue;
      const like = of.filter((payment) => payment.outcome === outcome);
      if (!isKept(kept, outcome, like.length, sumOf(like, 'amountFen'))) {
        wrong.push(`${runId}: ${String(like.length)} are ${outcome}, and its totals say otherwise`);
      }
    }
  }
  return wrong;
}

function isKept(totals: Item | undefined, outcome: Outcome, count: number, fen: number): boolean {
  return (totals?.[`${outcome}Count`] ?? 0) === count && (totals?.[`${outcome}Fen`] ?? 0) === fen;
}

/** The bank may have gone on since; it cannot have less than what it said. */
function agrees(outcome: Outcome, status: string | undefined, times: number): boolean {
  if (outcome === 'rejected') return status === 'rejected';
  if (outcome === 'returned') return status === 'returned';
  return times > 0;
}

function sumOf<Name extends string>(
  list: readonly { readonly [name in Name]: number }[],
  name: Name,
): number {
  return list.reduce((sum, one) => sum + one[name], 0);
}

/** 9. A file's control sum and count are those of its lines; what was released is what is kept, and what was sent. */
export function sentIsWhatWasReleased({ runs, files, bank, chains }: Observed): readonly string[] {
  const wrong: string[] = [];
  const sent = new Map((bank?.handedOver ?? []).map((file) => [file.messageId, file]));
  for (const [runId, run] of runs) {
    if (run.payloadHash === undefined) continue;
    if (payloadHashOf({ ...run, count: run.payments }) !== run.payloadHash) {
      wrong.push(`${runId}: its payload's hash is another`);
    }
    const release = chains.get(`RUN#${runId}`)?.findLast(({ event }) => event === 'release');
    if (run.releasedBy !== undefined && release?.detail?.payloadHash !== run.payloadHash) {
      wrong.push(`${runId} is released, and another hash was`);
    }
    for (const { messageId, sha256, count, totalFen } of run.files) {
      const bytes = files?.get(fileObject(run, messageId));
      if (files && (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256)) {
        wrong.push(`${messageId} is not the file that was built`);
      }
      if (bytes) wrong.push(...sumsOf(messageId, Buffer.from(bytes).toString('utf8'), count, totalFen));
      const given = sent.get(messageId);
      if (given && run.releasedBy === undefined) wrong.push(`${messageId} was sent and not released`);
      if (given && given.sha256 !== sha256)
        wrong.push(`${messageId} was sent with other bytes than were released`);
    }
  }
  return wrong;
}

function sumsOf(messageId: string, xml: string, count: number, totalFen: number): readonly string[] {
  const numbers = [...xml.matchAll(/<NbOfTxs>(\d+)<\/NbOfTxs>/g)].map(([, n]) => Number(n));
  const sums = [...xml.matchAll(/<CtrlSum>([\d.]+)<\/CtrlSum>/g)].map(([, sum = '']) => fenOf(sum));
  const amounts = [...xml.matchAll(/<InstdAmt Ccy="CNY">([\d.]+)</g)].map(([, amount = '']) => fenOf(amount));
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  const isWhole =
    numbers.length > 0 &&
    sums.length > 0 &&
    amounts.length === count &&
    sum === totalFen &&
    numbers.at(0) === count &&
    sums.at(0) === totalFen &&
    numbers.slice(1).reduce((total, n) => total + n, 0) === count &&
    sums.slice(1).reduce((total, one) => total + one, 0) === totalFen;
  return isWhole ? [] : [`${messageId}: its count and control sum are not those of its lines`];
}

/** "12.34" as 1234, without a float between. */
function fenOf(yuan: string): number {
  const [whole = '', cents = ''] = yuan.split('.');
  return Number(`${whole}${cents.padEnd(2, '0')}`);
}

/** 12, of the runs: adding up what their chains say was booked gives their totals. */
export function totalsReplay({ runs, chains, totals }: Observed): readonly string[] {
  const wrong: string[] = [];
  for (const [runId, { attempt }] of runs) {
    const sums = new Map<string, number>();
    for (const { event, detail = {} } of chains.get(`RUN#${runId}`) ?? []) {
      if (event !== 'results-booked') continue;
      for (const [name, value] of Object.entries(detail)) {
        const isGain =
          /^(?:(?:settled|returned|rejected|disputed)(?:Count|Fen)|cameBack(?:Count|Fen) .+|(?:inTime|cameBack|settledAgain) \d+)$/.test(
            name,
          );
        if (isGain && typeof value === 'number') sums.set(name, (sums.get(name) ?? 0) + value);
      }
    }
    const kept = totals.get(`${runId} TOTALS#${String(attempt).padStart(3, '0')}`);
    for (const [name, sum] of sums) {
      if (kept?.[name] !== sum) wrong.push(`${runId}: ${name} is not ${String(sum)}, which was booked`);
    }
  }
  return wrong;
}
