import type { ResidentId, Sex } from '../people/resident-id.ts';
import type { CalendarDate } from '../time/calendar-date.ts';

/*
 * What the registers hold that a rule may need, and nothing more: no names, no addresses; of a disability the
 * grade and dates, never the kind; of an attestation yes or no, who and when (programmes.md).
 */

export interface PopulationRecord {
  readonly residentId: ResidentId;
  readonly sex: Sex;
  readonly birthDate: CalendarDate;
  readonly householdType: 'rural' | 'urban';
  readonly diedOn?: CalendarDate;
  /** Parents by birth or adoption. */
  readonly parentIds: readonly ResidentId[];
}

export interface MarriageRecord {
  readonly husbandId: ResidentId;
  readonly wifeId: ResidentId;
  readonly marriedOn: CalendarDate;
  readonly endedOn?: CalendarDate;
  readonly endedBy?: 'death' | 'divorce' | 'annulment';
}

export interface DisabilityRecord {
  readonly residentId: ResidentId;
  /** 1 (gravest) to 4. */
  readonly grade: number;
  readonly issuedOn: CalendarDate;
  /** When the certificate lapsed or was handed back. */
  readonly endedOn?: CalendarDate;
}

export interface RetirementRecord {
  readonly residentId: ResidentId;
  readonly retiredOn: CalendarDate;
  /** The pension scheme, such as "enterprise". */
  readonly scheme: string;
  readonly extraFivePercent: boolean;
}

export interface CertificateRecord {
  readonly holderId: ResidentId;
}

export interface AttestationRecord {
  readonly residentId: ResidentId;
  readonly qualifies: boolean;
  /** The office that attested. */
  readonly attestedBy: string;
  readonly attestedOn: CalendarDate;
}

export interface RegisterRecords {
  readonly population: PopulationRecord;
  readonly marriages: MarriageRecord;
  readonly disabilities: DisabilityRecord;
  readonly retirements: RetirementRecord;
  readonly certificates: CertificateRecord;
  readonly attestations: AttestationRecord;
}

export type RegisterName = keyof RegisterRecords;

/**
 * Who keeps each register, and what it means when it answers that it has no entry (programmes.md, "Data missing
 * is not a no"): `unknown`; `no`, if the population register knows the person; `unmarried`; `wait` for the office.
 */
export const registerDeclarations = {
  population: { keptBy: 'public-security', missingEntry: 'unknown' },
  marriages: { keptBy: 'civil-affairs', missingEntry: 'unmarried' },
  disabilities: { keptBy: 'disabled-persons-federation', missingEntry: 'no' },
  retirements: { keptBy: 'social-insurance', missingEntry: 'unknown' },
  certificates: { keptBy: 'health', missingEntry: 'no' },
  attestations: { keptBy: 'township', missingEntry: 'wait' },
} as const satisfies Record<RegisterName, { keptBy: string; missingEntry: string }>;

export const registerNames: readonly RegisterName[] = [
  'population',
  'marriages',
  'disabilities',
  'retirements',
  'certificates',
  'attestations',
];

export type KeptBy = (typeof registerDeclarations)[RegisterName]['keptBy'];

/** What each register is searched by: a person's number in one of these roles. */
export interface SearchedBy {
  readonly population: 'id' | 'parent';
  readonly marriages: 'person';
  readonly disabilities: 'person';
  readonly retirements: 'person';
  readonly certificates: 'holder';
  readonly attestations: 'person';
}

export interface RegisterQuery<R extends RegisterName> {
  readonly by: SearchedBy[R];
  readonly id: ResidentId;
}

/**
 * Why a register gave no usable answer: it refused or could not be reached, did not answer in time, answered
 * what no register should, or holds a state too old to decide on.
 */
export type Unavailable = 'down' | 'slow' | 'garbage' | 'stale';

export type RegisterAnswer<R extends RegisterName> = RegisterQuery<R> & {
  /** The instant of the answer (UTC), or of giving up. */
  readonly answeredAt: string;
} & (
    | {
        readonly status: 'found';
        /** The date of the register's own state. */
        readonly asOf: CalendarDate;
        readonly records: readonly RegisterRecords[R][];
      }
    | { readonly status: 'not-found'; readonly asOf: CalendarDate }
    | { readonly status: 'unavailable'; readonly reason: Unavailable }
  );
