import { randomBytes } from 'node:crypto';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable, type SqliteTableOptions } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAllocateFunds } from '../../functions/app/awards/allocate-funds.ts';
import { createAllocate } from '../../functions/app/awards/allocate.ts';
import { awardIdOf, readAwardHead } from '../../functions/app/awards/award-head.ts';
import { createCommitYear } from '../../functions/app/awards/commit-year.ts';
import { type ClaimHead, readClaimHead, submitted } from '../../functions/app/claims/claim-head.ts';
import { claimPart } from '../../functions/app/claims/claim-parts.ts';
import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import { createFundsReport } from '../../functions/app/ledger/budget-report.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { asJson } from '../../functions/app/subjects/as-json.ts';
import { sealPart } from '../../functions/app/subjects/sealed-parts.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import type { DecisionRecord } from '../../functions/domain/policy/decision-record.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { inMemoryRegisters } from '../fakes/registers-in-memory.ts';
import { aCouple, aForm } from './claims-at-work.ts';
import { aMarriage, anAttestation, decideFor } from './decisions.ts';
import { shippedPolicies, shippedPolicy } from './shipped-policies.ts';

const policies = await shippedPolicies();
const policy = await shippedPolicy('rural-reward');

/** What the rules decide of a couple of whom nothing is odd: 600 yuan a year, in two halves. */
const { husband, wife, daughter } = aCouple(0);
const registers = inMemoryRegisters({
  population: [husband, wife, daughter],
  marriages: [aMarriage(husband, wife, '1968-10-01')],
  attestations: [anAttestation(wife)],
});
const decided = await decideFor(registers, policy, wife.residentId, { on: '2008-05-20' });
const seed = { kind: 'system', id: 'seed' } as const;

export const queueId = 'rural-reward:2008';

/** Claims that wait for the money of rural-reward's year 2008, without the review that brought them there. */
export function fundsQueue({
  store = {},
  wrap = (table) => table,
  mostAwards,
}: {
  readonly store?: SqliteTableOptions;
  /** Stands between the allocator and the store. */
  readonly wrap?: (table: Table) => Table;
  readonly mostAwards?: number;
} = {}) {
  const database = SqliteDatabase.open(':memory:');
  const stored = createSqliteTable(database, store);
  const table = wrap(stored);
  const clock = new MovableClock();
  const wrapper = localKey(randomBytes(32));
  const envelopes = createEnvelopes({ table: stored, clock, wrapper, district: areaCode('320602') });
  let notices = 0;

  /** @param amountsFen of the claim's period, and of the year's later ones */
  async function wait(
    n: number,
    amountsFen: readonly number[],
    submittedOn = '2008-05-20',
    record: DecisionRecord = decided,
  ): Promise<ClaimHead> {
    const claimId = `claim-${String(n).padStart(26, '0')}`;
    const [amountFen = 0, ...laterFen] = amountsFen;
    const head: ClaimHead = {
      version: 0,
      auditHash: '',
      claimId,
      reference: `HM${String(n).padStart(10, '0')}`,
      programme: 'rural-reward',
      policyVersion: '2008-1',
      period: '2008-H1',
      state: 'awaiting-funds',
      position: 3,
      areaCode: '320602100',
      channel: 'public',
      submittedAt: `${submittedOn}T01:00:00.${String(n % 1_000).padStart(3, '0')}Z`,
      submittedOn: calendarDate(submittedOn),
      identityConfirmed: true,
      personIndex: `person-${String(n)}`,
      applicantIndex: `person-${String(n)}`,
      accountIndex: `account-${String(n)}`,
      accountVersion: 1,
      contentCommitment: 'content',
      verification: 1,
      evidenceIds: [],
      decision: {
        recordHash: 'record',
        outcome: 'met',
        amountFen,
        laterFen: [...laterFen],
        failing: [],
        unknown: [],
      },
      escalation: 0,
      decisions: 4,
      duties: [],
      openObjections: 0,
      execution: 1,
    };
    const { declaration: _, ...claimed } = aForm(n);
    const content = await sealPart(envelopes, claimPart(claimId, 'content'), asJson(claimed));
    const change = submitted(head, { actor: seed, at: clock.now() });
    const decision = await sealPart(envelopes, claimPart(claimId, 'decision'), asJson(record));
    const written = await stored.transact([...change.actions, content.action, decision.action]);
    if (!written.ok) throw new Error(`claim ${String(n)} does not wait`);
    return change.head;
  }

  async function appropriate(shareFen: number, year = 2008): Promise<void> {
    const done = await createAppropriate({ table: stored, clock })({
      programme: 'rural-reward',
      year,
      parts: ['province', 'district'].map((share) => ({ share, amountFen: fen(shareFen) })),
      cause: `notice-${String((notices += 1))}`,
      actor: seed,
      approvedBy: seed,
    });
    if (!done.ok) throw new Error(done.error.kind);
  }

  const deps = { table, clock, envelopes, policies };
  return {
    ...deps,
    stored,
    decided,
    wait,
    appropriate,
    allocate: createAllocate(deps, mostAwards),
    commitYear: createCommitYear(deps, mostAwards),
    allocateFunds: createAllocateFunds(deps),
    head: async (n: number): Promise<ClaimHead | undefined> =>
      readClaimHead(stored, `claim-${String(n).padStart(26, '0')}`),
    award: async (n: number) => readAwardHead(stored, awardIdOf(`claim-${String(n).padStart(26, '0')}`)),
    funds: async (year = 2008) => createFundsReport({ table: stored })('rural-reward', year),
    close: () => {
      database.close();
    },
  };
}

export type FundsQueue = ReturnType<typeof fundsQueue>;
