import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { openKeyed } from '../../functions/adapters/envelope/keyed.ts';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import type { ChaosOptions } from '../../functions/adapters/sqlite/chaos.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { admit, type Caller, permit } from '../../functions/app/access/authorise.ts';
import type { RouteId } from '../../functions/app/access/routes.ts';
import { addUser, readUser } from '../../functions/app/access/users.ts';
import { createDecideAppeal } from '../../functions/app/appeals/decide-appeal.ts';
import { createLodgeAppeal } from '../../functions/app/appeals/lodge-appeal.ts';
import { createSealAudit } from '../../functions/app/audit/seal-audit.ts';
import { createVerifyAudit } from '../../functions/app/audit/verify-audit.ts';
import { createAllocateFunds } from '../../functions/app/awards/allocate-funds.ts';
import { createAwardsForRoll } from '../../functions/app/awards/awards-for-roll.ts';
import { createAddEvidence } from '../../functions/app/claims/add-evidence.ts';
import { createAnswerRequest } from '../../functions/app/claims/answer-request.ts';
import { type ClaimHead, readClaimHead } from '../../functions/app/claims/claim-head.ts';
import type { PermitFor } from '../../functions/app/claims/find-claim.ts';
import { type ClaimReceipt, createSubmitClaim } from '../../functions/app/claims/submit-claim.ts';
import { createWithdrawClaim } from '../../functions/app/claims/withdraw-claim.ts';
import type { IdempotencyKey } from '../../functions/app/idempotency/idempotency.ts';
import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { relayRow } from '../../functions/app/outbox/relay-row.ts';
import { createDecideObjection } from '../../functions/app/posting/decide-objection.ts';
import { createListPosting } from '../../functions/app/posting/list-posting.ts';
import { createLodgeObjection } from '../../functions/app/posting/lodge-objection.ts';
import { createDecideTask, type DecideTaskInput } from '../../functions/app/review/decide-task.ts';
import { taskIdOf } from '../../functions/app/review/task-id.ts';
import { createAskRegistersAgain } from '../../functions/app/schedule/ask-registers-again.ts';
import { createSweepDue } from '../../functions/app/schedule/sweep-due.ts';
import type { Item, Table } from '../../functions/app/store/ports.ts';
import { textAttribute } from '../../functions/app/store/text-attribute.ts';
import { type Claim, claimSchema } from '../../functions/contracts/claims/claim.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import type { Role } from '../../functions/domain/review/role.ts';
import { createAdoptClaimStep } from '../../functions/handlers/steps/claim/adopt-claim/handler.ts';
import { createAssessClaimStep } from '../../functions/handlers/steps/claim/assess-claim/handler.ts';
import { createAwaitReviewStep } from '../../functions/handlers/steps/claim/await-review/handler.ts';
import { createAwardBenefitStep } from '../../functions/handlers/steps/claim/award-benefit/handler.ts';
import { createRegisterFamilyStep } from '../../functions/handlers/steps/claim/register-family/handler.ts';
import { createVerifyConditionsStep } from '../../functions/handlers/steps/claim/verify-conditions/handler.ts';
import { Engine } from '../../local/engine/engine.ts';
import { createWorkflows } from '../../local/engine/workflows-port.ts';
import { demoPayer } from '../../local/home/demo-payer.ts';
import { keepNotice, listNotices } from '../../local/outbox/notices.ts';
import { AnchorsInMemory } from '../fakes/anchors-in-memory.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { inMemoryRegisters } from '../fakes/registers-in-memory.ts';
import { UploadsInMemory } from '../fakes/uploads-in-memory.ts';
import type { SeededSecrets } from '../fakes/seeded-secrets.ts';
import { aMarriage, anAttestation } from './decisions.ts';
import { aPerson } from './residents.ts';
import { shippedPolicies } from './shipped-policies.ts';

const district = areaCode('320602');
const definition = JSON.parse(readFileSync('workflows/claim/claim.asl.json', 'utf8')) as object;
const policies = shippedPolicies();

/** A couple and their daughter, whom the rules of 2008 entitle; the same number is the same family. */
export function aCouple(n: number, household: 'rural' | 'urban' = 'rural') {
  const area = 310_000 + n;
  const more = { area, householdType: household };
  const husband = aPerson('1944-08-01', 'male', more);
  const wife = aPerson('1945-03-12', 'female', more);
  const daughter = aPerson('1970-05-04', 'female', { ...more, parents: [husband, wife] });
  return { husband, wife, daughter };
}

