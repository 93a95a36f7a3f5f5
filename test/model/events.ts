import fc from 'fast-check';
import { payoutChangedActions } from '../../functions/app/payments/payout-changes.ts';
import { type AwardHead, awardPart, parseAwardHead } from '../../functions/app/awards/award-head.ts';
import { type ClaimHead, parseClaimHead } from '../../functions/app/claims/claim-head.ts';
import { accountIndexOf } from '../../functions/app/claims/account-index.ts';
import { parseInstruction } from '../../functions/app/payments/instructions.ts';
import { parseRunHead, type RunHead } from '../../functions/app/payments/run-head.ts';
import { createClosePeriod } from '../../functions/app/periods/close-period.ts';
import { createReadPeriod } from '../../functions/app/periods/list-periods.ts';
import { parseReceivable } from '../../functions/app/receivables/receivable-head.ts';
import type { DecideTaskInput } from '../../functions/app/review/decide-task.ts';
import { taskIdOf } from '../../functions/app/review/task-id.ts';
import { type ExceptionHead, parseException } from '../../functions/app/reconciliation/exceptions.ts';
import { readSuspense } from '../../functions/app/reconciliation/suspense.ts';
import type { Item } from '../../functions/app/store/ports.ts';
import { textAttribute } from '../../functions/app/store/text-attribute.ts';
import { transact } from '../../functions/app/store/transact.ts';
import { asJson } from '../../functions/app/subjects/as-json.ts';
import { changeSubject } from '../../functions/app/subjects/change.ts';
import { sealPart } from '../../functions/app/subjects/sealed-parts.ts';
import { accountSchema } from '../../functions/contracts/claims/claim.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import type { RegisterName } from '../../functions/domain/policy/registers.ts';
import { actsIn, receivableActs } from '../../functions/domain/receivables/receivable-acts.ts';
import {
  type Settlement,
  settlementKinds,
  settlementsOf,
} from '../../functions/domain/reconciliation/settlement.ts';
import type { ExceptionEvent } from '../../functions/domain/reconciliation/exception-lifecycle.ts';
import { officeOf } from '../../functions/domain/review/chain.ts';
import { bankFaultsSchema } from '../../local/bank/bank-faults.ts';
import { demoPayer } from '../../local/home/demo-payer.ts';
import { aForm, postingOf, surely } from '../builders/claims-at-work.ts';
import { observe } from '../invariants/observed.ts';
import { heldPayments } from '../invariants/payment-invariants.ts';
import type { KeptMessage } from './watched-bank.ts';
import type { MoneyLife } from './money-life.ts';

/** Something that happens, with numbers that choose what it happens to among what is there. */
export interface Event {
  readonly kind: keyof typeof happenings;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Two things at the same time, or one by itself. */
export type Moment = readonly [Event] | readonly [Event, Event];

const finance = ['preparer', 'preparer-2', 'approver', 'approver-2', 'reconciler', 'reconciler-2', 'village'];

function staff(n: number, likely?: string): Actor {
  // Mostly who should, and now and then anybody.
  const id = likely !== undefined && n % 4 !== 0 ? likely : pick(finance, n >> 2);
  return { kind: 'staff', id: id ?? 'preparer' };
}

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length];
}

function headsOf<T>(items: readonly Item[], kind: string, parse: (item: Item) => T): readonly T[] {
  return items.filter(({ pk, sk }) => pk.startsWith(`${kind}#`) && sk === 'HEAD').map(parse);
}

const runsOf = (life: MoneyLife): readonly RunHead[] => headsOf(life.items(), 'RUN', parseRunHead);

/** A run in one of the states, or any: what nobody may do is tried as well. */
function aRun(life: MoneyLife, n: number, ...states: readonly RunHead['state'][]): RunHead | undefined {
  const runs = runsOf(life);
  return pick(n % 5 === 0 ? runs : runs.filter(({ state }) => states.includes(state)), n);
}

