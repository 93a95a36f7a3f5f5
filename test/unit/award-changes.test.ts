import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { coolingOffDays } from '../../functions/domain/awards/cooling-off.ts';
import { endingWindowDays } from '../../functions/domain/awards/ending.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { addUser } from '../../functions/app/access/users.ts';
import { accountReturned } from '../../functions/app/awards/account-returned.ts';
import { awardIdOf, type AwardHead, awardKey, readAwardHead } from '../../functions/app/awards/award-head.ts';
import { createShownPayees } from '../../functions/app/awards/shown-payees.ts';
import { createAwardsForRoll } from '../../functions/app/awards/awards-for-roll.ts';
import { createEndAward } from '../../functions/app/awards/end-award.ts';
import { createFundsReport } from '../../functions/app/ledger/budget-report.ts';
import { closeYearActions } from '../../functions/app/ledger/closed-books.ts';
import { postingActions } from '../../functions/app/ledger/posting-actions.ts';
import { createWhomToTell } from '../../functions/app/awards/whom-to-tell.ts';
import { createConfirmPayee } from '../../functions/app/awards/confirm-payee.ts';
import { createSendNotice } from '../../functions/app/notices/send-notice.ts';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { createListLeftOut } from '../../functions/app/payments/list-left-out.ts';
import { createListRunPayments } from '../../functions/app/payments/run-payments.ts';
import { noticeRequestSchema } from '../../functions/contracts/notices.ts';
import type { OutboxMessage } from '../../functions/contracts/store/outbox-message.ts';
import { reasonText } from '../../functions/contracts/bank/reason-codes.ts';
import {
  awardLifecycle,
  awardStates,
  type AwardState,
} from '../../functions/domain/awards/award-lifecycle.ts';
import { type AuditEntry, findChainFault } from '../../functions/domain/audit/chain.ts';
import { isFinal } from '../../functions/domain/lifecycle/lifecycle.ts';
import { shareSplitter } from '../../functions/domain/ledger/shares.ts';
import { transfersOf } from '../../functions/domain/ledger/transfer.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { isAboutAccount } from '../../functions/domain/payments/account-codes.ts';
import { ok } from '../../functions/domain/result/result.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import type { Role } from '../../functions/domain/review/role.ts';
import { createConfirmPayeeHandler } from '../../functions/handlers/http/awards/confirm-payee/handler.ts';
import { createEndAwardHandler } from '../../functions/handlers/http/awards/end-award/handler.ts';
import { createListPayeeChangesHandler } from '../../functions/handlers/http/awards/list-payee-changes/handler.ts';
import { createProposeAccountHandler } from '../../functions/handlers/http/awards/propose-account/handler.ts';
import { createProposePayeeHandler } from '../../functions/handlers/http/awards/propose-payee/handler.ts';
import { createReadAwardHandler } from '../../functions/handlers/http/awards/read-award/handler.ts';
import { createResumeAwardHandler } from '../../functions/handlers/http/awards/resume-award/handler.ts';
import { createSuspendAwardHandler } from '../../functions/handlers/http/awards/suspend-award/handler.ts';
import { createGiveAccessCodeHandler } from '../../functions/handlers/http/claims/give-access-code/handler.ts';
import { createReadClaimHandler } from '../../functions/handlers/http/claims/read-claim/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import type { Asked } from '../builders/ask-route.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice } from '../builders/claims-office.ts';
import { approver, type FinanceOffice, financeOffice, halves, preparer } from '../builders/finance-office.ts';
import { aPerson } from '../builders/residents.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

const period = '2008-H1';
const other = { holder: '王秀英', bank: 'DEMOCNSH', number: '9908605103700000017' };

let office: ClaimsOffice;
let finance: FinanceOffice;
let routes: ReturnType<typeof routesOf>;

function routesOf(deps: ClaimsOffice) {
  return {
    submit: createSubmitClaimHandler(deps),
    claim: createReadClaimHandler(deps),
    code: createGiveAccessCodeHandler(deps),
    tasks: createListTasksHandler(deps),
    decide: createDecideTaskHandler(deps),
    changes: createListPayeeChangesHandler(deps),
    read: createReadAwardHandler(deps),
    account: createProposeAccountHandler(deps),
    payee: createProposePayeeHandler(deps),
    confirm: createConfirmPayeeHandler(deps),
    suspend: createSuspendAwardHandler(deps),
    resume: createResumeAwardHandler(deps),
    end: createEndAwardHandler(deps),
  };
}

/** An office with a second person at each desk that confirms, and finance beside it on the same store. */
async function openOffices(): Promise<void> {
  office = await claimsOffice();
  const more: readonly (readonly [string, Role])[] = [
    ['clerk-2', 'clerk'],
    ['street-2', 'street.reviewer'],
    ['reconciler', 'finance.reconciler'],
  ];
  for (const [sub, role] of more) {
    const user = { sub, grants: [{ role, areaCode: areaCode('320602') }] };
    await addUser(office.table, user, { kind: 'system', id: 'test' }, office.clock.now());
  }
  finance = financeOffice({
    clock: office.clock,
    shared: { stored: office.table, awards: createAwardsForRoll(office) },
  });
  routes = routesOf(office);
}

beforeEach(openOffices);

const ask = (name: keyof typeof routes, asked: Asked) => office.ask(routes[name], asked);

interface Awarded {
  readonly awardId: string;
  readonly reference: string;
  readonly accessCode: string;
}

/** From the form to the award, by the street's and the district's own people. */
async function awarded(form: object = aClaimForm(), postedUntil = '2008-06-10'): Promise<Awarded> {
  const { body } = await ask('submit', { body: form, key: randomUUID() });
  await office.verify(body.claimId);
  for (const user of ['village', 'street', 'district']) {
    if (user === 'district') {
      office.clock.move(postedUntil);
      await office.sweep();
    }
    const { body: listed } = await ask('tasks', { user });
    const { taskId, payloadHash } = listed.tasks.find(
      (task: { claimId: string }) => task.claimId === body.claimId,
    );
    const decision = { outcome: 'approve', reason: '已核对', payloadHash };
    expect((await ask('decide', { user, params: { taskId }, body: decision })).status).toBe(200);
  }
  await office.award();
  return { awardId: awardIdOf(body.claimId), reference: body.reference, accessCode: body.accessCode };
}

const withoutAccount = () => {
  const { account: _account, ...form } = aClaimForm();
  return form;
};

async function award(awardId: string): Promise<AwardHead> {
  const head = await readAwardHead(office.table, awardId);
  if (!head) throw new Error(`no award ${awardId}`);
  return head;
}

