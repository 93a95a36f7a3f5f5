import type { Clock } from '../../app/ports/clock.ts';
import type { Registers } from '../../app/registers/ports.ts';
import {
  type SearchResponse,
  ownIdentifier,
  readWireRecord,
  registerCodes,
  searchResponseSchema,
} from '../../contracts/registers.ts';
import {
  type RegisterAnswer,
  type RegisterName,
  type RegisterQuery,
  type RegisterRecords,
  type Unavailable,
  registerDeclarations,
} from '../../domain/policy/registers.ts';
import { type CalendarDate, plusDays } from '../../domain/time/calendar-date.ts';
import type { RegisterTransport, TransportAnswer } from './register-transport.ts';

export interface SpdciRegistersOptions {
  readonly transport: RegisterTransport;
  readonly clock: Clock;
  /** A fresh, unguessable id for messages. */
  readonly newId: () => string;
  /** Who we are towards the registers. */
  readonly senderId: string;
  readonly timeoutMilliseconds: number;
  /** A register whose state is older decides nothing. */
  readonly maximumAgeDays: number;
}

/** More in one message is split; registers limit what they take. */
const queriesPerMessage = 100;
/** No person has more entries than this in any register; a fuller answer is not taken for the whole. */
const recordsPerAnswer = 100;

/** The registers over the SPDCI registry API (`POST /registry/sync/search`). */
export function createSpdciRegisters(options: SpdciRegistersOptions): Registers {
  return {
    async search<R extends RegisterName>(
      register: R,
      queries: readonly RegisterQuery<R>[],
    ): Promise<readonly RegisterAnswer<R>[]> {
      const batches: (readonly RegisterQuery<R>[])[] = [];
      for (let start = 0; start < queries.length; start += queriesPerMessage) {
        batches.push(queries.slice(start, start + queriesPerMessage));
      }
      const answers = await Promise.all(batches.map((batch) => searchBatch(options, register, batch)));
      return answers.flat();
    },
  };
}

async function searchBatch<R extends RegisterName>(
  options: SpdciRegistersOptions,
  register: R,
  queries: readonly RegisterQuery<R>[],
): Promise<RegisterAnswer<R>[]> {
  const transactionId = options.newId();
  const message = searchMessage(options, register, queries, transactionId);
  const response = await send(options, register, message, transactionId);
  const answeredAt = options.clock.now();
  return queries.map((query, index): RegisterAnswer<R> => {
    const base = { by: query.by, id: query.id, answeredAt };
    if (typeof response === 'string') return { ...base, status: 'unavailable', reason: response };
    const records = recordsOf(register, query, String(index), response);
    if (typeof records === 'string') return { ...base, status: 'unavailable', reason: records };
    const asOf = response.header.meta.as_of;
    return records.length === 0
      ? { ...base, status: 'not-found', asOf }
      : { ...base, status: 'found', asOf, records };
  });
}

function searchMessage<R extends RegisterName>(
  { senderId, clock }: SpdciRegistersOptions,
  register: R,
  queries: readonly RegisterQuery<R>[],
  transactionId: string,
): unknown {
  const timestamp = clock.now();
  const { keptBy } = registerDeclarations[register];
  return {
    header: {
      version: '1.0.0',
      message_id: transactionId,
      message_ts: timestamp,
      action: 'search',
      sender_id: senderId,
      receiver_id: keptBy,
      total_count: queries.length,
      is_msg_encrypted: false,
    },
    message: {
      transaction_id: transactionId,
      search_request: queries.map((query, index) => ({
        reference_id: String(index),
        timestamp,
        search_criteria: {
          version: '1.0.0',
          reg_type: registerCodes[register].registryType,
          ...queryOf(register, query),
          pagination: { page_size: recordsPerAnswer, page_number: 1 },
        },
        locale: 'zho',
      })),
    },
  };
}

function attributeOf<R extends RegisterName>(register: R, by: RegisterQuery<R>['by']): string {
  const attributes: Readonly<Record<string, string>> = registerCodes[register].attributes;
  const attribute = attributes[by];
  if (attribute === undefined) throw new RangeError(`${register} is not searched by ${by}`);
  return attribute;
}

function queryOf<R extends RegisterName>(register: R, { by, id }: RegisterQuery<R>): object {
  const attribute = attributeOf(register, by);
  return attribute === 'identifier'
    ? { query_type: 'idtype-value', query: { type: ownIdentifier, value: id } }
    : {
        query_type: 'predicate',
        query: [{ expression1: { attribute_name: attribute, operator: 'eq', attribute_value: id } }],
      };
}

