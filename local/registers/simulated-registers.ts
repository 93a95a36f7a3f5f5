import * as z from 'zod';
import type { RegisterTransport } from '../../functions/adapters/registers/register-transport.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import { type WireRecord, registerCodes, searchRequestSchema } from '../../functions/contracts/registers.ts';
import {
  type KeptBy,
  type RegisterName,
  type RegisterRecords,
  registerDeclarations,
  registerNames,
} from '../../functions/domain/policy/registers.ts';
import { plusDays } from '../../functions/domain/time/calendar-date.ts';
import { type AllEntries, type RowProblem, loadEntries } from './entries.ts';

export const faultModes = ['ok', 'down', 'slow', 'garbage', 'stale'] as const;
export type FaultMode = (typeof faultModes)[number];

export interface SimulatedAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** All registers of a district, from CSV files, behind the registry API; each can be made to fail. */
export interface SimulatedRegisters {
  /** Reaches the registers without a network. */
  readonly transport: RegisterTransport;
  /** Entries a register. */
  readonly counts: { readonly [R in RegisterName]: number };
  /**
   * Sets how a register behaves from now on.
   * @param target the register ("marriages") or who keeps it ("civil-affairs")
   * @returns false when there is none of that name
   */
  setFault(target: string, mode: FaultMode): boolean;
  /**
   * Answers an HTTP request: `POST /registers/<kept by>/registry/sync/search` and `PUT /local/registers/faults`.
   * @param signal ends a wait of the mode "slow"
   * @returns undefined when the path is not the registers'
   */
  handle(
    method: string,
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<SimulatedAnswer | undefined>;
}

const faultsSchema = z.strictObject({ register: z.string(), mode: z.enum(faultModes) });

const searchPath = /^\/registers\/([a-z-]+)\/registry\/sync\/search$/;

/** How old a stale register's state is: older than anyone may decide on. */
const staleDays = 400;

export async function loadSimulatedRegisters(
  folder: string,
  clock: Clock,
  report: (problem: RowProblem) => void,
): Promise<SimulatedRegisters> {
  const entries = await loadEntries(folder, report);
  const faults = new Map<RegisterName, FaultMode>();

  async function search(keptBy: string, message: unknown, signal: AbortSignal): Promise<SimulatedAnswer> {
    const request = searchRequestSchema.safeParse(message);
    if (!request.success)
      return { status: 400, body: { errors: [{ code: 'rjct.search_criteria.invalid' }] } };
    const [first] = request.data.message.search_request;
    const register = registerNames.find(
      (name) => registerCodes[name].registryType === first?.search_criteria.reg_type,
    );
    if (register === undefined || registerDeclarations[register].keptBy !== keptBy) return { status: 404 };
    switch (faults.get(register) ?? 'ok') {
      case 'down':
        return { status: 503, body: { errors: [{ code: 'down', message: 'the register is down' }] } };
      case 'slow':
        return ended(signal);
      case 'garbage':
        return { status: 200, body: { header: { status: 'succ' }, message: { search_response: '<html>' } } };
      case 'stale':
        return { status: 200, body: answer(entries, register, request.data, clock, staleDays) };
      case 'ok':
        return { status: 200, body: answer(entries, register, request.data, clock, 0) };
    }
  }

  function setFault(target: string, mode: FaultMode): boolean {
    const names = registerNames.filter(
      (register) => register === target || registerDeclarations[register].keptBy === target,
    );
    for (const register of names) faults.set(register, mode);
    return names.length > 0;
  }

  return {
    transport: async (keptBy: KeptBy, message, signal) => {
      const { status, body } = await search(keptBy, message, signal);
      return { status, body };
    },
    counts: {
      population: entries.population.count,
      marriages: entries.marriages.count,
      disabilities: entries.disabilities.count,
      retirements: entries.retirements.count,
      certificates: entries.certificates.count,
      attestations: entries.attestations.count,
    },
    setFault,
    handle: async (method, path, body, signal) => {
      if (path === '/local/registers/faults') {
        if (method !== 'PUT') return { status: 405 };
        const fault = faultsSchema.safeParse(body);
        return { status: fault.success && setFault(fault.data.register, fault.data.mode) ? 204 : 400 };
      }
      const keptBy = searchPath.exec(path)?.[1];
      if (keptBy === undefined) return undefined;
      return method === 'POST' ? search(keptBy, body, signal) : { status: 405 };
    },
  };
}

/** Answers nothing until the asker has given up. */
function ended(signal: AbortSignal): Promise<SimulatedAnswer> {
  return new Promise((resolve) => {
    const end = (): void => resolve({ status: 504 });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

type SearchRequest = z.infer<typeof searchRequestSchema>;
type Criteria = SearchRequest['message']['search_request'][number]['search_criteria'];

function answer(
  entries: AllEntries,
  register: RegisterName,
  { header, message }: SearchRequest,
  clock: Clock,
  ageDays: number,
): unknown {
  const timestamp = clock.now();
  return {
    header: {
      version: '1.0.0',
      message_id: `re-${header.message_id}`,
      message_ts: timestamp,
      action: 'on-search',
      status: 'succ',
      total_count: message.search_request.length,
      completed_count: message.search_request.length,
      sender_id: registerDeclarations[register].keptBy,
      is_msg_encrypted: false,
      meta: { as_of: ageDays === 0 ? clock.today() : plusDays(clock.today(), -ageDays) },
    },
    message: {
      transaction_id: message.transaction_id,
      correlation_id: header.message_id.slice(0, 99),
      search_response: message.search_request.map(({ reference_id, search_criteria }) => {
        const records =
          search_criteria.reg_type === registerCodes[register].registryType
            ? found(entries, register, search_criteria)
            : undefined;
        if (records === undefined) {
          return {
            reference_id,
            timestamp,
            status: 'rjct',
            status_reason_code: 'rjct.search_criteria.invalid',
          };
        }
        return {
          reference_id,
          timestamp,
          status: 'succ',
          data: {
            version: '1.0.0',
            reg_type: registerCodes[register].registryType,
            reg_record_type: registerCodes[register].recordType,
            reg_records: { '@set': records },
          },
          pagination: { page_size: records.length, page_number: 1, total_count: records.length },
          locale: 'zho',
        };
      }),
    },
  };
}

/** The records that match, as the register sends them; undefined when it is not searched that way. */
function found<R extends RegisterName>(
  entries: AllEntries,
  register: R,
  criteria: Criteria,
): readonly WireRecord<R>[] | undefined {
  const { attribute, value } = searchedFor(criteria);
  const by = Object.entries<string>(registerCodes[register].attributes).find(
    ([, name]) => name === attribute,
  )?.[0];
  return by === undefined
    ? undefined
    : entries[register].find(by, value).map((entry) => toWire[register](entry));
}

function searchedFor({ query }: Criteria): { readonly attribute: string; readonly value: string } {
  if (!Array.isArray(query)) return { attribute: 'identifier', value: query.value };
  const [{ expression1 }] = query;
  return { attribute: expression1.attribute_name, value: expression1.attribute_value };
}

const toWire: { readonly [R in RegisterName]: (entry: RegisterRecords[R]) => WireRecord<R> } = {
  population: (entry) => ({
    identifier: entry.residentId,
    sex: entry.sex,
    birthdate: entry.birthDate,
    ...(entry.diedOn && { deathdate: entry.diedOn }),
    household_type: entry.householdType,
    parent_identifiers: [...entry.parentIds],
  }),
  marriages: (entry) => ({
    husband_identifier: entry.husbandId,
    wife_identifier: entry.wifeId,
    marriagedate: entry.marriedOn,
    ...(entry.endedOn && { enddate: entry.endedOn }),
    ...(entry.endedBy && { end_reason: entry.endedBy }),
  }),
  disabilities: (entry) => ({
    identifier: entry.residentId,
    grade: entry.grade,
    issuedate: entry.issuedOn,
    ...(entry.endedOn && { enddate: entry.endedOn }),
  }),
  retirements: (entry) => ({
    identifier: entry.residentId,
    retirementdate: entry.retiredOn,
    scheme: entry.scheme,
    extra_five_percent: entry.extraFivePercent,
  }),
  certificates: (entry) => ({ holder_identifier: entry.holderId }),
  attestations: (entry) => ({
    identifier: entry.residentId,
    qualifies: entry.qualifies,
    attested_by: entry.attestedBy,
    attested_on: entry.attestedOn,
  }),
};