const propose = (awardId: string, by: Partial<Asked> = { user: 'clerk' }, account: object = other) =>
  ask('account', { ...by, params: { awardId }, body: { account } });

const decide = (awardId: string, user: string, payloadHash: string, outcome = 'confirm') =>
  ask('confirm', { user, params: { awardId }, body: { outcome, payloadHash } });

function passCoolingOff(): void {
  office.clock.move(plusDays(office.clock.today(), coolingOffDays));
}

/** Decided once whoever holds the claim has had their days to contradict it. */
function confirm(...decision: Parameters<typeof decide>) {
  passCoolingOff();
  return decide(...decision);
}

/** Another account, proposed and confirmed by two clerks. */
async function changed(awardId: string, account: object = other): Promise<void> {
  const { body } = await propose(awardId, { user: 'clerk' }, account);
  expect((await confirm(awardId, 'clerk-2', body.payloadHash)).status).toBe(200);
}

async function prepared(): Promise<string> {
  const runId = await finance.prepare();
  await finance.build(runId);
  return runId;
}

/** What the bank's files of a run say. */
async function filesOf(runId: string): Promise<string> {
  const { attempt } = await finance.head(runId);
  return [...finance.bankFiles.files]
    .filter(([key]) => key.includes(`-${String(attempt)}-`) && key.includes(runId))
    .map(([, bytes]) => bytes.toString('utf8'))
    .join('');
}

async function outbox() {
  const shards = await Promise.all(
    Array.from({ length: outboxShards }, (_, shard) => office.table.query({ pk: outboxPk(shard) })),
  );
  return shards.flatMap(({ items }) => items).sort((a, b) => (a.sk < b.sk ? -1 : 1));
}

async function notices(): Promise<readonly Extract<OutboxMessage, { type: 'notify' }>[]> {
  return (await outbox()).map(messageOf).flatMap((one) => (one.type === 'notify' ? [one] : []));
}

async function eventsOf(awardId: string): Promise<readonly unknown[]> {
  const { items } = await office.table.query({ pk: `AWARD#${awardId}`, sk: { beginsWith: 'AUDIT#' } });
  const fault = findChainFault(items as unknown as AuditEntry[], await award(awardId));
  expect(fault).toBeUndefined();
  return items.map(({ event }) => event);
}

describe('what its holder reads of an awarded claim', () => {
  const read = async ({ reference, accessCode }: Awarded, by: Partial<Asked> = { accessCode }) =>
    (await ask('claim', { ...by, params: { reference } })).body;

  test('is by when it is paid, how far the payment is, and that it was paid; the same for who reads it at a counter', async () => {
    const claim = await awarded();
    expect(await read(claim)).toMatchObject({ payments: [], payBy: '2008-06-30' });
    const runId = await prepared();
    const payment = { period, amount: { fen: 30_000, currency: 'CNY' } };
    const planned = { ...payment, status: 'planned', text: '准备发放' };
    expect(await read(claim)).toMatchObject({ payments: [planned], payBy: '2008-06-30' });
    await finance.release(runId);
    await finance.steps.sendFiles({ runId });
    await finance.importing(finance.bank.statement(finance.bank.debits()));
    const paid = await read(claim);
    expect(paid).toMatchObject({
      payments: [{ ...payment, status: 'settled', text: '已发放' }],
      nextStep: '已发放；以后每期按时打入您的账户。',
    });
    expect(paid).not.toHaveProperty('payBy');
    expect((await read(claim, { user: 'clerk' })).payments).toEqual(paid.payments);
  });

  test('is no date that has passed, and none while there is no account to pay to', async () => {
    const claim = await awarded();
    office.clock.move('2008-07-01');
    expect(await read(claim)).not.toHaveProperty('payBy');
    await openOffices();
    expect(await read(await awarded(withoutAccount()))).not.toHaveProperty('payBy');
  });
});

describe('a run’s list of payments', () => {
  test('shows masked whose account each goes to, as long as that is the account of today', async () => {
    const { awardId } = await awarded();
    const withPayees = createShownPayees(office);
    const paymentsOf = async (runId: string) => {
      const page = await createListRunPayments({ table: office.table })(runId);
      return withPayees(page?.items ?? []);
    };
    const sent = await finance.sentRun();
    const { holder, number } = aClaimForm().account;
    const payee = { holder: `${holder.charAt(0)}**`, accountTail: number.slice(-4) };
    expect(await paymentsOf(sent)).toMatchObject([{ awardId, accountVersion: 1, payee }]);
    await changed(awardId);
    const [before] = await paymentsOf(sent);
    expect(before).toMatchObject({ awardId, accountVersion: 1 });
    expect(before).not.toHaveProperty('payee');
    expect(
      await withPayees([{ awardId, accountVersion: 2 }, { awardId }, { awardId: 'award-none' }]),
    ).toEqual([
      { awardId, accountVersion: 2, payee: { holder: '王**', accountTail: other.number.slice(-4) } },
      { awardId },
      { awardId: 'award-none' },
    ]);
  });
});