/** Sends and reads the outside of the answer, or says why there is none to read. */
async function send(
  options: SpdciRegistersOptions,
  register: RegisterName,
  message: unknown,
  transactionId: string,
): Promise<SearchResponse | Unavailable> {
  const { keptBy } = registerDeclarations[register];
  const answer = await withinTime(options, (signal) => options.transport(keptBy, message, signal));
  if (typeof answer === 'string') return answer;
  if (answer.status !== 200) return 'down';
  const parsed = searchResponseSchema.safeParse(answer.body);
  if (!parsed.success || parsed.data.message.transaction_id !== transactionId) return 'garbage';
  const { status, meta } = parsed.data.header;
  if (status === 'rjct') return 'down';
  if (status !== 'succ') return 'slow';
  return meta.as_of < oldest(options) ? 'stale' : parsed.data;
}

/** The oldest state that may decide; worked out once a day, since every message asks. */
const oldestOf = new WeakMap<
  SpdciRegistersOptions,
  { readonly today: CalendarDate; readonly oldest: CalendarDate }
>();

function oldest(options: SpdciRegistersOptions): CalendarDate {
  const today = options.clock.today();
  let known = oldestOf.get(options);
  if (known?.today !== today) {
    known = { today, oldest: plusDays(today, -options.maximumAgeDays) };
    oldestOf.set(options, known);
  }
  return known.oldest;
}

async function withinTime(
  { timeoutMilliseconds }: SpdciRegistersOptions,
  ask: (signal: AbortSignal) => Promise<TransportAnswer>,
): Promise<TransportAnswer | Unavailable> {
  const controller = new AbortController();
  const late = Promise.withResolvers<'slow'>();
  const timer = setTimeout(() => {
    late.resolve('slow');
    controller.abort();
  }, timeoutMilliseconds);
  try {
    return await Promise.race([ask(controller.signal), late.promise]);
  } catch {
    // No answer at all is an outcome here, not a fault: refused, reset, not resolved, or cut off by the timer.
    return controller.signal.aborted ? 'slow' : 'down';
  } finally {
    clearTimeout(timer);
  }
}

/** The records that answer one query, each read and checked to be about the person asked for. */
function recordsOf<R extends RegisterName>(
  register: R,
  query: RegisterQuery<R>,
  referenceId: string,
  response: SearchResponse,
): RegisterRecords[R][] | Unavailable {
  const answers = response.message.search_response.filter(
    (candidate) => candidate.reference_id === referenceId,
  );
  const [answer] = answers;
  if (answer === undefined) return 'garbage';
  if (answers.length > 1) return 'garbage';
  if (answer.status === 'rjct') return 'down';
  if (answer.status !== 'succ') return 'slow';
  const sent = listOf(answer.data?.reg_records);
  if (sent === undefined) return 'garbage';
  // Part of an answer is none: what is left out might decide.
  if ((answer.pagination?.total_count ?? sent.length) !== sent.length) return 'garbage';
  const records: RegisterRecords[R][] = [];
  for (const one of sent) {
    const record = readWireRecord[register](one);
    if (record === undefined) return 'garbage';
    if (!concerns[register](record, query)) return 'garbage';
    records.push(record);
  }
  return records;
}

/** A set of records is `{"@set": […]}` in the standard's JSON-LD; some registers send the bare list, or one record. */
function listOf(records: unknown): readonly unknown[] | undefined {
  if (records === undefined) return [];
  const list: unknown = isObject(records) && '@set' in records ? records['@set'] : records;
  if (Array.isArray(list)) return list as readonly unknown[];
  if (!isObject(list)) return undefined;
  return Object.keys(list).length === 0 ? [] : [list];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A register that answers about somebody else is not heard. */
const concerns: {
  readonly [R in RegisterName]: (record: RegisterRecords[R], query: RegisterQuery<R>) => boolean;
} = {
  population: (record, { by, id }) =>
    by === 'id' ? record.residentId === id : record.parentIds.includes(id),
  marriages: ({ husbandId, wifeId }, { id }) => (husbandId === id) !== (wifeId === id),
  disabilities: ({ residentId }, { id }) => residentId === id,
  retirements: ({ residentId }, { id }) => residentId === id,
  certificates: ({ holderId }, { id }) => holderId === id,
  attestations: ({ residentId }, { id }) => residentId === id,
};