/** What the form says: of the wife's claim, or of her husband's. */
export function aForm(
  n: number,
  more: { readonly whose?: 'wife' | 'husband'; readonly street?: string } = {},
) {
  const { husband, wife, daughter } = aCouple(n);
  const { whose = 'wife', street = '320602100' } = more;
  const [applicant, spouse] = whose === 'wife' ? [wife, husband] : [husband, wife];
  return {
    programme: 'rural-reward',
    applicant: {
      name: '王璎珞',
      residentId: applicant.residentId as string,
      phone: `139${String(n).padStart(8, '0')}`,
      areaCode: street,
      address: '崇川路龘号',
    },
    spouse: { residentId: spouse.residentId as string },
    children: [{ residentId: daughter.residentId as string, status: 'living' }],
    account: { holder: '王璎珞', bank: 'DEMOCNSH', number: `990860${String(n).padStart(13, '7')}` },
    declaration: true,
  };
}

/** Staff by name: their role, and where. Two of a kind where a second person is needed. */
const staff: Readonly<Record<string, readonly [Role, string]>> = {
  clerk: ['clerk', district],
  village: ['village.reviewer', district],
  'village-2': ['village.reviewer', district],
  'far-village': ['village.reviewer', '320602999'],
  street: ['street.reviewer', district],
  'street-2': ['street.reviewer', district],
  district: ['district.approver', district],
  'district-2': ['district.approver', district],
  appeals: ['appeals.officer', district],
  'appeals-2': ['appeals.officer', district],
};

/** Does it again when the process is killed, as a restarted engine, a relay or a caller with the same key does. */
export async function surely<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 3 || !isCrash(error)) throw error;
    }
  }
}

function isCrash(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isCrash);
  return error instanceof Error && error.name === 'Crash';
}

export interface ClaimsAtWorkOptions {
  /** Couples that the registers know, from number 0. */
  readonly couples?: number;
  readonly chaos?: ChaosOptions;
  /** The store as everything under test sees it. */
  readonly wrap?: (table: Table) => Table;
  /** In place of randomness, so that the same story leaves the same store; nothing is encrypted then. */
  readonly secrets?: SeededSecrets;
}