describe('a claim without an account', () => {
  test('is decided, waits for one, and is paid once its holder has named it and a clerk has confirmed it', async () => {
    const { awardId, reference, accessCode } = await awarded(withoutAccount());
    expect(await award(awardId)).toMatchObject({ state: 'payee-needed' });
    const runId = await prepared();
    expect(await finance.head(runId)).toMatchObject({ payments: 0, leftOut: { 'no-account': 1 } });

    const claim = await ask('claim', { accessCode, params: { reference } });
    expect(claim.body).toMatchObject({ status: 'awarded', award: { awardId, status: 'payee-needed' } });
    expect(claim.body.nextStep).toContain('收款账户');
    const proposed = await propose(awardId, { accessCode });
    expect(proposed).toMatchObject({ status: 202, body: { awardId, status: 'payee-needed' } });
    expect(await award(awardId)).not.toHaveProperty('accountIndex');

    expect(await confirm(awardId, 'clerk', proposed.body.payloadHash)).toMatchObject({
      status: 200,
      body: { awardId, status: 'active' },
    });
    await finance.useCases.sendBackRun({ runId, actor: approver, reason: 'test' });
    await finance.build(runId);
    expect(await finance.head(runId)).toMatchObject({
      payments: 1,
      participants: expect.arrayContaining(['clerk']),
    });
    expect(await filesOf(runId)).toContain(other.number);
    expect(await eventsOf(awardId)).toEqual(['awarded', 'account-proposed', 'payee-confirmed']);
  });

  test('is nobody’s to name but its holder’s, with the right code, or a clerk’s', async () => {
    const { awardId } = await awarded(withoutAccount());
    expect(await propose(awardId, { accessCode: 'WRONG' })).toMatchObject({ status: 404 });
    expect(await propose(awardId, {})).toMatchObject({ status: 401 });
    expect(await propose(awardId, { user: 'street' })).toMatchObject({
      status: 403,
      body: { code: 'wrong-role' },
    });
    expect(await propose(awardId, { user: 'far-clerk' })).toMatchObject({
      status: 403,
      body: { code: 'wrong-area' },
    });
    expect(await propose('award-none')).toMatchObject({ status: 404 });
    const wrong = await propose(awardId, { user: 'clerk' }, { ...other, number: '12' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/account/number' }] } });
  });
});

describe('the changes that wait for a second person', () => {
  const listed = async (user: string, query = {}) => (await ask('changes', { user, query })).body;

  test('are listed by since when they wait, in their area, until they are decided', async () => {
    const first = await awarded();
    const second = await awarded(aClaimForm('husband'), '2008-06-25');
    expect(await listed('clerk')).toEqual({ changes: [] });
    await propose(second.awardId, { accessCode: second.accessCode });
    office.clock.move(plusDays(office.clock.today(), 1));
    const { body } = await propose(first.awardId);
    const entry = { programme: 'rural-reward', areaCode: '320602100', kind: 'account' };
    const { changes } = await listed('district');
    expect(changes).toEqual([
      expect.objectContaining({ ...entry, awardId: second.awardId, reference: second.reference }),
      expect.objectContaining({ ...entry, awardId: first.awardId, reference: first.reference }),
    ]);
    const { pending } = await readAsStaff(first.awardId);
    expect(changes[1]).toMatchObject({
      proposedAt: pending.proposedAt,
      confirmableFrom: pending.confirmableFrom,
    });
    expect(JSON.stringify(changes)).not.toContain(other.number);
    expect(await listed('far-clerk')).toEqual({ changes: [] });
    expect((await ask('changes', { user: 'auditor' })).status).toBe(403);

    expect((await confirm(first.awardId, 'clerk-2', body.payloadHash)).status).toBe(200);
    expect((await listed('street')).changes).toEqual([expect.objectContaining({ awardId: second.awardId })]);
    const { payloadHash } = (await readAsStaff(second.awardId)).pending;
    expect((await decide(second.awardId, 'clerk', payloadHash, 'refuse')).status).toBe(200);
    expect(await listed('clerk')).toEqual({ changes: [] });
  });

  test('are one where a newer took the place of the one before', async () => {
    const { awardId } = await awarded();
    await propose(awardId);
    office.clock.move(plusDays(office.clock.today(), 1));
    await propose(awardId, { user: 'clerk' }, { ...other, holder: '王秀兰' });
    const { changes } = await listed('clerk');
    const { pending } = await readAsStaff(awardId);
    expect(changes).toEqual([expect.objectContaining({ awardId, proposedAt: pending.proposedAt })]);
  });

  async function readAsStaff(awardId: string) {
    return (await ask('read', { user: 'clerk', params: { awardId } })).body;
  }
});

describe('a change of account', () => {
  test('takes two people, tells the old contact twice, and leaves no number in the open', async () => {
    const { awardId } = await awarded();
    const proposed = await propose(awardId);
    expect(await award(awardId)).toMatchObject({ state: 'active', accountVersion: 1 });
    const { payloadHash } = proposed.body;
    const seen = await ask('read', { user: 'clerk-2', params: { awardId } });
    expect(seen.body).toMatchObject({
      status: 'active',
      account: { holder: '王**', number: '…9255' },
      pending: { kind: 'account', payloadHash, account: other },
    });
    const masked = await ask('read', { user: 'auditor', params: { awardId } });
    expect(masked.body.pending.account).toEqual({ holder: '王**', bank: 'DEMOCNSH', number: '…0017' });

    expect((await confirm(awardId, 'clerk-2', payloadHash)).body).toEqual({ awardId, status: 'active' });
    const after = await ask('read', { user: 'auditor', params: { awardId } });
    expect(after.body).toMatchObject({ accountVersion: 2, account: { number: '…0017' } });
    expect(after.body).not.toHaveProperty('pending');
    expect(await createAwardsForRoll(office).payeeAccount(awardId)).toEqual(other);
    const texts = (await notices()).map(({ text }) => text);
    expect(texts.slice(-2)).toEqual(['account-change-proposed', 'account-changed']);
    for (const notice of await notices()) expect(JSON.stringify(notice)).not.toMatch(/0017|王秀英/);
    const { items } = await office.table.query({ pk: `AWARD#${awardId}` });
    const open = items.map((item) =>
      JSON.stringify(item, (_, value: unknown) => (value instanceof Uint8Array ? '' : value)),
    );
    expect(open.join()).not.toMatch(/9908605103700000017|王秀英/);
    expect(await eventsOf(awardId)).toEqual(['awarded', 'account-proposed', 'account-changed']);
  });

  test('is not confirmed by who proposed it, reviewed the claim or is of the family', async () => {
    const { awardId } = await awarded();
    const { body } = await propose(awardId);
    for (const user of ['clerk', 'street', 'district']) {
      expect(await confirm(awardId, user, body.payloadHash)).toMatchObject({
        status: 409,
        body: { code: 'took-part' },
      });
    }
    const grants = [{ role: 'clerk', areaCode: areaCode('320602') } as const];
    const daughter = office.keyed.blindIndex('person', aClaimForm().children[0]!.residentId);
    const by = { kind: 'system', id: 'test' } as const;
    await addUser(office.table, { sub: 'daughter', grants, residentIndex: daughter }, by, office.clock.now());
    for (const answer of [
      await confirm(awardId, 'daughter', body.payloadHash),
      await propose(awardId, { user: 'daughter' }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'own-family' } });
    }
    expect(await confirm(awardId, 'auditor', body.payloadHash)).toMatchObject({ status: 403 });
    expect(await confirm(awardId, 'street-2', body.payloadHash)).toMatchObject({ status: 200 });
    // Who has confirmed one does not propose the next.
    expect(await propose(awardId, { user: 'street-2' })).toMatchObject({ status: 403 });
    const next = await propose(awardId);
    expect(await confirm(awardId, 'clerk-2', next.body.payloadHash)).toMatchObject({ status: 200 });
    expect(await propose(awardId, { user: 'clerk-2' })).toMatchObject({ body: { code: 'took-part' } });
  });

  test('that its holder proposed is not confirmed by who gave them the access code again', async () => {
    const { awardId, reference, accessCode } = await awarded();
    const { residentId } = aClaimForm().applicant;
    const given = await ask('code', { user: 'clerk-2', params: { reference }, body: { residentId } });
    expect(given).toMatchObject({ status: 200, body: { accessCode } });
    const { body } = await propose(awardId, { accessCode });
    expect(await confirm(awardId, 'clerk-2', body.payloadHash)).toMatchObject({
      status: 409,
      body: { code: 'took-part' },
    });
    expect(await confirm(awardId, 'clerk', body.payloadHash)).toMatchObject({ status: 200 });
  });

  test('that was overtaken by a newer one, or is decided, is not confirmed', async () => {
    const { awardId } = await awarded();
    const first = await propose(awardId);
    const second = await propose(awardId, { user: 'clerk' }, { ...other, number: '9908605103700000025' });
    expect(await confirm(awardId, 'clerk-2', first.body.payloadHash)).toMatchObject({
      status: 409,
      body: { code: 'stale-payload' },
    });
    expect(await confirm(awardId, 'clerk-2', second.body.payloadHash)).toMatchObject({ status: 200 });
    expect(await confirm(awardId, 'clerk-2', second.body.payloadHash)).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
  });

  test('waits for three days, in which whoever holds the claim may say that it is not theirs', async () => {
    const { awardId } = await awarded();
    const { body } = await propose(awardId);
    const read = await ask('read', { user: 'clerk-2', params: { awardId } });
    const { confirmableFrom } = read.body.pending as { confirmableFrom: string };
    expect(confirmableFrom).toBe(plusDays(office.clock.today(), 3));
    const refused = { status: 409, body: { code: 'cooling-off' } };
    expect(await decide(awardId, 'clerk-2', body.payloadHash)).toMatchObject(refused);
    office.clock.move(plusDays(office.clock.today(), 2));
    const early = await decide(awardId, 'clerk-2', body.payloadHash);
    expect(early).toMatchObject({ ...refused, body: { detail: expect.stringContaining(confirmableFrom) } });
    office.clock.move(plusDays(office.clock.today(), 1));
    expect(await decide(awardId, 'clerk-2', body.payloadHash)).toMatchObject({ status: 200 });
  });

  test('is refused at once', async () => {
    const { awardId } = await awarded();
    const { body } = await propose(awardId);
    expect(await decide(awardId, 'clerk-2', body.payloadHash, 'refuse')).toMatchObject({ status: 200 });
  });

  test('of an award that waits for an account is confirmed at once', async () => {
    const { awardId } = await awarded(withoutAccount());
    expect((await award(awardId)).state).toBe('payee-needed');
    const { body } = await propose(awardId);
    expect(await decide(awardId, 'clerk-2', body.payloadHash)).toMatchObject({ status: 200 });
  });

  test('that is refused changes nothing', async () => {
    const { awardId } = await awarded();
    const { body } = await propose(awardId);
    expect(await confirm(awardId, 'clerk-2', body.payloadHash, 'refuse')).toMatchObject({ status: 200 });
    expect(await award(awardId)).toMatchObject({ accountVersion: 1 });
    expect((await createAwardsForRoll(office).payeeAccount(awardId)).number).toBe('9908605103708959255');
    expect((await ask('read', { user: 'clerk', params: { awardId } })).body).not.toHaveProperty('pending');
    expect((await notices()).at(-1)).toMatchObject({ text: 'account-change-refused' });
  });

  test('asked for again with its key is one change, and with another body none', async () => {
    const { awardId } = await awarded();
    const asked: Asked = {
      user: 'clerk',
      params: { awardId },
      body: { account: other },
      key: 'account-once',
    };
    const answers = await Promise.all(Array.from({ length: 5 }, async () => ask('account', asked)));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const reused = await ask('account', {
      ...asked,
      body: { account: { ...other, number: '9908605103700000025' } },
    });
    expect(reused).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    const { payloadHash } = answers[0]!.body;
    const decision: Asked = {
      user: 'clerk-2',
      params: { awardId },
      body: { outcome: 'confirm', payloadHash },
      key: 'confirm-once',
    };
    passCoolingOff();
    const confirmed = await Promise.all(Array.from({ length: 5 }, async () => ask('confirm', decision)));
    expect(new Set(confirmed.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
    expect(await award(awardId)).toMatchObject({ accountVersion: 2 });
  });

  test.each(['prepared', 'released'] as const)(
    'sends a %s run back, to be paid to the new account',
    async (state) => {
      const { awardId } = await awarded();
      const runId = await prepared();
      const { payloadHash = '' } = await finance.head(runId);
      if (state === 'released') await finance.release(runId);
      await changed(awardId);
      expect(await finance.head(runId)).toMatchObject({ state: 'building', attempt: 2 });
      expect(await finance.useCases.releaseRun({ runId, payloadHash, actor: approver })).toMatchObject({
        ok: false,
      });
      expect(await finance.steps.sendFiles({ runId })).toMatchObject({ outcome: 'rebuild' });
      await finance.build(runId);
      expect(await filesOf(runId)).toContain(other.number);
      for (const id of ['clerk', 'clerk-2', 'street']) {
        const released = await finance.useCases.releaseRun({
          runId,
          payloadHash: (await finance.head(runId)).payloadHash ?? '',
          actor: { kind: 'staff', id },
        });
        expect([id, released]).toEqual([id, { ok: false, error: { kind: 'took-part' } }]);
      }
      expect(await finance.release(runId)).toMatchObject({ ok: true });
    },
  );

  test('leaves a filed run as it was released', async () => {
    const { awardId } = await awarded();
    const runId = await prepared();
    await finance.release(runId);
    finance.bank.nextSends.push('timed-out');
    await finance.steps.sendFiles({ runId });
    await changed(awardId);
    expect(await finance.head(runId)).toMatchObject({ state: 'unknown', attempt: 1 });
    expect(await finance.steps.sendFiles({ runId })).toMatchObject({ outcome: 'sent' });
    expect(finance.bank.sends).toHaveLength(1);
  });

  test('confirmed while a run is just being built is found at the release', async () => {
    const { awardId } = await awarded();
    const runId = await finance.prepare();
    const { chunks, attempt } = await finance.steps.planRoll({ runId });
    for (const chunk of chunks) await finance.steps.buildChunk({ runId, attempt, chunk });
    await changed(awardId);
    await finance.steps.buildFiles({ runId, attempt });
    expect(await finance.release(runId)).toEqual({ ok: false, error: { kind: 'accounts-changed' } });
    await finance.build(runId);
    expect(await finance.release(runId)).toMatchObject({ ok: true });
  });

  test('killed at any write comes to the same end', async () => {
    const crashing = new CrashingTable();
    const permit = { routeId: 'confirm-payee', actor: { kind: 'staff', id: 'clerk-2' }, roles: [] } as const;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= 3; at += 1) {
        await openOffices();
        const { awardId } = await awarded();
        const runId = await prepared();
        const { body } = await propose(awardId);
        passCoolingOff();
        crashing.arm(at, when);
        const confirming = createConfirmPayee({ ...office, table: crashing.wrap(office.table) });
        const input = {
          awardId,
          permitFor: () => ok(permit),
          outcome: 'confirm',
          payloadHash: body.payloadHash as string,
          idempotency: { scope: 'POST /test', key: 'key', bodyHash: 'body' },
        } as const;
        const surely = () => confirming(input).catch(() => confirming(input));
        expect(await surely()).toEqual({ ok: true, value: { awardId, status: 'active' } });
        expect(await award(awardId)).toMatchObject({ accountVersion: 2 });
        // A crash between the change and the run leaves the run to its release.
        if ((await finance.head(runId)).state === 'prepared') {
          expect(await finance.release(runId)).toMatchObject({ error: { kind: 'accounts-changed' } });
        }
        await finance.build(runId);
        expect(await finance.head(runId)).toMatchObject({ state: 'prepared', attempt: 2, payments: 1 });
        expect(await filesOf(runId)).toContain(other.number);
      }
    }
  });
});

describe('a change of payee', () => {
  // A nephew: nobody of the family that the claim names.
  const { residentId } = aPerson('1972-01-09', 'male');
  const heir = { name: '李建华', residentId, relation: 'heir' };

  test('pays the heir’s account, and the heir is family from then on', async () => {
    const { awardId } = await awarded();
    const body = { payee: heir, account: { ...other, holder: '李建华' } };
    const proposed = await ask('payee', { user: 'clerk', params: { awardId }, body });
    expect(proposed.status).toBe(202);
    expect(await confirm(awardId, 'clerk-2', proposed.body.payloadHash)).toMatchObject({ status: 200 });
    const seen = await ask('read', { user: 'auditor', params: { awardId } });
    expect(seen.body).toMatchObject({
      payee: { name: '李**', relation: 'heir' },
      account: { holder: '李**', number: '…0017' },
    });
    const residentIndex = office.keyed.blindIndex('person', heir.residentId);
    const by = { kind: 'system', id: 'test' } as const;
    await addUser(office.table, { sub: 'heir', grants: [], residentIndex }, by, office.clock.now());
    const runId = await prepared();
    expect(await filesOf(runId)).toContain('李建华');
    const { payloadHash = '' } = await finance.head(runId);
    expect(
      await finance.useCases.releaseRun({ runId, payloadHash, actor: { kind: 'staff', id: 'heir' } }),
    ).toEqual({ ok: false, error: { kind: 'own-family' } });
    expect((await notices()).map(({ text }) => text).slice(-2)).toEqual([
      'payee-change-proposed',
      'payee-changed',
    ]);
    expect(await eventsOf(awardId)).toEqual(['awarded', 'payee-proposed', 'payee-changed']);
    // Of a payment that went out before, nobody is told: who is paid now did not get it.
    const reference = expect.stringMatching(/^HM/);
    expect(
      await createWhomToTell(office.table)([1, 2].map((accountVersion) => ({ awardId, accountVersion }))),
    ).toEqual([undefined, { payeeVersion: 2, reference }]);
  });

  test('is told to whom it is taken from, and what comes after it to who is paid then', async () => {
    const { awardId } = await awarded({
      ...aClaimForm(),
      applicant: { ...aClaimForm().applicant, phone: '13800000001' },
    });
    const told: string[] = [];
    const send = createSendNotice({
      ...office,
      messenger: {
        text: async (number) => void told.push(number.slice(-2)),
        tellFinance: () => Promise.reject(new Error('none of this is for finance')),
      },
      mailer: { mail: async (address) => void told.push(address) },
    });
    const heirs = '02 jianhua@example.org';
    let seen = 0;
    /** What is told from here on, and to whom; sent late, when it is known who is paid by then. */
    const telling = async (): Promise<readonly (readonly [string, string])[]> => {
      const all = (await notices()).slice(seen);
      const sent: (readonly [string, string])[] = [];
      for (const { type: _, ...notice } of all) {
        seen += 1;
        await send(noticeRequestSchema.parse({ ...notice, noticeId: String(seen), at: office.clock.now() }));
        sent.push([told.splice(0).join(' '), notice.text]);
      }
      return sent;
    };
    const takesPlace = async (person: object) => {
      const account = { ...other, holder: '李建华' };
      const proposed = await ask('payee', {
        user: 'clerk',
        params: { awardId },
        body: { payee: person, account },
      });
      expect(await confirm(awardId, 'clerk-2', proposed.body.payloadHash)).toMatchObject({ status: 200 });
    };
    await telling();
    await takesPlace({ ...heir, phone: '13800000002', email: 'jianhua@example.org' });
    expect(await telling()).toEqual([
      ['01', 'payee-change-proposed'],
      ['01', 'payee-changed'],
    ]);
    const { accountVersion } = await award(awardId);
    const returned = { awardId, accountVersion, paymentId: 'p', code: 'AC04' };
    await accountReturned(office, returned, { kind: 'staff', id: 'reconciler' });
    await changed(awardId, { ...other, holder: '李建华' });
    expect(await telling()).toEqual([
      [heirs, 'account-needed'],
      [heirs, 'account-change-proposed'],
      [heirs, 'account-changed'],
    ]);
    // Who gave no contact is told at the counter; nobody else is told in their place.
    await takesPlace({ ...heir, residentId: aPerson('1974-03-09', 'male').residentId });
    expect(await telling()).toEqual([
      [heirs, 'payee-change-proposed'],
      [heirs, 'payee-changed'],
    ]);
    await changed(awardId, { ...other, holder: '李建华' });
    expect(await telling()).toEqual([
      ['', 'account-change-proposed'],
      ['', 'account-changed'],
    ]);
  });

  test('is not proposed, confirmed or refused by who would be paid', async () => {
    const { awardId } = await awarded();
    const body = { payee: heir, account: { ...other, holder: '李建华' } };
    const grants = [{ role: 'clerk', areaCode: areaCode('320602') } as const];
    const residentIndex = office.keyed.blindIndex('person', heir.residentId);
    const by = { kind: 'system', id: 'test' } as const;
    await addUser(office.table, { sub: 'heir', grants, residentIndex }, by, office.clock.now());
    const proposed = await ask('payee', { user: 'clerk', params: { awardId }, body });
    for (const answer of [
      await ask('payee', { user: 'heir', params: { awardId }, body }),
      await confirm(awardId, 'heir', proposed.body.payloadHash),
      await confirm(awardId, 'heir', proposed.body.payloadHash, 'refuse'),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'own-family' } });
    }
    expect(await award(awardId)).toMatchObject({ accountVersion: 1, pending: { kind: 'payee' } });
  });
});