/** Accounts by what the bank does with them (local/bank/README.md). */
const accountEndings = ['77777777', '77777777', '77777777', '00009901', '00008804'];

function formOf(n: number) {
  const form = aForm(n % 4, { whose: n % 8 < 4 ? 'wife' : 'husband' });
  const number = `${form.account.number.slice(0, 8)}${String(n % 8)}${pick(accountEndings, n) ?? ''}`;
  return { ...form, account: { ...form.account, number } };
}

async function claim(life: MoneyLife, { a, b }: Event): Promise<void> {
  const n = a % 8;
  // The same request twice, or another claim of the same person.
  const key = b % 3 === 0 ? life.secrets.newKey() : `claim-${String(n)}`;
  const earlier = answers.get(life)?.get(key);
  const receipt = await life.submit(formOf(n), {
    idempotency: { scope: 'POST /claims', key, bodyHash: String(n) },
  });
  if (earlier !== undefined && earlier !== receipt.claimId) life.report('10 the same key got another answer');
  const known = answers.get(life) ?? new Map<string, string>();
  answers.set(life, known.set(key, receipt.claimId));
  life.acknowledge('a claim', `CLAIM#${receipt.claimId}`, 1);
}

const answers = new WeakMap<MoneyLife, Map<string, string>>();

const reviewers = ['village', 'village-2', 'street', 'street-2', 'district', 'district-2', 'appeals'];

async function review(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  const open = headsOf(life.items(), 'CLAIM', parseClaimHead).filter(({ task }) => task !== undefined);
  const head = pick(open, a);
  if (!head?.task) return;
  const office = officeOf(head.task.stage);
  const sub = b % 5 === 0 ? pick(reviewers, b) : b % 2 === 0 ? office : `${office}-2`;
  const outcome = c % 8 === 0 ? 'return' : c % 9 === 0 ? 'reject' : 'approve';
  const codes = head.decision?.unknown ?? [];
  const decided = await life.decide(sub ?? office, head.claimId, outcome, {
    ...asSeen(head),
    idempotency: { scope: 'POST /test', key: life.secrets.newKey(), bodyHash: 'body' },
    ...(head.task.stage === 'manual'
      ? {
          findings: codes.map((code) => ({
            code,
            result: outcome === 'reject' ? ('failed' as const) : ('met' as const),
            basis: '户口簿',
            evidenceIds: [],
          })),
        }
      : {}),
  });
  if (decided.ok) life.acknowledge('a decision', `CLAIM#${head.claimId}`, head.version + 1);
}

/** The task as whoever decides it saw it: somebody may be faster. */
function asSeen({ claimId, task }: ClaimHead): Pick<DecideTaskInput, 'taskId' | 'payloadHash'> {
  if (!task) throw new Error(`claim ${claimId} has no task`);
  return { taskId: taskIdOf(claimId, task.version), payloadHash: task.payloadHash };
}

/** Every office does its day's work as it should. */
async function officesWork(life: MoneyLife): Promise<void> {
  for (const head of headsOf(life.items(), 'CLAIM', parseClaimHead)) {
    if (head.state !== 'review' || !head.task) continue;
    const idempotency = { scope: 'POST /test', key: life.secrets.newKey(), bodyHash: 'body' };
    await life.decide(officeOf(head.task.stage), head.claimId, 'approve', { ...asSeen(head), idempotency });
    await life.settle();
  }
}

