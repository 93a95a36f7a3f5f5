import { gatherEvidence } from '../../functions/app/registers/gather-evidence.ts';
import type { ResidentId } from '../../functions/domain/people/resident-id.ts';
import { periodFor } from '../../functions/domain/policy/claim-period.ts';
import type { CompiledPolicy } from '../../functions/domain/policy/compile-policy.ts';
import { type DecisionInput, decide } from '../../functions/domain/policy/decide.ts';
import type { DecisionRecord, Finding } from '../../functions/domain/policy/decision-record.ts';
import type {
  AttestationRecord,
  MarriageRecord,
  PopulationRecord,
} from '../../functions/domain/policy/registers.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import type { Registers } from '../../functions/app/registers/ports.ts';

export function aMarriage(
  husband: PopulationRecord,
  wife: PopulationRecord,
  marriedOn: string,
  ended?: { readonly on: string; readonly by?: 'death' | 'divorce' },
): MarriageRecord {
  return {
    husbandId: husband.residentId,
    wifeId: wife.residentId,
    marriedOn: calendarDate(marriedOn),
    ...(ended && { endedOn: calendarDate(ended.on) }),
    ...(ended?.by && { endedBy: ended.by }),
  };
}

export function anAttestation(
  person: PopulationRecord,
  qualifies = true,
  on = '2008-02-20',
): AttestationRecord {
  return {
    residentId: person.residentId,
    qualifies,
    attestedBy: '320602100',
    attestedOn: calendarDate(on),
  };
}

/** Decides the claim of one person, as the workflow does: gather, then decide. */
export async function decideFor(
  registers: Registers,
  policy: CompiledPolicy,
  person: ResidentId,
  how: {
    readonly on?: string;
    readonly heir?: { readonly id: ResidentId; readonly relation: 'spouse' | 'child' };
    readonly findings?: readonly Finding[];
  } = {},
): Promise<DecisionRecord> {
  return decide(policy, await inputFor(registers, policy, person, how));
}

export async function inputFor(
  registers: Registers,
  policy: CompiledPolicy,
  person: ResidentId,
  how: {
    readonly on?: string;
    readonly heir?: { readonly id: ResidentId; readonly relation: 'spouse' | 'child' };
    readonly findings?: readonly Finding[];
  } = {},
): Promise<DecisionInput> {
  const submittedOn = calendarDate(how.on ?? '2008-01-10');
  const period = periodFor(policy.policy, submittedOn);
  const subjects = {
    entitledPerson: person,
    applicant: how.heir?.id ?? person,
    ...(how.heir && { relation: how.heir.relation }),
  };
  const evidence = await gatherEvidence(registers, policy, subjects, period);
  return { period, submittedOn, evidence, ...(how.findings && { findings: how.findings }) };
}