describe('a suspended award', () => {
  const reason = { reason: '银行退回：收款人已去世（MD07）' };
  const suspend = (awardId: string, user = 'reconciler') =>
    ask('suspend', { user, params: { awardId }, body: reason });
  const resume = (awardId: string, user = 'district') =>
    ask('resume', { user, params: { awardId }, body: reason });

  test('is left out from the next roll on, and its arrears are paid by a further run', async () => {
    const { awardId } = await awarded();
    await awarded(aClaimForm('husband'), '2008-06-25');
    const runId = await prepared();
    expect(await finance.head(runId)).toMatchObject({ payments: 2 });
    expect(await suspend(awardId)).toMatchObject({ status: 200, body: { awardId, status: 'suspended' } });
    expect(await finance.head(runId)).toMatchObject({ state: 'building', attempt: 2 });
    await finance.build(runId);
    expect(await finance.head(runId)).toMatchObject({ payments: 1, leftOut: { 'award-not-payable': 1 } });
    expect((await createListLeftOut({ table: office.table })({ runId })).items).toContainEqual({
      awardId,
      reason: 'award-not-payable',
      codes: ['suspended'],
    });
    await finance.release(runId);
    await finance.steps.sendFiles({ runId });

    expect(await resume(awardId)).toMatchObject({
      status: 200,
      body: { awardId, status: 'active', arrears: [period] },
    });
    const next = await prepared();
    expect(next).not.toBe(runId);
    const page = await createListRunPayments({ table: office.table })(next);
    expect(page?.items).toMatchObject([{ awardId, amountFen: 30_000 }]);
    // Who cleared it has a part in what is paid for it.
    const { payloadHash = '', participants } = await finance.head(next);
    expect(participants).toContain('district');
    expect(await finance.useCases.releaseRun({ runId: next, payloadHash, actor: approver })).toMatchObject({
      ok: true,
    });
    expect((await notices()).map(({ text }) => text).slice(-2)).toEqual(['award-suspended', 'award-resumed']);
    expect(await eventsOf(awardId)).toEqual(['awarded', 'suspend', 'cleared']);
  });

  test('that missed nothing has no arrears', async () => {
    const { awardId } = await awarded();
    await finance.sentRun();
    await suspend(awardId);
    expect((await resume(awardId)).body).toEqual({ awardId, status: 'active', arrears: [] });
  });

  test('is suspended and cleared once, by whose task it is, outside the family', async () => {
    const { awardId } = await awarded();
    const grants = [{ role: 'district.approver', areaCode: areaCode('320602') } as const];
    const residentIndex = office.keyed.blindIndex('person', aClaimForm().spouse.residentId);
    const by = { kind: 'system', id: 'test' } as const;
    await addUser(office.table, { sub: 'spouse', grants, residentIndex }, by, office.clock.now());
    expect(await suspend(awardId, 'spouse')).toMatchObject({ status: 409, body: { code: 'own-family' } });
    expect(await suspend(awardId, 'clerk')).toMatchObject({ status: 403 });
    expect(await resume(awardId)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await suspend(awardId)).toMatchObject({ status: 200 });
    expect(await suspend(awardId)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await resume(awardId, 'reconciler')).toMatchObject({ status: 403 });
    expect(await resume(awardId, 'spouse')).toMatchObject({ status: 409, body: { code: 'own-family' } });
    expect(await resume(awardId)).toMatchObject({ status: 200 });
  });
});