/** What a claimant does of their own accord. */
async function claimant(life: MoneyLife, { a, b }: Event): Promise<void> {
  const claims = headsOf(life.items(), 'CLAIM', parseClaimHead);
  const idempotency = { scope: 'POST /test', key: life.secrets.newKey(), bodyHash: 'body' };
  const by = (state: string) =>
    pick(
      claims.filter((head) => head.state === state),
      a,
    );
  const posted = by('posting');
  const asked = by('awaiting-applicant') ?? by('proposed-rejection');
  const rejected = by('rejected');
  const any = pick(claims, a);
  if (b % 4 === 0 && posted) {
    const objection = { postingId: postingOf(posted), fact: '户口已迁出', idempotency };
    await surely(() => life.lodgeObjection(objection));
  } else if (b % 4 === 1 && asked) {
    const { reference } = asked;
    const permitFor = life.asHolder('answer-request', asked);
    await surely(() => life.answerRequest({ reference, permitFor, message: '已补', idempotency }));
  } else if (b % 4 === 2 && rejected) {
    const { reference } = rejected;
    const permitFor = life.asHolder('lodge-appeal', rejected);
    await surely(() => life.lodgeAppeal({ reference, permitFor, grounds: '不服', idempotency }));
  } else if (b % 16 === 3 && any) {
    const { reference } = any;
    const permitFor = life.asHolder('withdraw-claim', any);
    await surely(() => life.withdrawClaim({ reference, permitFor, idempotency }));
  }
}

/** Objections and appeals are decided. */
async function settleComplaint(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  const idempotency = { scope: 'POST /test', key: life.secrets.newKey(), bodyHash: 'body' };
  const objections = life.items().filter(({ pk, sk }) => pk.startsWith('OBJECTION#') && sk === 'HEAD');
  const appeals = life.items().filter(({ pk, sk }) => pk.startsWith('APPEAL#') && sk === 'HEAD');
  const objection = pick(objections, a);
  const appeal = pick(appeals, a);
  if (c % 2 === 0 && objection) {
    const permitFor = await life.asStaff('decide-objection', pick(reviewers, b) ?? 'district-2');
    const outcome = (['admit', 'dismiss', 'dismiss', 'uphold'] as const)[a % 4] ?? 'admit';
    const objectionId = textAttribute(objection, 'objectionId');
    await surely(() =>
      life.decideObjection({ objectionId, permitFor, outcome, reason: '已核对', idempotency }),
    );
  } else if (appeal) {
    const permitFor = await life.asStaff('decide-appeal', b % 3 === 0 ? 'appeals-2' : 'appeals');
    const outcome = (['uphold', 'remit', 'dismiss'] as const)[a % 3] ?? 'uphold';
    const appealId = textAttribute(appeal, 'appealId');
    await surely(() => life.decideAppeal({ appealId, permitFor, outcome, reason: '已核对', idempotency }));
  }
}

async function prepare(life: MoneyLife, { a, b }: Event): Promise<void> {
  const actor = staff(a, 'preparer');
  const period = b % 4 === 0 ? '2008-H2' : '2008-H1';
  const prepared = await surely(() => life.prepareRun({ programme: 'rural-reward', period, actor }));
  if (prepared.ok) life.acknowledge('a run', `RUN#${prepared.value.runId}`, 1);
}

/** Finance prepares what is due, and releases what is prepared, by two people. */
async function financeWorks(life: MoneyLife, { a }: Event): Promise<void> {
  for (const run of runsOf(life)) {
    if (run.state !== 'prepared' || run.payments === 0) continue;
    const { runId, payloadHash = '' } = run;
    await surely(() => life.releaseRun({ runId, payloadHash, actor: { kind: 'staff', id: 'approver' } }));
  }
  await life.settle();
  const preparer = { kind: 'staff', id: 'preparer' } as const;
  for (const period of a % 2 === 0 ? ['2008-H1'] : ['2008-H1', '2008-H2'])
    await surely(() => life.prepareRun({ programme: 'rural-reward', period, actor: preparer }));
}

/** The bank closes its books of the day, and everything it has sent is imported as it should be. */
async function bankDay(life: MoneyLife, { a }: Event): Promise<void> {
  await life.passDays(1 + (a % 4));
  for (const message of life.bank.messages) {
    if (message.imports === 0) await life.importBytes(message, { kind: 'system', id: 'bank-channel' });
  }
}

