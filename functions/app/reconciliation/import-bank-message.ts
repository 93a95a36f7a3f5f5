import type { BankProblemRecord, BankRecord, StatementLine } from '../../contracts/bank/bank-record.ts';
import { UnreadableBankMessage, type UnreadableCode } from '../../contracts/bank/unreadable-bank-message.ts';
import { type ImportResult, importResultSchema } from '../../contracts/store/reconciliation.ts';
import type { KeptStatement } from '../../contracts/store/statement.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { addParts, type SharePart, shareSplitter } from '../../domain/ledger/shares.ts';
import { type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { isAboutAccount } from '../../domain/payments/account-codes.ts';
import { parseMessageId } from '../../domain/payments/file-id.ts';
import { isWithBank } from '../../domain/payments/run-lifecycle.ts';
import { type Break, fingerprintOf } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { ExceptionReason } from '../../domain/reconciliation/exception-reason.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { accountReturned } from '../awards/account-returned.ts';
import { advanceRun } from '../payments/advance-run.ts';
import { readChunk } from '../payments/chunks.ts';
import { fileOfPlace, markSilence, moveFile } from '../payments/run-files.ts';
import type { RunHead } from '../payments/run-head.ts';
import type { Clock } from '../ports/clock.ts';
import type { Key, Table } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';
import type { FoundInChunk, LineFacts, News } from './chunk-news.ts';
import { endAnswered, resolveByBank } from './end-by-bank.ts';
import { exceptionIdOf, type FoundBreak, openException } from './exceptions.ts';
import { fileAnswers, isAcceptance } from './file-answers.ts';
import { type Location, type Located, locatePayments } from './locate-payments.ts';
import { type RunNews, runNews } from './run-news.ts';
import { type FoundStatementBreak, keepStatement } from './statements.ts';
import { readImportedRun, SeparationOfDuties, surveyMessage } from './survey-message.ts';
import { coveredBy, rejectWholeFile, takeWholeFile } from './whole-file.ts';

export interface ImportBankMessageInput {
  readonly actor: Actor;
  /** Hex SHA-256 of the message's bytes: the same bytes again change nothing. */
  readonly contentHash: string;
  /** Reads the stored message from its beginning; called twice, because nothing is posted of half a message,
   * or of one that speaks of a run that is not the importer's to hear of. */
  open(): AsyncIterable<BankRecord>;
}

export interface ImportedBankMessage extends ImportResult {
  readonly alreadyImported: boolean;
}

export type ImportBankMessageError =
  /** It is no message of a kind that we read, or not one that can be read. */
  | {
      readonly kind: 'unreadable';
      readonly reason: UnreadableCode;
      readonly line: number;
      readonly column: number;
    }
  /** The message ends before its end. */
  | { readonly kind: 'incomplete' }
  /** Who prepared or released a run, or had a part in its claims, does not import its results (invariants.md 5). */
  | { readonly kind: 'separation'; readonly runId: string };

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

/**
 * Imports what a bank says: settlements, returns and rejections are booked by chunk and share, and only what goes
 * another way than its chunk is written by payment. Every line matches one payment or stands as an open exception
 * (invariants.md 8); no odd line stops the rest. Safe to repeat after a crash at any point, and for entries that come
 * again in another message.
 */
export function createImportBankMessage(deps: Deps) {
  return async (
    input: ImportBankMessageInput,
  ): Promise<Result<ImportedBankMessage, ImportBankMessageError>> => {
    const earlier = await deps.table.get(messageKey(input.contentHash));
    if (earlier) return ok({ ...importResultSchema.parse(earlier), alreadyImported: true });
    try {
      const messageId = await surveyMessage(deps.table, input.open(), input.actor);
      if (messageId === undefined) return err({ kind: 'incomplete' });
      const session = importSession(deps, input);
      for await (const record of input.open()) await session.take(record);
      return ok({ ...(await session.finish(messageId)), alreadyImported: false });
    } catch (error) {
      if (error instanceof SeparationOfDuties) return err({ kind: 'separation', runId: error.runId });
      if (error instanceof UnreadableBankMessage) {
        const { code: reason, line, column } = error;
        return err({ kind: 'unreadable', reason, line, column });
      }
      throw error;
    }
  };
}

function messageKey(contentHash: string): Key {
  return { pk: subjectPk('bank-message', contentHash), sk: 'HEAD' };
}

// Lines located together; and lines kept before they are written, which bounds memory whatever their order.
const linesLocatedAtOnce = 500;
const mostPending = 20_000;
const exceptionsAtOnce = 20;

// A bank's word on one payment, which has no entry of its own to tell it by.
const acceptance = { kind: 'acceptance', reference: 'ACCP', isAnnouncement: false } as const;
const rejection = { kind: 'rejection', reference: 'RJCT', isAnnouncement: false } as const;
const neverHad = { kind: 'never-had', reference: 'AG09', isAnnouncement: false } as const;

type StatementHeader = Extract<BankRecord, { kind: 'statement' }>;

interface WaitingLine {
  readonly endToEndId: string;
  readonly kind: News['kind'] | 'never-had';
  readonly line: LineFacts;
  readonly reference: string;
  /** Of a camt.054. */
  readonly isAnnouncement: boolean;
}

function importSession(deps: Deps, { actor, contentHash }: ImportBankMessageInput) {
  const { table, clock } = deps;
  const runs = new Map<string, RunNews>();
  const waiting: WaitingLine[] = [];
  const statements: KeptStatement[] = [];
  const headers = new Map<string, StatementHeader>();
  const acknowledged = new Set<string>();
  const unplaced = new Map<string, number>();
  const corrected: string[] = [];
  const answers = fileAnswers(table);
  let [hasProblems, isAnnouncement] = [false, false];
  const accountsRefused: { readonly located: Located; readonly code: string }[] = [];
  let breaks: FoundBreak[] = [];
  let [taken, exceptions, wholeMatched, wholeRejected] = [0, 0, 0, 0];

  async function runOf(runId: string): Promise<RunNews | undefined> {
    const known = runs.get(runId);
    if (known) return known;
    const head = await readImportedRun(table, runId, actor);
    if (!head) return undefined;
    const news = runNews(deps, head, actor, contentHash);
    runs.set(runId, news);
    return news;
  }

  function found(
    reason: ExceptionReason,
    line: LineFacts,
    about: Partial<
      Pick<FoundBreak, 'paymentId' | 'runId' | 'instructedFen' | 'money' | 'differenceFen' | 'fingerprint'>
    > = {},
  ): void {
    const { identity, ...facts } = line;
    breaks.push({
      exceptionId: exceptionIdOf([reason, ...identity]),
      reason,
      message: contentHash,
      ...facts,
      ...about,
    });
  }

  /** A break of a line that belongs to no chunk, where its like may come twice in one message. */
  function foundUnplaced(
    reason: ExceptionReason,
    line: LineFacts,
    about: Parameters<typeof found>[2] = {},
  ): void {
    const name = JSON.stringify(line.identity);
    const occurrence = (unplaced.get(name) ?? 0) + 1;
    unplaced.set(name, occurrence);
    found(reason, { ...line, identity: [...line.identity, occurrence] }, about);
  }

  /** A break of the message itself, of the account and day of its statement where that is known. */
  function foundProblem({ problem, line, column, statementId }: BankProblemRecord): void {
    const header = statementId === undefined ? undefined : headers.get(statementId);
    found(problem === 'balance-differs' ? 'balance-differs' : 'unreadable', {
      identity: [contentHash, line, column, problem],
      code: problem,
      ...(header === undefined ? {} : { bankAccount: header.account }),
      ...(header?.closing?.on === undefined ? {} : { bookedOn: header.closing.on }),
    });
  }

  function foundBetween({ statement, ...one }: FoundStatementBreak): void {
    const { bankAccount, day, sequence, statementId, openingFen } = statement;
    const about = { bankAccount, bookedOn: day };
    if (one.kind === 'sequence-gap') {
      const identity = [bankAccount, day, sequence ?? ''];
      found(one.kind, { identity, ...about, code: String(one.missing) });
      return;
    }
    const { differenceFen } = one;
    const identity = [bankAccount, day, statementId, openingFen, differenceFen];
    // No direction: no money moved that nobody has booked, so nothing goes to suspense.
    const amountFen = differenceFen < 0 ? subtractFen(zeroFen, differenceFen) : differenceFen;
    found(one.kind, { identity, ...about, amountFen });
  }

  function foundInRun({ head }: RunNews, { reason, news, differenceFen }: FoundInChunk): void {
    const { line, located, fingerprint } = news;
    const { amountFen } = line;
    found(reason, line, {
      paymentId: located.paymentId,
      runId: head.runId,
      instructedFen: located.instructedFen,
      fingerprint,
      ...(differenceFen === undefined ? {} : { differenceFen }),
      ...(amountFen === undefined || amountFen < 0
        ? {}
        : {
            money: {
              programme: head.programme,
              year: head.terms.year,
              period: head.period,
              parts: suspenseParts(head, reason, amountFen, located.instructedFen),
            },
          }),
    });
  }

  async function locateWaiting(): Promise<void> {
    const lines = waiting.splice(0);
    const locations = await locatePayments(
      table,
      lines.map(({ endToEndId }) => endToEndId),
    );
    for (const [at, line] of lines.entries()) await place(line, locations[at] ?? { kind: 'unknown-id' });
    if ([...runs.values()].reduce((sum, run) => sum + run.pending(), 0) >= mostPending) await flush();
  }

  async function place(
    { kind, line, reference, isAnnouncement }: WaitingLine,
    location: Location,
  ): Promise<void> {
    if (location.kind !== 'located') {
      foundUnplaced(location.kind, line, 'paymentId' in location ? { paymentId: location.paymentId } : {});
      return;
    }
    const run = await runOf(location.runId);
    if (!run || !isWithTheBank(run.head, location)) {
      foundUnplaced('not-sent', line, { paymentId: location.paymentId, runId: location.runId });
      return;
    }
    const { position, instructedFen, paymentId, runId } = location;
    if (kind === 'never-had') {
      found('never-received', line, { paymentId, runId, instructedFen });
      return;
    }
    const file = kind === 'acceptance' || kind === 'rejection' ? fileOfPlace(run.head, location) : undefined;
    if (file) answers.note(run.head, file, { payment: kind === 'acceptance' ? 'accepted' : 'rejected' });
    run.add(
      { kind, position, instructedFen, amountFen: line.amountFen, isAnnouncement, located: location, line },
      reference,
    );
    const { code } = line;
    if ((kind === 'credit' || kind === 'rejection') && isAboutAccount(code)) {
      accountsRefused.push({ located: location, code });
    }
  }

  /** Awards whose account the bank would not pay to wait for another; told again after a crash, it changes nothing. */
  async function askForAccounts(): Promise<void> {
    const byChunk = Map.groupBy(
      accountsRefused.splice(0),
      ({ located: { runId, attempt, chunk } }) => `${runId} ${String(attempt)} ${String(chunk)}`,
    );
    for (const refused of byChunk.values()) {
      const chunk = refused[0] && (await readChunk(table, refused[0].located));
      for (const { located, code } of refused) {
        const { awardId, paymentId, position } = located;
        const accountVersion = chunk?.accountVersions[position];
        if (accountVersion === undefined) continue;
        await accountReturned(deps, { awardId, accountVersion, paymentId, code }, actor);
      }
    }
  }

  async function flush(): Promise<void> {
    for (const run of runs.values()) {
      if (run.pending() === 0) continue;
      const flushed = await run.flush();
      for (const one of flushed.breaks) foundInRun(run, one);
      corrected.push(...flushed.corrections.map(({ located }) => located.paymentId));
      await acknowledgeFiles(run);
    }
    await writeExceptions();
    await askForAccounts();
  }

  /** Results prove that the bank has a file of which nobody knew whether it had. */
  async function acknowledgeFiles({ head, files }: RunNews): Promise<void> {
    for (const file of files()) await acknowledge(head, file);
  }

  async function acknowledge(head: RunHead, file: number): Promise<void> {
    const name = `${head.runId} ${String(file)}`;
    if (acknowledged.has(name)) return;
    acknowledged.add(name);
    // Of a file that it took before, and was asked after in vain, the bank has now said something.
    await markSilence(table, head, file, undefined);
    if (head.state !== 'filed' && head.state !== 'unknown') return;
    await moveFile(table, head, file, { from: ['ready', 'sending', 'unknown'], to: 'acknowledged' });
  }

  async function writeExceptions(): Promise<void> {
    const toWrite = breaks;
    breaks = [];
    exceptions += toWrite.length;
    const putRight = corrected.splice(0);
    for (let from = 0; from < toWrite.length; from += exceptionsAtOnce) {
      const moment = { at: clock.now(), date: clock.today(), actor };
      const group = toWrite.slice(from, from + exceptionsAtOnce);
      await Promise.all(group.map((one) => openException(table, one, moment)));
    }
    for (const paymentId of putRight) await resolveByBank(deps, paymentId, actor);
  }

  async function takeLine(line: StatementLine): Promise<void> {
    if (line.status !== 'booked') return;
    const facts = lineFacts(line, headers.get(line.statementId)?.account ?? '', contentHash);
    const reference = referenceOf(line);
    if (line.endToEndId !== undefined) {
      waiting.push({
        endToEndId: line.endToEndId,
        kind: kindOf(line),
        line: facts,
        reference,
        isAnnouncement,
      });
      if (waiting.length >= linesLocatedAtOnce) await locateWaiting();
      return;
    }
    const fileId = line.batch?.paymentInformationId ?? line.batch?.messageId ?? line.paymentInformationId;
    const isWhole = line.part === undefined && line.direction === 'debit' && !line.reversal;
    if (isWhole && fileId !== undefined) await takeBatchBooking(fileId, facts, reference);
    else foundUnplaced('no-id', facts);
  }

  /** One booking for a whole file, without its payments: it must be exactly what the file has outstanding. */
  async function takeBatchBooking(fileId: string, line: LineFacts, reference: string): Promise<void> {
    const place = await fileOf(fileId);
    if (!place) {
      foundUnplaced('unknown-id', line);
      return;
    }
    await locateWaiting();
    await flush();
    const fingerprint = fingerprintOf(reference);
    const covered = await coveredBy(deps, place.run.head, place.file, fingerprint);
    if (covered.count === 0 || covered.fen !== line.amountFen) {
      foundUnplaced('batch-differs', line, { runId: place.run.head.runId });
      return;
    }
    await acknowledge(place.run.head, place.file.file);
    await takeWholeFile(deps, place.run.head, place.file, {
      outcome: 'settled',
      bookedOn: line.bookedOn,
      fingerprint,
      actor,
      message: contentHash,
    });
    wholeMatched += covered.count;
  }

  async function fileOf(text: string) {
    const id = parseMessageId(text);
    const run = id && (await runOf(id.runId));
    const file = run?.head.files.find((one) => one.file === id?.file);
    if (run?.head.attempt !== id?.attempt) return undefined;
    return run && file && isWithBank(run.head.state) ? { run, file } : undefined;
  }

  /** A bank's word on a whole file. */
  async function takeFileStatus(
    fileId: string | undefined,
    status: string | undefined,
    codes: readonly string[],
  ) {
    const place = fileId === undefined ? undefined : await fileOf(fileId);
    // "AG09" answers an enquiry: the bank never had it. Who asked takes that answer by itself.
    if (!place || status === undefined || codes.includes('AG09')) return;
    const { head } = place.run;
    await acknowledge(head, place.file.file);
    const whole = status === 'RJCT' ? 'rejected' : isAcceptance(status) ? 'accepted' : 'mentioned';
    answers.note(head, place.file, { whole });
  }

  /** At the message's end, when it is known what it says of the file's payments. */
  async function takeRejectedFiles(): Promise<void> {
    for (const { head, file, contradicted } of answers.rejected()) {
      if (contradicted) {
        const identity = [contentHash, file.messageId];
        found('contradictory', { identity }, { runId: head.runId });
        continue;
      }
      const said = { actor, message: contentHash };
      wholeRejected += await rejectWholeFile(deps, head, file, 'acknowledged', said);
    }
  }

  async function takeStatus(record: Extract<BankRecord, { kind: 'payment-status' }>): Promise<void> {
    const { endToEndId, amountFen, status, originalMessageId } = record;
    const accepted = isAcceptance(status);
    if (status !== 'RJCT' && !accepted) {
      await takeUndecided(originalMessageId);
      return;
    }
    // Said of the whole file already; an amount is compared all the same.
    if (accepted && amountFen === undefined && answers.isAccepted(originalMessageId)) return;
    const code = codesOf(record.reasons)[0];
    const line: LineFacts = {
      identity: [accepted ? 'accepted' : 'status', endToEndId, code ?? ''],
      endToEndId,
      ...(amountFen === undefined ? {} : { amountFen }),
      ...(code === undefined ? {} : { code }),
    };
    if (record.neverReceived) await takeUndecided(originalMessageId);
    const said = record.neverReceived ? neverHad : accepted ? acceptance : rejection;
    waiting.push({ endToEndId, line, ...said });
    if (waiting.length >= linesLocatedAtOnce) await locateWaiting();
  }

  /** The bank has the file, and has not made up its mind about some of it. */
  async function takeUndecided(messageId: string | undefined): Promise<void> {
    const place = messageId === undefined ? undefined : await fileOf(messageId);
    if (!place) return;
    await acknowledge(place.run.head, place.file.file);
    answers.note(place.run.head, place.file, { payment: 'undecided' });
  }

  return {
    async take(record: BankRecord): Promise<void> {
      taken += 1;
      switch (record.kind) {
        case 'line':
          await takeLine(record);
          break;
        case 'payment-status':
          await takeStatus(record);
          break;
        case 'group-status':
          await takeFileStatus(record.originalMessageId, record.status, codesOf(record.reasons));
          break;
        case 'payment-information-status':
          await takeFileStatus(
            record.paymentInformationId ?? record.originalMessageId,
            record.status,
            codesOf(record.reasons),
          );
          break;
        case 'statement':
          headers.set(record.statementId, record);
          break;
        case 'problem':
          hasProblems = true;
          foundProblem(record);
          break;
        case 'message':
          isAnnouncement = record.message === 'camt.054';
          break;
        case 'statement-end':
          if (!isAnnouncement) statements.push(...keptOf(headers.get(record.statementId), record));
          break;
        case 'message-end':
          break;
      }
    },

    async finish(messageId: string): Promise<ImportResult> {
      await locateWaiting();
      await flush();
      await takeRejectedFiles();
      await answers.keep(hasProblems);
      for (const statement of statements) {
        for (const one of await keepStatement(table, statement)) foundBetween(one);
      }
      await writeExceptions();
      for (const run of runs.values()) {
        const { runId, chasedOn } = await advanceRun(deps, run.head.runId);
        if (chasedOn !== undefined) await endAnswered(deps, actor, runId);
      }
      const counts = [...runs.values()].map((run) => run.counts);
      const sum = (name: 'matched' | 'returned' | 'rejected') =>
        counts.reduce((total, one) => total + one[name], 0);
      const result = {
        messageId,
        matched: sum('matched') + wholeMatched,
        returned: sum('returned'),
        rejected: sum('rejected') + wholeRejected,
        exceptions,
      };
      return keepResult(deps, actor, contentHash, result, taken);
    },
  };
}

/** A statement that can be placed among the others: it has both balances, and the day of the last. */
function keptOf(
  header: StatementHeader | undefined,
  { statementId, account, opening, closing }: Extract<BankRecord, { kind: 'statement-end' }>,
): readonly KeptStatement[] {
  if (!opening || closing?.on === undefined) return [];
  const { electronicSequence: sequence, page } = header ?? {};
  return [
    {
      bankAccount: account,
      day: closing.on,
      statementId,
      openingFen: opening.amountFen,
      closingFen: closing.amountFen,
      ...(opening.on === undefined ? {} : { openingDay: opening.on }),
      ...(sequence === undefined ? {} : { sequence }),
      ...(page === undefined ? {} : { page: page.number }),
    },
  ];
}

/**
 * The split of money in suspense. A disputed payment's is that of the payment and of the difference, each on its own:
 * when the bank puts the difference right and the payment settles, they leave suspense by the same split.
 */
function suspenseParts(
  head: RunHead,
  reason: Break,
  amountFen: Fen,
  instructedFen: Fen,
): readonly SharePart[] {
  const { split } = shareSplitter(head.terms.shares);
  if (reason !== 'amount-differs') return split(amountFen);
  if (amountFen >= instructedFen)
    return addParts(split(instructedFen), split(subtractFen(amountFen, instructedFen)));
  const less = split(subtractFen(instructedFen, amountFen));
  return split(instructedFen).map(({ share, amountFen: whole }, at) => ({
    share,
    amountFen: subtractFen(whole, less[at]?.amountFen ?? zeroFen),
  }));
}

/** Whether the bank can know the payment: its run, in the attempt that holds it, has left the house. */
function isWithTheBank(head: RunHead, { attempt }: Located): boolean {
  if (head.attempt !== attempt) return false;
  return isWithBank(head.state) || head.state === 'closed' || head.state === 'rejected';
}

function codesOf(
  reasons: readonly { readonly code?: string | undefined; readonly proprietary?: string | undefined }[],
) {
  return reasons.flatMap(({ code, proprietary }) => code ?? proprietary ?? []);
}

/** A reversal that is no return puts right what the bank had booked; every other credit of ours is money back. */
function kindOf({ direction, reversal, returned }: StatementLine): News['kind'] {
  if (reversal && !returned) return direction === 'debit' ? 'correction-debit' : 'correction-credit';
  return direction;
}

/** What makes a line the same line in another message: the bank's own number, or the day where it gives none. */
function referenceOf(line: StatementLine): string {
  return line.bankReference ?? line.entryReference ?? `on ${line.bookedOn ?? line.valueOn ?? ''}`;
}

function lineFacts(line: StatementLine, account: string, contentHash: string): LineFacts {
  const { direction, amountFen, endToEndId, bankReference, returned } = line;
  const bookedOn = line.bookedOn ?? line.valueOn;
  const code = returned?.reason && codesOf([returned.reason])[0];
  // Without a reference and an id, only its place in the message tells a line from the next.
  const name =
    bankReference ??
    line.entryReference ??
    (endToEndId === undefined ? `${contentHash} ${String(line.line)}` : '');
  return {
    identity: [direction, account, endToEndId ?? '', name, amountFen, bookedOn ?? ''],
    direction,
    amountFen,
    ...(account === '' ? {} : { bankAccount: account }),
    ...(bookedOn === undefined ? {} : { bookedOn }),
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(code === undefined ? {} : { code }),
  };
}

async function keepResult(
  { table, clock }: Deps,
  actor: Actor,
  contentHash: string,
  result: ImportResult,
  records: number,
): Promise<ImportResult> {
  const { actions } = changeSubject(
    undefined,
    {
      subjectKind: 'bank-message',
      subjectId: contentHash,
      at: clock.now(),
      actor,
      event: 'imported',
      to: 'imported',
      detail: { ...result, records },
    },
    { ...result },
  );
  const written = await transact(table, actions);
  if (written.ok) return result;
  // Imported by another at the same time: theirs is the answer.
  const first = conditionFailed(written.error.reasons[0])
    ? await table.get(messageKey(contentHash))
    : undefined;
  return first ? importResultSchema.parse(first) : result;
}