describe('an account that a bank would not pay to', () => {
  test.each(['AC01', 'AC03', 'AC04', 'AC06', 'AC07', 'AG01', 'BE01', 'BE06', 'RC07'])(
    'is told by %s',
    (code) => {
      expect([isAboutAccount(code), reasonText(code).action]).toEqual([true, 'confirm-account']);
    },
  );

  test.each(['MD07', 'AM05', 'MS03', undefined])('is not told by %s', (code) => {
    expect(isAboutAccount(code)).toBe(false);
  });

  test('waits to be named anew, once, and is paid by a reissue', async () => {
    const { awardId, reference, accessCode } = await awarded();
    const runId = await finance.sentRun();
    const [debit] = finance.bank.debits();
    const back = {
      ...debit,
      direction: 'credit',
      bankReference: 'R1',
      returned: { reason: { code: 'AC04' } },
    } as const;
    const importing = async (lines: readonly object[]) => finance.importing(finance.bank.statement(lines));
    await importing([debit!, back]);
    expect(await award(awardId)).toMatchObject({ state: 'payee-needed', accountVersion: 1 });
    expect((await notices()).at(-1)).toMatchObject({ text: 'account-needed' });
    const paymentId = (debit?.endToEndId ?? '').slice(2, 28).toLowerCase();
    const cameBack = [
      {
        paymentId,
        endToEndId: debit?.endToEndId,
        state: 'returned',
        amountFen: 30_000,
        runId,
        reason: 'AC04',
        reasonWords: expect.objectContaining({ action: 'confirm-account' }),
      },
    ];
    const shown = async (by: Partial<Asked>) => [
      (await ask('read', { ...by, params: { awardId } })).body.cameBack,
      (await ask('claim', { ...by, params: { reference } })).body.cameBack,
    ];
    expect(await shown({ user: 'street' })).toEqual([cameBack, cameBack]);
    expect(await shown({ accessCode })).toEqual([undefined, undefined]);
    const reissue = createReissuePayment({ table: office.table, clock: office.clock });
    await reissue({ paymentId, actor: preparer });
    const next = await prepared();
    expect(await finance.head(next)).toMatchObject({ payments: 0, leftOut: { 'no-account': 1 } });

    await changed(awardId);
    expect(await award(awardId)).toMatchObject({ state: 'active', accountVersion: 2 });
    // The same return, told again in another message, is about the account that was.
    await importing([
      back,
      { ...debit, bankReference: 'UNRELATED', endToEndId: 'STRANGER', amountFen: fen(1) },
    ]);
    expect(await award(awardId)).toMatchObject({ state: 'active' });
    await finance.useCases.sendBackRun({ runId: next, actor: approver, reason: 'test' });
    await finance.build(next);
    expect(await finance.head(next)).toMatchObject({ payments: 1 });
    expect(await filesOf(next)).toContain(other.number);
    expect(await finance.head(runId)).toMatchObject({ state: 'reconciled' });
    await finance.release(next);
    await finance.steps.sendFiles({ runId: next });
    expect(await shown({ user: 'street' })).toEqual([[], []]);
    expect(await eventsOf(awardId)).toEqual([
      'awarded',
      'account-returned',
      'account-proposed',
      'payee-confirmed',
    ]);
  });

  const returnedAccount = async (): Promise<void> => {
    const [debit] = finance.bank.debits();
    const back = { ...debit, direction: 'credit', bankReference: 'R1' } as const;
    const lines = [debit!, { ...back, returned: { reason: { code: 'AC04' } } } as const];
    await finance.importing(finance.bank.statement(lines));
  };
  const stopped = { body: { reason: '待核实' } };

  test('while the award is suspended is asked for at once, and waited for once it is cleared', async () => {
    const { awardId } = await awarded();
    await finance.sentRun();
    const params = { awardId };
    await ask('suspend', { ...stopped, user: 'reconciler', params });
    await returnedAccount();
    expect(await award(awardId)).toMatchObject({ state: 'suspended', refusedAccount: 1 });
    expect((await notices()).at(-1)).toMatchObject({ text: 'account-needed' });
    const told = { awardId, accountVersion: 1, paymentId: 'p', code: 'AC04' };
    await accountReturned(office, told, { kind: 'staff', id: 'reconciler' });

    expect(await ask('resume', { ...stopped, user: 'district', params })).toMatchObject({
      status: 200,
      body: { awardId, status: 'payee-needed' },
    });
    expect((await notices()).map(({ text }) => text).slice(-2)).toEqual(['account-needed', 'award-resumed']);
    expect(await eventsOf(awardId)).toEqual([
      'awarded',
      'suspend',
      'account-refused',
      'cleared',
      'account-returned',
    ]);
    // There is no account that could be taken from anybody: a second person confirms another at once.
    const { body } = await propose(awardId);
    expect(await decide(awardId, 'clerk-2', body.payloadHash)).toMatchObject({ body: { status: 'active' } });
  });

  test('and is named anew while the award is suspended, leaves it active once it is cleared', async () => {
    const { awardId } = await awarded();
    await finance.sentRun();
    const params = { awardId };
    await ask('suspend', { ...stopped, user: 'reconciler', params });
    await returnedAccount();
    const { body } = await propose(awardId);
    expect(await decide(awardId, 'clerk-2', body.payloadHash)).toMatchObject({
      body: { status: 'suspended' },
    });
    expect((await ask('resume', { ...stopped, user: 'district', params })).body).toMatchObject({
      status: 'active',
    });
  });

  test('is asked for where a person finds out whose the credit is that came back', async () => {
    const { awardId } = await awarded();
    await finance.sentRun();
    const [debit] = finance.bank.debits();
    const paymentId = (debit?.endToEndId ?? '').slice(2, 28).toLowerCase();
    const stranger = { ...debit, endToEndId: 'STRANGER', direction: 'credit', bankReference: 'R1' } as const;
    const lines = [debit!, { ...stranger, returned: { reason: { code: 'AC04' } } } as const];
    await finance.importing(finance.bank.statement(lines));
    expect(await award(awardId)).toMatchObject({ state: 'active' });
    const { handleException, listExceptions } = finance.useCases;
    const [{ exceptionId } = { exceptionId: '' }] = (await listExceptions()).items;
    const [ann, bob] = [
      { kind: 'staff', id: 'ann' },
      { kind: 'staff', id: 'bob' },
    ] as const;
    await handleException({ exceptionId, event: 'take', actor: ann });
    const settlement = { kind: 'return', paymentId } as const;
    const proposal = { exceptionId, event: 'propose', actor: ann, resolution: '退回', settlement } as const;
    expect(await handleException(proposal)).toMatchObject({ ok: true });
    expect(await award(awardId)).toMatchObject({ state: 'active' });
    expect(await handleException({ exceptionId, event: 'approve', actor: bob })).toMatchObject({ ok: true });
    expect(await award(awardId)).toMatchObject({ state: 'payee-needed' });
    expect((await notices()).at(-1)).toMatchObject({ text: 'account-needed' });
  });

  test.each(['reviewing', 'transferring', 'ending'] as const)('is paid nothing while %s', async (state) => {
    const { awardId } = await awarded();
    await finance.sentRun();
    await office.table.transact([{ update: awardKey(awardId), set: { state } }]);
    await returnedAccount();
    const [award] = await createAwardsForRoll(office).read([awardId]);
    expect(award).toMatchObject({ awardId, state });
    expect(award).not.toHaveProperty('payee');
  });

  test('takes a built run back', async () => {
    const { awardId } = await awarded();
    const runId = await prepared();
    const told = { awardId, accountVersion: 1, paymentId: 'p', code: 'AC01' };
    const actor = { kind: 'staff', id: 'reconciler' } as const;
    await Promise.all(Array.from({ length: 5 }, () => accountReturned(office, told, actor)));
    expect(await finance.release(runId)).toMatchObject({ error: { kind: 'accounts-changed' } });
    expect((await eventsOf(awardId)).filter((event) => event === 'account-returned')).toHaveLength(1);
  });
});

