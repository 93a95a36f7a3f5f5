import type { Language } from '../../contracts/language.ts';
import type { PolicyBook, Publication } from '../../domain/policy/policy-book.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Clock } from '../ports/clock.ts';
import { itemPages } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { parsePublication, publishedOf } from './policy-in-force.ts';

/** Whether a version decides: today, from a day to come, no more, or not as long as nobody publishes it. */
export type Standing = 'in-force' | 'to-come' | 'past' | 'unpublished';

export interface PolicyVersion {
  readonly version: string;
  readonly standing: Standing;
  /** From when it is, will be or was last in force. */
  readonly from?: CalendarDate;
  /** The version's own dates. */
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo?: CalendarDate;
}

export interface ProgrammeVersions {
  readonly programme: string;
  readonly title: string;
  /** The latest first. */
  readonly versions: readonly PolicyVersion[];
}

export interface ListPoliciesDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly policies: PolicyBook;
}

/** Every programme with its versions, and which of them decides. */
export function createListPolicies({ table, clock, policies }: ListPoliciesDeps) {
  return async (language: Language): Promise<readonly ProgrammeVersions[]> => {
    const today = clock.today();
    return Promise.all(
      policies.programmes.map(async (programme): Promise<ProgrammeVersions> => {
        const versions = policies.versionsOf(programme);
        const publications = await publicationsOf(table, programme);
        const last = publications.findLast(({ from }) => from <= today);
        const inForce = policies.inForce(programme, today, last)?.policy;
        return {
          programme,
          title: (inForce ?? versions[0]?.policy)?.texts[language].title ?? programme,
          versions: versions.map(({ policy: { version, effectiveFrom, effectiveTo } }, at) => {
            const came = at === versions.length - 1 ? [{ version, from: effectiveFrom }] : [];
            const own = [...came, ...publications].filter((one) => one.version === version);
            return {
              version,
              ...standingOf(own, version === inForce?.version, today),
              effectiveFrom,
              ...(effectiveTo === undefined ? {} : { effectiveTo }),
            };
          }),
        };
      }),
    );
  };
}

function standingOf(
  own: readonly Publication[],
  isInForce: boolean,
  today: CalendarDate,
): Pick<PolicyVersion, 'standing' | 'from'> {
  const begun = own.findLast(({ from }) => from <= today);
  if (isInForce && begun) return { standing: 'in-force', from: begun.from };
  const next = own.find(({ from }) => from > today);
  if (next) return { standing: 'to-come', from: next.from };
  return begun ? { standing: 'past', from: begun.from } : { standing: 'unpublished' };
}

/** All of a programme, the earliest first: a few in a decade. */
async function publicationsOf(table: Table, programme: string): Promise<readonly Publication[]> {
  const publications: Publication[] = [];
  for await (const items of itemPages(table, publishedOf(programme)))
    publications.push(...items.map(parsePublication));
  return publications;
}