async function release(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  const run = aRun(life, a, 'prepared');
  if (!run) return;
  const { runId, payloadHash = '', version } = run;
  const hash = c % 6 === 0 ? '0'.repeat(64) : payloadHash;
  const released = await surely(() =>
    life.releaseRun({ runId, payloadHash: hash, actor: staff(b, 'approver') }),
  );
  if (released.ok)
    life.acknowledge('a release', `RUN#${runId}`, Math.min(version + 1, released.value.version));
}

async function stop(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  const run = aRun(life, a, 'prepared', 'released', 'filed', 'building');
  if (!run) return;
  const input = { runId: run.runId, actor: staff(b, 'approver'), reason: 'test' };
  const stopped = await surely(() => (c % 2 === 0 ? life.sendBackRun(input) : life.cancelRun(input)));
  if (stopped.ok) life.acknowledge('a stop', `RUN#${run.runId}`, stopped.value.version);
}

async function reissue(life: MoneyLife, { a, b }: Event): Promise<void> {
  const back = headsOf(life.items(), 'PAYMENT', parseInstruction);
  const likely = back.filter(({ state }) => state === 'returned' || state === 'rejected');
  const instruction = pick(b % 5 === 0 ? back : likely, a);
  if (!instruction) return;
  const { paymentId } = instruction;
  await surely(() => life.reissuePayment({ paymentId, actor: staff(b, 'preparer') }));
}

/** A payee names another account, which from then on is one that takes payments. */
async function changeAccount(life: MoneyLife, { a, b }: Event): Promise<void> {
  const award = pick(headsOf(life.items(), 'AWARD', parseAwardHead), a);
  if (!award) return;
  await surely(async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      const item = await life.stored.get({ pk: `AWARD#${award.awardId}`, sk: 'HEAD' });
      if (item && (await changed(life, item, b))) return;
    }
  });
}

async function changed(life: MoneyLife, item: Item, b: number): Promise<boolean> {
  const head: AwardHead = parseAwardHead(item);
  const { awardId, programme } = head;
  const accountVersion = head.accountVersion + 1;
  const number = `9908603${String(b % 1_000).padStart(4, '0')}${String(accountVersion % 100).padStart(2, '0')}666666`;
  const account = accountSchema.parse({ holder: '王璎珞', bank: 'DEMOCNSH', number });
  const at = life.clock.now();
  const sealed = await sealPart(life.envelopes, awardPart(awardId, 'payee'), asJson(account));
  const { pk: _pk, sk: _sk, version: _version, auditHash: _hash, ...attributes } = item;
  const change = changeSubject(
    { version: head.version, auditHash: head.auditHash },
    {
      subjectKind: 'award',
      subjectId: awardId,
      at,
      actor: { kind: 'staff', id: 'payee-clerk' },
      event: 'account-changed',
      from: head.state,
      to: head.state,
      detail: { account: sealed.commitment },
    },
    { ...attributes, accountVersion, accountIndex: accountIndexOf(life.keyed, account) },
  );
  const stale = await payoutChangedActions(life.table, programme, {
    kind: 'account',
    awardId,
    accountVersion,
  });
  return (await transact(life.table, [...change.actions, sealed.action, ...stale])).ok;
}

/** What came back goes out again: the payee names an account that takes it, and finance asks for the reissue. */
async function clerksWork(life: MoneyLife, { b }: Event): Promise<void> {
  const back = headsOf(life.items(), 'PAYMENT', parseInstruction);
  for (const { state, awardId, paymentId } of back) {
    if (state !== 'returned' && state !== 'rejected') continue;
    await surely(async () => {
      const item = await life.stored.get({ pk: `AWARD#${awardId}`, sk: 'HEAD' });
      if (item) await changed(life, item, b);
    });
    await surely(() => life.reissuePayment({ paymentId, actor: { kind: 'staff', id: 'preparer' } }));
  }
}