describe('in every state of an award', () => {
  const brought = async (awardId: string, state: AwardState): Promise<void> => {
    const written = await office.table.transact([{ update: awardKey(awardId), set: { state } }]);
    expect(written.ok).toBe(true);
  };

  test.each(awardStates)('%s', async (state) => {
    const { awardId } = await awarded();
    const after = async (act: () => Promise<unknown>) => {
      await brought(awardId, state);
      await act();
      return (await award(awardId)).state;
    };
    const listed = (event: keyof (typeof awardLifecycle)[AwardState]): AwardState =>
      awardLifecycle[state][event]?.[0] ?? state;
    const reason = { reason: '待核实' };
    const body = (user: string) => ({ user, params: { awardId }, body: reason });

    expect(await after(() => ask('suspend', body('reconciler')))).toBe(listed('suspend'));
    expect(await after(() => ask('resume', body('district')))).toBe(listed('cleared'));
    for (const because of ['death', 'exit'] as const) {
      const ended = { ...body('street'), body: { ...reason, because, endedOn: '2008-06-10' } };
      expect(await after(() => ask('end', ended))).toBe(listed(because));
    }
    const { accountVersion } = await award(awardId);
    const told = { awardId, accountVersion, paymentId: 'p', code: 'AC04' };
    const importer = { kind: 'staff', id: 'reconciler' } as const;
    expect(await after(() => accountReturned(office, told, importer))).toBe(listed('account-returned'));

    await brought(awardId, state);
    const proposed = await propose(awardId);
    expect(proposed.status).toBe(isFinal(awardLifecycle, state) ? 409 : 202);
    if (proposed.status !== 202) return;
    expect(await confirm(awardId, 'clerk-2', proposed.body.payloadHash)).toMatchObject({ status: 200 });
    expect((await award(awardId)).state).toBe(listed('payee-confirmed'));
    expect((await award(awardId)).accountVersion).toBe(accountVersion + 1);
  });
});

