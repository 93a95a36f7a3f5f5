import * as z from 'zod';
import { isResidentId } from '../domain/people/resident-id.ts';
import type { ResidentId } from '../domain/people/resident-id.ts';
import type { CalendarDate } from '../domain/time/calendar-date.ts';
import { isCalendarDate } from '../domain/time/calendar-date.ts';
import type { RegisterName, RegisterRecords } from '../domain/policy/registers.ts';

/*
 * The SPDCI registry API (standards/spdci/registry_core_api.yaml, version 1.0.0): what of it we send and read, and
 * our extension of it for records. Reading is strict about what decides, and lets through what we have no use for.
 */

const date = z.custom<CalendarDate>((value) => typeof value === 'string' && isCalendarDate(value));
const id = z.custom<ResidentId>((value) => typeof value === 'string' && isResidentId(value));

/** What the registry API calls each register, its records, and the attributes we search by. */
export const registerCodes = {
  population: {
    registryType: 'cn:RegistryType:Population',
    recordType: 'cn:Population',
    attributes: { id: 'identifier', parent: 'parent_identifier' },
  },
  marriages: {
    registryType: 'cn:RegistryType:Marriages',
    recordType: 'cn:Marriage',
    attributes: { person: 'spouse_identifier' },
  },
  disabilities: {
    registryType: 'cn:RegistryType:Disabilities',
    recordType: 'cn:DisabilityCertificate',
    attributes: { person: 'identifier' },
  },
  retirements: {
    registryType: 'cn:RegistryType:Retirements',
    recordType: 'cn:Retirement',
    attributes: { person: 'identifier' },
  },
  certificates: {
    registryType: 'cn:RegistryType:OnlyChildCertificates',
    recordType: 'cn:OnlyChildCertificate',
    attributes: { holder: 'holder_identifier' },
  },
  attestations: {
    registryType: 'cn:RegistryType:Attestations',
    recordType: 'cn:Attestation',
    attributes: { person: 'identifier' },
  },
} as const;

/** A person's own number is asked for by `idtype-value`, any other role of it by a predicate. */
export const ownIdentifier = 'UIN';

const wireSchemas = {
  population: z.object({
    identifier: id,
    sex: z.enum(['female', 'male']),
    birthdate: date,
    deathdate: date.optional(),
    household_type: z.enum(['rural', 'urban']),
    parent_identifiers: z.array(id),
  }),
  marriages: z.object({
    husband_identifier: id,
    wife_identifier: id,
    marriagedate: date,
    enddate: date.optional(),
    end_reason: z.enum(['death', 'divorce', 'annulment']).optional(),
  }),
  // The kind of disability may be there; it is not read.
  disabilities: z.object({
    identifier: id,
    grade: z.int().min(1).max(4),
    issuedate: date,
    enddate: date.optional(),
  }),
  retirements: z.object({
    identifier: id,
    retirementdate: date,
    scheme: z.string().min(1).max(60),
    extra_five_percent: z.boolean(),
  }),
  certificates: z.object({ holder_identifier: id }),
  attestations: z.object({
    identifier: id,
    qualifies: z.boolean(),
    attested_by: z.string().min(1).max(60),
    attested_on: date,
  }),
};

export type WireRecord<R extends RegisterName> = z.infer<(typeof wireSchemas)[R]>;

/** Reads one record as a register sends it; undefined when it is none. What we have no use for is dropped here. */
export const readWireRecord: {
  readonly [R in RegisterName]: (record: unknown) => RegisterRecords[R] | undefined;
} = {
  population: reader(z.compile(wireSchemas.population), (wire) => ({
    residentId: wire.identifier,
    sex: wire.sex,
    birthDate: wire.birthdate,
    householdType: wire.household_type,
    ...(wire.deathdate && { diedOn: wire.deathdate }),
    parentIds: wire.parent_identifiers,
  })),
  marriages: reader(z.compile(wireSchemas.marriages), (wire) => ({
    husbandId: wire.husband_identifier,
    wifeId: wire.wife_identifier,
    marriedOn: wire.marriagedate,
    ...(wire.enddate && { endedOn: wire.enddate }),
    ...(wire.end_reason && { endedBy: wire.end_reason }),
  })),
  disabilities: reader(z.compile(wireSchemas.disabilities), (wire) => ({
    residentId: wire.identifier,
    grade: wire.grade,
    issuedOn: wire.issuedate,
    ...(wire.enddate && { endedOn: wire.enddate }),
  })),
  retirements: reader(z.compile(wireSchemas.retirements), (wire) => ({
    residentId: wire.identifier,
    retiredOn: wire.retirementdate,
    scheme: wire.scheme,
    extraFivePercent: wire.extra_five_percent,
  })),
  certificates: reader(z.compile(wireSchemas.certificates), (wire) => ({ holderId: wire.holder_identifier })),
  attestations: reader(z.compile(wireSchemas.attestations), (wire) => ({
    residentId: wire.identifier,
    qualifies: wire.qualifies,
    attestedBy: wire.attested_by,
    attestedOn: wire.attested_on,
  })),
};

function reader<W, T>(schema: z.ZodType<W>, toRecord: (wire: W) => T): (record: unknown) => T | undefined {
  return (record) => {
    const parsed = schema.safeParse(record);
    return parsed.success ? toRecord(parsed.data) : undefined;
  };
}

const identifierQuery = z.object({ type: z.literal(ownIdentifier), value: z.string() });
const predicateQuery = z.tuple([
  z.object({
    expression1: z.object({
      attribute_name: z.string(),
      operator: z.literal('eq'),
      attribute_value: z.string(),
    }),
  }),
]);

/** The request, as our simulator of the registers reads it. */
export const searchRequestSchema = z.compile(
  z.object({
    header: z.object({ message_id: z.string(), action: z.literal('search') }),
    message: z.object({
      transaction_id: z.string().max(99),
      search_request: z
        .array(
          z.object({
            reference_id: z.string(),
            search_criteria: z.object({
              reg_type: z.string(),
              query_type: z.enum(['idtype-value', 'predicate']),
              query: z.union([identifierQuery, predicateQuery]),
            }),
          }),
        )
        .min(1)
        .max(1000),
    }),
  }),
);

/** The response's outside; its records are read one by one, so that one bad record spoils its own answer alone. */
export const searchResponseSchema = z.compile(
  z.object({
    header: z.object({
      status: z.enum(['rcvd', 'pdng', 'succ', 'rjct']),
      /** Our extension: the date of the state that answered. */
      meta: z.object({ as_of: date }),
    }),
    message: z.object({
      transaction_id: z.string(),
      search_response: z.array(
        z.object({
          reference_id: z.string(),
          status: z.enum(['rcvd', 'pdng', 'succ', 'rjct']),
          data: z.object({ reg_records: z.unknown() }).optional(),
          pagination: z.object({ total_count: z.int() }).optional(),
        }),
      ),
    }),
  }),
);

export type SearchResponse = z.infer<typeof searchResponseSchema>;
