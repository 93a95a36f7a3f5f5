import type { Registers } from '../../functions/app/registers/ports.ts';
import type {
  RegisterAnswer,
  RegisterName,
  RegisterQuery,
  RegisterRecords,
  Unavailable,
} from '../../functions/domain/policy/registers.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

export type Entries = { -readonly [R in RegisterName]?: RegisterRecords[R][] };

export interface InMemoryRegisters extends Registers {
  /** What each register holds; may be changed between searches. */
  readonly entries: Entries;
  readonly unavailable: Map<RegisterName, Unavailable>;
  /** Every search: one line a message, such as "population id,id,parent". */
  readonly log: string[];
}

/** Registers that hold what they are given and really search it. */
export function inMemoryRegisters(entries: Entries): InMemoryRegisters {
  const unavailable = new Map<RegisterName, Unavailable>();
  const log: string[] = [];
  return {
    entries,
    unavailable,
    log,
    async search<R extends RegisterName>(register: R, queries: readonly RegisterQuery<R>[]) {
      log.push(`${register} ${queries.map(({ by }) => by).join(',')}`);
      return queries.map((query): RegisterAnswer<R> => {
        const base = { by: query.by, id: query.id, answeredAt: '2008-03-03T01:00:00.000Z' };
        const reason = unavailable.get(register);
        if (reason !== undefined) return { ...base, status: 'unavailable', reason };
        const asOf = calendarDate('2008-03-03');
        const list: readonly RegisterRecords[R][] = entries[register] ?? [];
        const records = list.filter((record) => isAbout(record, query));
        return records.length === 0
          ? { ...base, status: 'not-found', asOf }
          : { ...base, status: 'found', asOf, records };
      });
    },
  };
}

function isAbout(record: RegisterRecords[RegisterName], { by, id }: RegisterQuery<RegisterName>): boolean {
  if ('parentIds' in record)
    return by === 'parent' ? record.parentIds.includes(id) : record.residentId === id;
  if ('husbandId' in record) return record.husbandId === id || record.wifeId === id;
  return 'holderId' in record ? record.holderId === id : record.residentId === id;
}