describe('an award that ends', () => {
  const input = { because: 'death', endedOn: '2008-05-12', reason: '户籍已因死亡注销' };
  const end = (awardId: string, by: Partial<Asked> = {}) =>
    ask('end', { user: 'street', params: { awardId }, body: input, ...by });
  const setAside = async () => {
    const [province, district] = await createFundsReport(office)('rural-reward', 2008);
    expect(province?.committedFen).toBe(district?.committedFen);
    return Number(province?.committedFen) * 2;
  };
  const endsWindow = async () => {
    office.clock.move(plusDays(office.clock.today(), endingWindowDays + 1));
    await office.sweep();
  };

  test('gives back at once what begins after its last day, and is still paid what began before', async () => {
    const { awardId, reference } = await awarded();
    await awarded(aClaimForm('husband'), '2008-06-25');
    expect(await setAside()).toBe(120_000);
    const runId = await prepared();
    expect(await setAside()).toBe(60_000);
    expect(await end(awardId)).toMatchObject({ status: 200, body: { awardId, status: 'ending' } });
    // The run that holds the first half goes back, and decides it anew.
    expect(await finance.head(runId)).toMatchObject({ state: 'building' });
    expect(await finance.build(runId)).toMatchObject({ payments: 2 });
    expect(await createFundsReport(office)('rural-reward', 2008)).toMatchObject([
      { availableFen: 9_955_000, committedFen: 15_000, obligatedFen: 30_000 },
      { availableFen: 9_955_000, committedFen: 15_000, obligatedFen: 30_000 },
    ]);
    const later = await finance.prepare('2008-H2');
    expect(await finance.build(later)).toMatchObject({ payments: 1, leftOut: { 'award-not-payable': 1 } });
    await finance.useCases.cancelRun({ runId: later, actor: preparer, reason: 'test' });
    await finance.steps.voidRun({ runId: later });
    const told = (await notices()).at(-1);
    expect(told).toMatchObject({ text: 'award-ending', parameters: { reference } });
    expect(await end(awardId)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });

    // It is over once its window is, and the bank can send nothing of it back any more.
    await finance.release(runId);
    await finance.steps.sendFiles({ runId });
    await endsWindow();
    expect(await award(awardId)).toMatchObject({ state: 'ending' });
    await finance.importing(finance.bank.statement(finance.bank.debits()));
    office.clock.move(plusDays(office.clock.today(), 31));
    await finance.steps.closeRun({ runId });
    await office.sweep();
    expect(await award(awardId)).toMatchObject({ state: 'ended' });
    expect(await eventsOf(awardId)).toEqual(['awarded', 'death', 'window-ended']);
    expect(await setAside()).toBe(30_000);
  });

  test('and was never paid gives all of it back, to whoever waits', async () => {
    const { awardId } = await awarded();
    await end(awardId);
    expect(await setAside()).toBe(30_000);
    for (const row of await outbox()) await office.table.transact([{ delete: row }]);
    await endsWindow();
    expect(await award(awardId)).toMatchObject({ state: 'ended' });
    expect(await setAside()).toBe(0);
    expect((await outbox()).map(messageOf)).toContainEqual({
      type: 'allocate',
      appropriationId: 'rural-reward:2008',
    });
    await office.sweep();
    expect(await setAside()).toBe(0);
  });

  test('leaves what lapsed with a closed year alone', async () => {
    const { awardId } = await awarded();
    await office.table.transact(closeYearActions(2008));
    await end(awardId);
    await endsWindow();
    expect(await award(awardId)).toMatchObject({ state: 'ended' });
    expect(await setAside()).toBe(60_000);
  });

  test('ends all the same where rolls took more than was foreseen, and gives back no more than there is', async () => {
    const { awardId } = await awarded();
    const taken = transfersOf({
      cause: 'taken',
      event: 'award-reduced',
      programme: 'rural-reward',
      year: 2008,
      parts: shareSplitter(halves).split(fen(45_000)),
      date: office.clock.today(),
      at: office.clock.now(),
    });
    expect(await office.table.transact(postingActions(taken))).toEqual({ ok: true });
    expect(await end(awardId)).toMatchObject({ status: 200, body: { status: 'ending' } });
    expect(await setAside()).toBe(15_000);
  });

  test('killed at any write gives it back once', async () => {
    const crashing = new CrashingTable();
    const permit = { routeId: 'end-award', actor: { kind: 'staff', id: 'street' }, roles: [] } as const;
    for (const when of ['before', 'after'] as const) {
      for (let at = 1; at <= 3; at += 1) {
        await openOffices();
        const { awardId } = await awarded();
        const runId = await prepared();
        crashing.arm(at, when);
        const ending = createEndAward({ ...office, table: crashing.wrap(office.table) });
        const asked = {
          awardId,
          permitFor: () => ok(permit),
          ...input,
          because: 'exit',
          endedOn: calendarDate(input.endedOn),
          idempotency: { scope: 'POST /test', key: 'key', bodyHash: 'body' },
        } as const;
        const surely = () => ending(asked).catch(() => ending(asked));
        expect(await surely()).toEqual({ ok: true, value: { awardId, status: 'ending' } });
        expect(await finance.release(runId)).toMatchObject({ ok: false });
        expect(await finance.build(runId)).toMatchObject({ payments: 1 });
        expect(await setAside()).toBe(0);
      }
    }
  });
});
