import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { createSpdciRegisters } from '../../functions/adapters/registers/spdci-registers.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import { gatherEvidence } from '../../functions/app/registers/gather-evidence.ts';
import { isResidentId, parseResidentId } from '../../functions/domain/people/resident-id.ts';
import { periodFor } from '../../functions/domain/policy/claim-period.ts';
import { decide, recompute } from '../../functions/domain/policy/decide.ts';
import type { DecisionRecord } from '../../functions/domain/policy/decision-record.ts';
import type { Subjects } from '../../functions/domain/policy/evidence.ts';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../functions/domain/policy/policy-book.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { type ClaimRow, readClaimRows } from '../../local/registers/claim-rows.ts';
import type { RowProblem } from '../../local/registers/entries.ts';
import { loadSimulatedRegisters } from '../../local/registers/simulated-registers.ts';
import { shippedPolicies } from '../builders/shipped-policies.ts';

const folder = join(import.meta.dirname, '../../data/year-2008');

interface Tally {
  awarded: number;
  fen: number;
  /** Awards for which not every month of the half-year counts. */
  partly: number;
  rejected: Record<string, number>;
  unknown: number;
  duplicate: number;
  refused: number;
  withdrawn: number;
}

const tallies: Record<string, Tally> = {};
const records: DecisionRecord[] = [];
const problems: (RowProblem | string)[] = [];
let policies: PolicyBook<CompiledPolicy>;

// The same way a claim goes, without the workflow: intake's look at the number, withdrawal, duplicate, the registers
// over their API, the decision. Nothing here knows a claim's number.
beforeAll(async () => {
  policies = await shippedPolicies();
  const clock: Clock = {
    now: () => '2008-05-31T08:00:00.000Z',
    today: () => calendarDate('2008-05-31'),
  };
  const simulated = await loadSimulatedRegisters(folder, clock, (problem) => problems.push(problem));
  let messages = 0;
  const registers = createSpdciRegisters({
    transport: simulated.transport,
    clock,
    newId: () => `message-${(messages += 1)}`,
    senderId: 'huimin',
    timeoutMilliseconds: 10_000,
    maximumAgeDays: 30,
  });
  const claimed = new Set<string>();
  for await (const read of readClaimRows(join(folder, 'claims.csv'))) {
    if ('reason' in read) {
      problems.push(read.reason);
      continue;
    }
    const tally = (tallies[read.row.programme] ??= {
      awarded: 0,
      fen: 0,
      partly: 0,
      rejected: {},
      unknown: 0,
      duplicate: 0,
      refused: 0,
      withdrawn: 0,
    });
    const subjects = subjectsOf(read.row);
    if (subjects === undefined) {
      tally.refused += 1;
      continue;
    }
    if (read.row.withdrawn === 'yes') {
      tally.withdrawn += 1;
      continue;
    }
    const key = `${read.row.programme}/${subjects.entitledPerson}`;
    if (claimed.has(key)) {
      tally.duplicate += 1;
      continue;
    }
    claimed.add(key);

    const submittedOn = calendarDate(read.row.submittedOn);
    const policy = policies.inForce(read.row.programme, submittedOn, undefined);
    if (!policy) throw new Error(read.row.programme);
    const period = periodFor(policy.policy, submittedOn);
    const evidence = await gatherEvidence(registers, policy, subjects, period);
    const record = decide(policy, { period, submittedOn, evidence });
    records.push(record);
    if (record.outcome === 'met') {
      tally.awarded += 1;
      tally.fen += record.amountFen;
      if (policy.policy.amount.basis === 'per-month' && record.amountSteps.length < 6) tally.partly += 1;
    } else if (record.outcome === 'failed') {
      const codes = record.failing.join(';');
      tally.rejected[codes] = (tally.rejected[codes] ?? 0) + 1;
    } else {
      tally.unknown += 1;
    }
  }
}, 60_000);

/** Undefined when intake refuses the applicant's number. */
function subjectsOf(row: ClaimRow): Subjects | undefined {
  const applicant = parseResidentId(row.applicantId);
  if (!applicant.ok) return undefined;
  const spouse = isResidentId(row.spouseId) ? row.spouseId : undefined;
  return {
    entitledPerson: isResidentId(row.onBehalfOf) ? row.onBehalfOf : applicant.value,
    applicant: applicant.value,
    ...(row.relation === 'child' && { relation: 'child' }),
    ...(spouse && { spouse }),
    children: row.childIds.split(';').filter(isResidentId),
  };
}

describe('the year 2008, decided from its registers', () => {
  it('reads every row', () => {
    expect(problems).toEqual([]);
  });

  test.each<[string, Tally]>([
    [
      'rural-reward',
      {
        awarded: 700,
        fen: 210_000_00,
        partly: 0,
        rejected: {
          age: 7,
          'born-before-1933': 1,
          children: 8,
          deceased: 2,
          'household-type;spouse-household-type': 5,
          'not-attested': 3,
          'spouse-household-type': 4,
        },
        unknown: 0,
        duplicate: 0,
        refused: 0,
        withdrawn: 1,
      },
    ],
    [
      'special-hardship',
      {
        awarded: 414,
        fen: 225_160_00,
        partly: 4,
        rejected: { 'another-child': 8, 'disability-grade': 8, 'disability-not-found': 6, 'wife-age': 10 },
        unknown: 0,
        duplicate: 0,
        refused: 0,
        withdrawn: 0,
      },
    ],
    [
      'retiree-one-off',
      {
        awarded: 7500,
        fen: 24_000_000_00,
        partly: 0,
        rejected: {
          'already-five-percent': 15,
          certificate: 25,
          'pension-scheme': 10,
          'retired-before-1996': 10,
        },
        unknown: 8,
        duplicate: 40,
        refused: 12,
        withdrawn: 0,
      },
    ],
  ])('%s', (programme, expected) => {
    expect(tallies[programme]).toEqual(expected);
  });

  // One expectation a test: eight thousand would take longer than the decisions.
  it('tells those who are only too young from when to claim, and nobody else', () => {
    const wrong = records.filter(({ failing, claimAgainFrom }) => {
      const tooYoung = failing.length === 1 && (failing[0] === 'age' || failing[0] === 'wife-age');
      return (claimAgainFrom !== undefined) !== tooYoung;
    });
    expect(wrong).toEqual([]);
  });

  it('recomputes every decision from its own record, after JSON, to the same record', () => {
    const different = records.filter((record) => {
      const policy = policies.byVersion(record.programme, record.policyVersion);
      const stored = JSON.stringify(record);
      return JSON.stringify(recompute(JSON.parse(stored) as DecisionRecord, policy!)) !== stored;
    });
    expect(different).toEqual([]);
  });

  it('keeps no identity number in any record', () => {
    const numbers = records.filter((record) => /\d{17}[\dX]/.test(JSON.stringify(record)));
    expect(numbers).toEqual([]);
  });
});
