import { randomBytes } from 'node:crypto';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { openKeyed } from '../../functions/adapters/envelope/keyed.ts';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import { localKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAccess } from '../../functions/app/access/access.ts';
import { addUser } from '../../functions/app/access/users.ts';
import { createAllocate } from '../../functions/app/awards/allocate.ts';
import { createNoteReading } from '../../functions/app/review/readings.ts';
import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { createSweepDue } from '../../functions/app/schedule/sweep-due.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { err, ok } from '../../functions/domain/result/result.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import type { Role } from '../../functions/domain/review/role.ts';
import type { HttpRoute } from '../../functions/handlers/http/edge/api-handler.ts';
import { createAssessClaimStep } from '../../functions/handlers/steps/claim/assess-claim/handler.ts';
import { createAwaitReviewStep } from '../../functions/handlers/steps/claim/await-review/handler.ts';
import { createRegisterFamilyStep } from '../../functions/handlers/steps/claim/register-family/handler.ts';
import { createVerifyConditionsStep } from '../../functions/handlers/steps/claim/verify-conditions/handler.ts';
import { AnchorsInMemory } from '../fakes/anchors-in-memory.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { inMemoryRegisters } from '../fakes/registers-in-memory.ts';
import { UploadsInMemory } from '../fakes/uploads-in-memory.ts';
import { type Asked, askRoute } from './ask-route.ts';
import { aMarriage, anAttestation } from './decisions.ts';
import { midYearResidents } from './mid-year-residents.ts';
import { aPerson } from './residents.ts';
import { shippedPolicies } from './shipped-policies.ts';

const district = areaCode('320602');
export const street = '320602100';

/** A couple whom the rules of 2008 entitle, each on their own: rural, over 60, one living daughter. */
const husband = aPerson('1944-08-01', 'male');
const wife = aPerson('1945-03-12', 'female');
const daughter = aPerson('1970-05-04', 'female', { parents: [husband, wife] });

/** A claim that the rules meet: the wife's, or her husband's. */
export function aClaimForm(whose: 'wife' | 'husband' = 'wife') {
  const [applicant, spouse] = whose === 'wife' ? [wife, husband] : [husband, wife];
  const name = whose === 'wife' ? '王秀英' : '李国强';
  return {
    programme: 'rural-reward',
    applicant: { name, residentId: applicant.residentId, areaCode: street },
    spouse: { residentId: spouse.residentId },
    children: [{ residentId: daughter.residentId, status: 'living' }],
    account: { holder: name, bank: 'DEMOCNSH', number: '9908605103708959255' },
    declaration: true,
  };
}

/** A claims office on a store in memory: real use cases, rules and policies, the workflow's steps run by hand. */
export async function claimsOffice() {
  const stored = createSqliteTable(SqliteDatabase.open(':memory:'));
  let writes = 0;
  const table: Table = {
    ...stored,
    transact: (actions) => {
      writes += 1;
      return stored.transact(actions);
    },
  };
  const clock = new MovableClock('2008-05-20');
  const anchors = new AnchorsInMemory();
  const wrapper = localKey(randomBytes(32));
  const keyed = await openKeyed({ table, wrapper, district });
  const envelopes = createEnvelopes({ table, clock, wrapper, district });
  const uploaded = new UploadsInMemory();
  const { log, metrics, checkAnswers, lines } = edgeDeps();
  const deps = {
    table,
    clock,
    ids: randomIds(),
    envelopes,
    keyed,
    policies: await shippedPolicies(),
    registers: inMemoryRegisters({
      population: [husband, wife, daughter],
      marriages: [aMarriage(husband, wife, '1968-10-01')],
      attestations: [anAttestation(wife), anAttestation(husband)],
    }),
    calendar: { holidays: new Set<string>(), workedWeekends: new Set<string>() },
    district,
    residents: midYearResidents,
    anchors,
    forms: { issue: async () => ({ uploadUrl: 'http://127.0.0.1/uploads', fields: {} }) },
    uploadedFiles: uploaded,
    noteReading: createNoteReading({ table, clock }),
    evidenceLinks: {
      issue: async (key: string, { name }: { readonly name: string }) =>
        `https://files.invalid/${key}/${name}`,
    },
    access: createAccess({
      verifier: {
        verify: async (authorization) =>
          authorization === undefined ? err('missing') : ok({ sub: authorization.replace('Bearer ', '') }),
      },
      table,
      keyed,
      district,
      clock,
    }),
    log,
    metrics,
    checkAnswers,
  };
  const steps = {
    registerFamily: createRegisterFamilyStep(deps),
    verifyConditions: createVerifyConditionsStep(deps),
    assessClaim: createAssessClaimStep(deps),
    awaitReview: createAwaitReviewStep(deps),
  };
  const staff: readonly (readonly [string, Role, string])[] = [
    ['clerk', 'clerk', district],
    ['far-clerk', 'clerk', '320602200'],
    ['village', 'village.reviewer', street],
    ['village-2', 'village.reviewer', district],
    ['street', 'street.reviewer', district],
    ['district', 'district.approver', district],
    ['appeals', 'appeals.officer', district],
    ['auditor', 'auditor', district],
    ['far-auditor', 'auditor', '320602200'],
  ];
  for (const [sub, role, area] of staff) await addStaff(sub, role, { area });

  /** @param who their area, by itself the district, and the resident that they are */
  async function addStaff(
    sub: string,
    role: Role,
    { area = district, ...who }: { readonly area?: string; readonly residentIndex?: string } = {},
  ): Promise<void> {
    const user = { sub, grants: [{ role, areaCode: areaCode(area) }], ...who };
    await addUser(table, user, { kind: 'system', id: 'test' }, clock.now());
  }

  const ask = (route: HttpRoute, asked?: Asked) => askRoute(route, lines, asked);

  /** Does what the workflow does with a claim, up to its wait for the review. */
  async function verify(claimId: string): Promise<void> {
    await steps.registerFamily({ claimId });
    await steps.verifyConditions({ claimId });
    await steps.assessClaim({ claimId });
    await steps.awaitReview({ claimId, taskToken: `token of ${claimId}` });
  }

  /** Sets enough money aside for what is approved, and awards it. */
  async function award(): Promise<void> {
    const actor = { kind: 'system', id: 'seed' } as const;
    await createAppropriate(deps)({
      programme: 'rural-reward',
      year: 2008,
      parts: ['province', 'district'].map((share) => ({ share, amountFen: fen(10_000_000) })),
      cause: 'budget',
      actor,
      approvedBy: actor,
      fundedOn: '9000000001',
    });
    await createAllocate(deps)({ appropriationId: 'rural-reward:2008', named: [] });
  }

  const assess = (claimId: string) => steps.assessClaim({ claimId });
  return {
    ...deps,
    lines,
    uploaded,
    ask,
    addStaff,
    verify,
    assess,
    award,
    writes: () => writes,
    sweep: createSweepDue(deps),
  };
}

export type ClaimsOffice = Awaited<ReturnType<typeof claimsOffice>>;