async function fund(life: MoneyLife, { a }: Event): Promise<void> {
  await life.fund(pick([300, 600, 1_200, 9_000], a) ?? 300, life.secrets.newKey());
}

async function letDaysPass(life: MoneyLife, { a, b }: Event): Promise<void> {
  await life.passDays(b % 40 === 0 ? 301 : b % 9 === 0 ? 31 : 1 + (a % 9));
}

const presets = [
  {},
  { timeoutPaid: 0.5, timeoutUnpaid: 0.5 },
  { timeoutUnpaid: 1 },
  { timeoutPaid: 1 },
  { lose: 0.5 },
  { duplicate: 0.5, wrongAmount: 0.5 },
  { return: 0.6 },
  { timeoutPaid: 0.2, timeoutUnpaid: 0.2, lose: 0.2, duplicate: 0.3, return: 0.3, wrongAmount: 0.3 },
];

async function bankGoesWrong(life: MoneyLife, { a, b }: Event): Promise<void> {
  await life.bank.simulator.setFaults(bankFaultsSchema.parse({ seed: b, ...pick(presets, a) }));
}

async function endOfDay(life: MoneyLife): Promise<void> {
  await life.bank.simulator.endOfDay();
}

async function stranger(life: MoneyLife, { a, b }: Event): Promise<void> {
  const payment = pick(headsOf(life.items(), 'PAYMENT', parseInstruction), a);
  await life.bank.simulator.credit(demoPayer.debtor.account, fen(100 + (a % 900)), {
    reference: `STRANGER-${String(b)}`,
    ...(b % 3 === 0
      ? {}
      : { endToEndId: b % 3 === 1 || !payment ? `X${String(b)}` : `HM${payment.paymentId.toUpperCase()}00` }),
  });
}

/** A message of the bank's arrives: in turn, late, again, or cut off. */
async function importMessage(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  await life.bank.simulator.deliverPending();
  const { messages } = life.bank;
  const fresh = messages.filter(({ imports }) => imports === 0);
  const message: KeptMessage | undefined =
    c % 5 === 0 ? pick(messages, a) : c % 3 === 0 ? pick(fresh, a) : fresh[0];
  if (!message) return;
  const actor: Actor = b % 3 === 0 ? { kind: 'system', id: 'bank-channel' } : staff(b, 'reconciler');
  if (c % 7 === 0) {
    const half = message.bytes.subarray(0, message.bytes.length >> 1);
    const cut = await life.importBytes({ ...message }, actor, half).catch((fault: unknown) => fault);
    const isRefused =
      cut instanceof Error ? cut.name === 'UnreadableBankMessage' : !(cut as { ok: boolean }).ok;
    if (!isRefused) life.report('8 half a message was imported');
    return;
  }
  await life.importBytes(message, actor);
}

async function enquire(life: MoneyLife, { a, b }: Event): Promise<void> {
  const run = aRun(life, a, 'filed', 'unknown', 'sent', 'settling');
  if (run) await surely(() => life.enquireRun({ runId: run.runId, actor: staff(b, 'preparer') }));
}

const exceptionEvents: readonly ExceptionEvent[] = ['take', 'propose', 'approve', 'refuse', 'ask', 'answer'];

async function handleException(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  const open = headsOf(life.items(), 'EXCEPTION', parseException).filter(({ state }) => state !== 'resolved');
  const exception = pick(open, a);
  if (!exception) return;
  const natural = {
    open: 'take',
    investigating: 'propose',
    waiting: 'answer',
    proposed: 'approve',
    resolved: 'take',
  } as const;
  const event = c % 4 === 0 ? pick(exceptionEvents, c) : natural[exception.state];
  const { exceptionId, version } = exception;
  const actor = staff(b, b % 2 === 0 ? 'settler' : 'settler-2');
  const settlement = event === 'propose' ? await settlementOf(life, exception, c) : undefined;
  const done = await surely(() =>
    life.handleException({
      exceptionId,
      event: event ?? 'take',
      actor,
      resolution: 'bank-error',
      ...(settlement ? { settlement } : {}),
    }),
  );
  if (done.ok) life.acknowledge('an exception', `EXCEPTION#${exceptionId}`, version + 1);
}