/** Claims on the real machine: use cases, policies, steps, the embedded engine and the outbox, on one store in memory. */
export async function claimsAtWork(options: ClaimsAtWorkOptions = {}) {
  const { secrets } = options;
  // A seed's story must not hang on how busy the machine is.
  const database = SqliteDatabase.open(':memory:', secrets ? { groupMilliseconds: Infinity } : {});
  // What the test itself writes and reads stays out of the chaos.
  const stored = createSqliteTable(database);
  const used = options.chaos ? createSqliteTable(database, { chaos: options.chaos }) : stored;
  const table = options.wrap?.(used) ?? used;
  const clock = new MovableClock('2008-05-20');
  const anchors = new AnchorsInMemory();
  const wrapper = secrets?.wrapper ?? localKey(randomBytes(32));
  const keyed = await openKeyed({ table: stored, wrapper, district });
  const couples = Array.from({ length: options.couples ?? 1 }, (_, n) => aCouple(n));
  const registers = inMemoryRegisters({
    population: couples.flatMap(({ husband, wife, daughter }) => [husband, wife, daughter]),
    marriages: couples.map(({ husband, wife }) => aMarriage(husband, wife, '1968-10-01')),
    attestations: couples.flatMap(({ husband, wife }) => [anAttestation(husband), anAttestation(wife)]),
  });
  const uploaded = new UploadsInMemory();
  const { log, lines } = edgeDeps();
  const envelopes = secrets?.envelopes ?? createEnvelopes({ table: stored, clock, wrapper, district });
  const deps = {
    table,
    clock,
    ids: secrets?.ids ?? randomIds(),
    envelopes,
    keyed,
    policies: await policies,
    registers,
    calendar: { holidays: new Set<string>(), workedWeekends: new Set<string>() },
    district,
    uploadedFiles: uploaded,
    log,
  };
  for (const [sub, [role, area]] of Object.entries(staff)) {
    const by = { kind: 'system', id: 'test' } as const;
    await addUser(stored, { sub, grants: [{ role, areaCode: areaCode(area) }] }, by, clock.now());
  }

  const steps = {
    RegisterFamily: createRegisterFamilyStep(deps),
    VerifyConditions: createVerifyConditionsStep(deps),
    AssessClaim: createAssessClaimStep(deps),
    AwaitReview: createAwaitReviewStep(deps),
    AwardBenefit: createAwardBenefitStep(deps),
    AdoptClaim: createAdoptClaimStep(deps),
  };
  const visited: string[] = [];
  const engine = await Engine.open({
    database,
    clock,
    random: () => 0.5,
    ...(secrets ? { newToken: secrets.newToken } : {}),
    onFault: (fault) => {
      throw fault;
    },
  });
  await engine.define(
    'claim',
    definition,
    Object.fromEntries(
      Object.entries(steps).map(([name, step]) => [
        name,
        async (payload: unknown) => {
          visited.push(name);
          return surely<unknown>(() => step(payload));
        },
      ]),
    ),
  );
  engine.resume();

  const allocate = createAllocateFunds(deps);
  const sinks = {
    workflows: createWorkflows(engine),
    allocate: async (appropriationId: string, claimId: string | undefined) => {
      await allocate({ appropriationId, named: claimId === undefined ? [] : [claimId] });
    },
    importBankMessage: async () => undefined,
    notify: keepNotice,
  };

  async function outbox(): Promise<readonly Item[]> {
    const rows: Item[] = [];
    for (let shard = 0; shard < outboxShards; shard += 1) {
      rows.push(...(await stored.query({ pk: outboxPk(shard) })).items);
    }
    return rows;
  }

  /** Lets workflows and outbox work until nothing moves any more. */
  async function settle(): Promise<void> {
    for (let rounds = 0; rounds < 50; rounds += 1) {
      await engine.idle();
      const rows = await outbox();
      if (rows.length === 0) return;
      for (const row of rows) {
        // A row whose delivery failed stands, and goes out again.
        await surely(() => relayRow({ table, sinks }, row)).catch((error: unknown) => {
          if (!(error instanceof Error) || error.name !== 'StoreUnavailable') throw error;
        });
      }
    }
    throw new Error('the outbox does not become empty');
  }

  /** As the edge does: whether this person may do what the route does to the claim. */
  function permitFor(routeId: RouteId, caller: Caller): PermitFor {
    return (subject) => {
      const admission = admit(routeId, caller, district);
      return admission.ok ? permit(admission.value, subject, keyed) : admission;
    };
  }

  async function asStaff(routeId: RouteId, sub: string): Promise<PermitFor> {
    const user = await readUser(stored, sub);
    if (!user) throw new Error(`no user ${sub}`);
    return permitFor(routeId, { kind: 'staff', user });
  }

  const asHolder = (routeId: RouteId, { claimId }: { readonly claimId: string }) =>
    permitFor(routeId, { kind: 'code', code: keyed.accessCode(claimId) });

  async function head(claimId: string): Promise<ClaimHead> {
    const found = await readClaimHead(stored, claimId);
    if (!found) throw new Error(`no claim ${claimId}`);
    return found;
  }

  const submitClaim = createSubmitClaim(deps);
  /** Submits a form; with no key of its own it is as good as sent once. */
  async function submit(
    form: unknown,
    {
      channel = 'public',
      idempotency = aKey(),
    }: { channel?: 'public' | 'clerk' | 'bulk'; idempotency?: IdempotencyKey } = {},
  ): Promise<ClaimReceipt> {
    const answer = await surely(() =>
      submitClaim({
        claim: parsedClaim(form),
        channel,
        actor: channel === 'clerk' ? { kind: 'staff', id: 'clerk' } : { kind: 'public', id: 'public' },
        idempotency,
      }),
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value;
  }

  const decideTask = createDecideTask(deps);
  /** Decides a claim's open task as a member of staff. */
  async function decide(
    sub: string,
    claimId: string,
    outcome: DecideTaskInput['outcome'],
    more: Partial<DecideTaskInput> = {},
  ) {
    const { task } = await head(claimId);
    if (!task && more.taskId === undefined) throw new Error(`claim ${claimId} is nobody’s task`);
    const input = {
      taskId: taskIdOf(claimId, task?.version ?? 0),
      permitFor: await asStaff('decide-task', sub),
      outcome,
      reason: '已核对',
      payloadHash: task?.payloadHash ?? '',
      idempotency: aKey(),
      ...more,
    };
    return surely(() => decideTask(input));
  }

  /** Decides as expected, and lets what follows from it happen. */
  async function decided(
    sub: string,
    claimId: string,
    outcome: DecideTaskInput['outcome'],
    more: Partial<DecideTaskInput> = {},
  ): Promise<ClaimHead> {
    const answer = await decide(sub, claimId, outcome, more);
    if (!answer.ok) throw new Error(`${sub}: ${JSON.stringify(answer.error)}`);
    await settle();
    return head(claimId);
  }

  const sweepDue = createSweepDue(deps);
  /** A day begins: timers fire, the schedules run. */
  async function day(date: string): Promise<void> {
    clock.move(date);
    await engine.clockMoved();
    await settle();
    await surely(() => sweepDue());
    await settle();
  }

  /** From the form to the approval of the last office, but for its money. */
  async function approved(form: unknown): Promise<ClaimReceipt> {
    const claim = await inPosting(form);
    const { dueOn } = await head(claim.claimId);
    if (dueOn !== undefined && dueOn >= clock.today()) await day('2008-05-29');
    await decided('district', claim.claimId, 'approve');
    return claim;
  }

  async function inPosting(form: unknown): Promise<ClaimReceipt> {
    const claim = await inReview(form);
    await decided('village', claim.claimId, 'approve');
    await decided('street', claim.claimId, 'approve');
    return claim;
  }

  async function inReview(form: unknown): Promise<ClaimReceipt> {
    const claim = await submit(form);
    await settle();
    return claim;
  }

  /** Sets money aside for the rural reward of 2008, in equal shares of province and district. */
  async function fund(yuan: number, cause = 'budget', year = 2008): Promise<void> {
    const actor = { kind: 'system', id: 'seed' } as const;
    await surely(() =>
      createAppropriate(deps)({
        programme: 'rural-reward',
        year,
        parts: ['province', 'district'].map((share) => ({ share, amountFen: fen(yuan * 50) })),
        cause,
        actor,
        approvedBy: actor,
        fundedOn: demoPayer.debtor.account,
      }),
    );
    await settle();
  }

  /** Every item in the store, read past the port. */
  function everything(): readonly { readonly pk: string; readonly sk: string; readonly body: Buffer }[] {
    return database.read((db) =>
      db
        .prepare('SELECT pk, sk, body FROM items')
        .all()
        .map(({ pk, sk, body }) => ({
          pk: String(pk),
          sk: String(sk),
          body: Buffer.from(body as Uint8Array),
        })),
    );
  }

  function execution(name: string): { readonly status: string; readonly phase: string } | undefined {
    const row = database.read((db) =>
      db.prepare("SELECT status, phase FROM wf_executions WHERE machine = 'claim' AND name = ?").get(name),
    );
    return row && { status: String(row.status), phase: String(row.phase) };
  }

  async function events(claimId: string): Promise<readonly string[]> {
    const { items } = await stored.query({ pk: `CLAIM#${claimId}`, sk: { beginsWith: 'AUDIT#' } });
    return items.map((item) => textAttribute(item, 'event'));
  }

  /** What is committed of the appropriation, in fen, over all shares. */
  async function committedFen(): Promise<number> {
    const {
      lines: balances,
      balanced,
      differences,
    } = await createTrialBalance({ table: stored })({
      recompute: true,
    });
    if (!balanced || differences.length !== 0) throw new Error('the ledger does not balance');
    return balances
      .filter(({ account }) => account === 'B3')
      .reduce((sum, { debitFen, creditFen }) => sum + creditFen - debitFen, 0);
  }

  return {
    ...deps,
    stored,
    database,
    engine,
    steps,
    visited,
    lines,
    uploaded,
    sinks,
    allocate,
    submitClaim,
    decideTask,
    addEvidence: createAddEvidence(deps),
    answerRequest: createAnswerRequest(deps),
    withdrawClaim: createWithdrawClaim(deps),
    lodgeObjection: createLodgeObjection(deps),
    decideObjection: createDecideObjection(deps),
    listPosting: createListPosting(deps),
    lodgeAppeal: createLodgeAppeal(deps),
    decideAppeal: createDecideAppeal(deps),
    awardsForRoll: createAwardsForRoll(deps),
    askRegistersAgain: createAskRegistersAgain(deps),
    sweepDue,
    anchors,
    sealAudit: createSealAudit({ table: stored, clock, anchors }),
    verifyAudit: createVerifyAudit({ table: stored, anchors }),
    notices: () => listNotices(stored),
    asStaff,
    asHolder,
    outbox,
    messages: async () => (await outbox()).map(messageOf),
    settle,
    head,
    submit,
    decide,
    decided,
    day,
    inReview,
    inPosting,
    approved,
    fund,
    everything,
    execution,
    events,
    committedFen,
    close: async () => {
      await engine.stop();
      database.close();
    },
  };
}

export type ClaimsAtWork = Awaited<ReturnType<typeof claimsAtWork>>;

export function aKey(bodyHash = 'body'): IdempotencyKey {
  return { scope: 'POST /test', key: randomUUID(), bodyHash };
}

function parsedClaim(form: unknown): Claim {
  return claimSchema.parse(form);
}

export function postingOf({ claimId }: { readonly claimId: string }): string {
  return claimId.replace('claim-', 'posting-');
}
