import { randomBytes } from 'node:crypto';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable, type SqliteTableOptions } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAllocate } from '../../functions/app/awards/allocate.ts';
import { awardIdOf, readAwardHead } from '../../functions/app/awards/award-head.ts';
import { type ClaimHead, readClaimHead, submitted } from '../../functions/app/claims/claim-head.ts';
import { claimPart } from '../../functions/app/claims/claim-parts.ts';
import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import { createFundsReport } from '../../functions/app/ledger/budget-report.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { asJson } from '../../functions/app/subjects/as-json.ts';
import { sealPart } from '../../functions/app/subjects/sealed-parts.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { aForm } from './claims-at-work.ts';
import { shippedPolicies } from './shipped-policies.ts';

const policies = await shippedPolicies();
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
    const written = await stored.transact([...change.actions, content.action]);
    if (!written.ok) throw new Error(`claim ${String(n)} does not wait`);
    return change.head;
  }

  async function appropriate(shareFen: number): Promise<void> {
    const done = await createAppropriate({ table: stored, clock })({
      programme: 'rural-reward',
      year: 2008,
      parts: ['province', 'district'].map((share) => ({ share, amountFen: fen(shareFen) })),
      cause: `notice-${String((notices += 1))}`,
      actor: seed,
      approvedBy: seed,
    });
    if (!done.ok) throw new Error(done.error.kind);
  }

  return {
    stored,
    clock,
    wait,
    appropriate,
    allocate: createAllocate({ table, clock, envelopes, policies }, mostAwards),
    head: async (n: number): Promise<ClaimHead | undefined> =>
      readClaimHead(stored, `claim-${String(n).padStart(26, '0')}`),
    award: async (n: number) => readAwardHead(stored, awardIdOf(`claim-${String(n).padStart(26, '0')}`)),
    funds: async () => createFundsReport({ table: stored })('rural-reward', 2008),
    close: () => {
      database.close();
    },
  };
}

export type FundsQueue = ReturnType<typeof fundsQueue>;