/** Two people settle what is open, one after the other, as far as what they find lets them. */
async function exceptionsWork(life: MoneyLife, { a, c }: Event): Promise<void> {
  const open = headsOf(life.items(), 'EXCEPTION', parseException).filter(
    ({ state }) => state === 'open' || state === 'investigating',
  );
  // Those of payments first: lines of strangers come by the dozen.
  const inOrder = [...open].sort(
    (one, other) => Number(other.paymentId !== undefined) - Number(one.paymentId !== undefined),
  );
  const from = a % 3 === 0 ? 1 : 0;
  for (const [at, exception] of inOrder.slice(from, from + 3).entries()) {
    const { exceptionId, state } = exception;
    const [one, other] = ['settler', 'settler-2'].map((id) => ({ kind: 'staff', id }) as const);
    if (!one || !other) continue;
    if (state === 'open')
      await surely(() => life.handleException({ exceptionId, event: 'take', actor: one }));
    const settlement = await settlementOf(life, exception, c + at);
    const proposal = {
      exceptionId,
      event: 'propose',
      actor: one,
      resolution: 'looked into',
      settlement,
    } as const;
    const proposed = await surely(() => life.handleException(proposal));
    if (!proposed.ok) continue;
    const approved = await surely(() =>
      life.handleException({ exceptionId, event: 'approve', actor: other }),
    );
    if (approved.ok) life.acknowledge('an exception', `EXCEPTION#${exceptionId}`, approved.value.version);
  }
}

async function isReturned(life: MoneyLife, { endToEndId = '' }: ExceptionHead): Promise<boolean> {
  return (await life.bank.truth()).payments.get(endToEndId)?.status === 'returned';
}

/** One of the ways to settle it; what it names is likely to fit, and need not. */
async function settlementOf(life: MoneyLife, exception: ExceptionHead, n: number): Promise<Settlement> {
  const held = await readSuspense(life.stored, exception);
  const fitting = settlementsOf(exception.reason, held?.side ?? 'none', held?.open?.disputed ?? false);
  // Of lines that are booked elsewhere already there are none here: to say so would be untrue.
  const possible = (n % 7 === 0 ? settlementKinds : fitting).filter((kind) => kind !== 'booked-elsewhere');
  const kind = pick(possible, n >> 2) ?? 'nothing-to-book';
  switch (kind) {
    case 'return':
    case 'not-due':
      // Of a stranger's money, or of the bank's taking back what it paid twice, it would be untrue.
      return {
        kind,
        paymentId: (await isReturned(life, exception)) ? (exception.paymentId ?? 'none') : 'none',
      };
    case 'refund': {
      const others = headsOf(life.items(), 'EXCEPTION', parseException).filter(
        ({ amountFen, direction }) => amountFen === exception.amountFen && direction !== exception.direction,
      );
      return { kind, exceptionId: pick(others, n)?.exceptionId ?? 'none' };
    }
    case 'recovery': {
      const owed = headsOf(life.items(), 'RECEIVABLE', parseReceivable);
      return { kind, receivableId: pick(owed, n)?.receivableId ?? 'none' };
    }
    case 'funding':
    case 'fee':
    case 'remittance':
      return { kind, fund: { programme: 'rural-reward', year: 2008, share: 'district' } };
    case 'accepted': {
      const surplus = pick([undefined, 'receivable', 'loss'] as const, n);
      return surplus === undefined ? { kind } : { kind, surplus };
    }
    default:
      return { kind };
  }
}

const registers: readonly RegisterName[] = ['population', 'marriages', 'attestations'];

async function registersAnswer(life: MoneyLife, { a, b }: Event): Promise<void> {
  life.registers.unavailable.clear();
  const register = pick(registers, a);
  if (b % 2 === 0 && register) life.registers.unavailable.set(register, b % 4 === 0 ? 'down' : 'stale');
}

/** Payments that have been made are found to have been too much, and what is owed is recovered, or not. */
async function recover(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  const receivables = headsOf(life.items(), 'RECEIVABLE', parseReceivable);
  const receivable = pick(receivables, a);
  if (c % 3 === 0 || !receivable) {
    const paid = heldPayments(observe({ items: life.items() })).filter(
      ({ outcome }) => outcome === 'settled',
    );
    const payment = pick(paid, a);
    if (!payment) return;
    const amountFen = fen(1 + ((b * 17) % 12_000));
    const { paymentId } = payment;
    await surely(() => life.assessOverpayment({ paymentId, amountFen, reason: 'test', actor: staff(b) }));
    return;
  }
  const { receivableId, state, proposal } = receivable;
  if (state === 'stayed') {
    const outcome = b % 2 === 0 ? 'dismiss' : 'uphold';
    const actor = { kind: 'staff', id: 'settler' } as const;
    await surely(() => life.decideRecoveryAppeal({ receivableId, outcome, actor, reason: 'test' }));
    return;
  }
  const likely = state === 'notified' ? (b % 3 === 0 ? 'appeal' : 'agree') : actsIn(state, false)[0];
  const chosen = b % 5 === 0 ? pick(receivableActs, b) : likely;
  // What one person proposed is approved more often than not.
  const act = proposal && c % 2 === 0 ? 'approve' : chosen;
  if (act) await surely(() => life.handleReceivable({ receivableId, act, actor: staff(c), reason: 'test' }));
}

/** Somebody who was paid is found to have been paid too much, and agrees to pay it back. */
async function recoveriesWork(life: MoneyLife, { a, b }: Event): Promise<void> {
  const [assessor, notifier] = (['settler', 'settler-2'] as const).map((id): Actor => ({
    kind: 'staff',
    id,
  }));
  const paid = heldPayments(observe({ items: life.items() })).filter(({ outcome }) => outcome === 'settled');
  const payment = pick(paid, a);
  if (!payment || !assessor || !notifier) return;
  const amountFen = fen(1 + ((b * 17) % 12_000));
  const { paymentId } = payment;
  const found = await surely(() =>
    life.assessOverpayment({ paymentId, amountFen, reason: 'test', actor: assessor }),
  );
  if (!found.ok) return;
  const { receivableId } = found.value;
  for (const act of ['notify', 'agree'] as const)
    await surely(() => life.handleReceivable({ receivableId, act, actor: notifier, reason: 'test' }));
  life.acknowledge('a receivable', `RECEIVABLE#${receivableId}`, 1);
}

/** What came back is found not to be owed, by two people. */
async function notOwed(life: MoneyLife, { a, b }: Event): Promise<void> {
  const back = headsOf(life.items(), 'PAYMENT', parseInstruction).filter(
    ({ state }) => state === 'returned' || state === 'rejected',
  );
  const instruction = pick(back, a);
  if (!instruction) return;
  const { paymentId } = instruction;
  for (const [event, id] of [
    ['propose', 'settler'],
    ['approve', b % 4 === 0 ? 'settler' : 'settler-2'],
  ] as const) {
    const actor = { kind: 'staff', id } as const;
    await surely(() => life.cancelPayment({ paymentId, event, actor, reason: 'test' }));
  }
}

/** The process will be killed: at one of the next writes, or as a file is handed over. */
async function crash(life: MoneyLife, { a, b, c }: Event): Promise<void> {
  const when = b % 2 === 0 ? 'before' : 'after';
  if (c % 4 === 0) life.bank.crashAtSend(when);
  else life.crashing.arm(1 + (a % 12), when);
}

/** Two people close the last month, with whatever is open in it; now and then one of them is nobody's second person. */
async function closeBooks(life: MoneyLife, { a, b }: Event): Promise<void> {
  const month = plusDays(calendarDate(`${life.clock.today().slice(0, 7)}-01`), -1).slice(0, 7);
  const close = createClosePeriod(life);
  const read = createReadPeriod(life);
  for (const [event, actor] of [
    ['propose', staff(a, 'preparer')],
    [b % 7 === 0 ? 'refuse' : 'approve', staff(b, 'approver')],
  ] as const) {
    await surely(async () => {
      const checksHash = (await read(month))?.checksHash ?? '';
      await close({ periodId: month, event, actor, checksHash, explanation: 'test' });
    });
  }
}

async function clockJumps(life: MoneyLife, { a }: Event): Promise<void> {
  life.clock.advance(a % 2 === 0 ? 3_600 : -3_600);
}

const happenings = {
  claim,
  review,
  officesWork,
  financeWorks,
  clerksWork,
  bankDay,
  claimant,
  settleComplaint,
  prepare,
  release,
  stop,
  reissue,
  changeAccount,
  fund,
  letDaysPass,
  bankGoesWrong,
  endOfDay,
  stranger,
  importMessage,
  enquire,
  handleException,
  exceptionsWork,
  recover,
  recoveriesWork,
  notOwed,
  closeBooks,
  registersAnswer,
  crash,
  clockJumps,
} as const satisfies Readonly<Record<string, (life: MoneyLife, event: Event) => Promise<void>>>;

/** How often each comes, beside the others. */
const weights: Readonly<Record<Event['kind'], number>> = {
  claim: 5,
  review: 4,
  officesWork: 4,
  financeWorks: 12,
  clerksWork: 6,
  bankDay: 8,
  claimant: 2,
  settleComplaint: 1,
  prepare: 5,
  release: 6,
  stop: 1,
  reissue: 5,
  changeAccount: 2,
  fund: 2,
  letDaysPass: 4,
  bankGoesWrong: 4,
  endOfDay: 4,
  stranger: 1,
  importMessage: 6,
  enquire: 2,
  handleException: 4,
  exceptionsWork: 4,
  recover: 4,
  recoveriesWork: 5,
  notOwed: 3,
  closeBooks: 3,
  registersAnswer: 3,
  crash: 4,
  clockJumps: 1,
};

const eventArbitrary: fc.Arbitrary<Event> = fc
  .tuple(
    fc.oneof(
      ...Object.entries(weights).map(([kind, weight]) => ({
        weight,
        arbitrary: fc.constant(kind as Event['kind']),
      })),
    ),
    fc.nat({ max: 719 }),
    fc.nat({ max: 719 }),
    fc.nat({ max: 719 }),
  )
  .map(([kind, a, b, c]) => ({ kind, a, b, c }));

/** A history: most moments bring one event, some two at once. */
export const historyArbitrary: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(eventArbitrary) },
    { weight: 1, arbitrary: fc.tuple(eventArbitrary, eventArbitrary) },
  ),
  { minLength: 1, maxLength: 50, size: 'max' },
);

/** Where every history begins: claims that were made and approved, and budget for some of them. */
export async function begin(life: MoneyLife): Promise<void> {
  const at = (a: number): Event => ({ kind: 'claim', a, b: 1, c: 0 });
  for (const a of [0, 1, 2, 3, 4]) await claim(life, at(a));
  await life.settle();
  for (let stage = 0; stage < 2; stage += 1) await officesWork(life);
  await life.passDays(8);
  await officesWork(life);
  await life.fund(1_800, life.secrets.newKey());
  await life.settle();
}

/** Lets a moment happen, and all that follows from it. */
export async function happen(life: MoneyLife, moment: Moment): Promise<void> {
  await Promise.all(moment.map((event: Event) => happenings[event.kind](life, event)));
  await life.settle();
}
