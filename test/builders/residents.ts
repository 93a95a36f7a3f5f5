import {
  type ResidentId,
  type Sex,
  residentId,
  residentIdCheck,
} from '../../functions/domain/people/resident-id.ts';
import type { PopulationRecord } from '../../functions/domain/policy/registers.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

/** A valid number of nobody (sequence 996–999): the same arguments give the same number. */
export function aResidentId(birth: string, sex: Sex, area = 320602): ResidentId {
  const digits = `${area}${birth.replaceAll('-', '')}99${sex === 'male' ? '7' : '8'}`;
  return residentId(digits + residentIdCheck(digits));
}

/** The population register's entry of a person who may be born anywhere (`area` tells twins apart). */
export function aPerson(
  birth: string,
  sex: Sex,
  more: {
    readonly area?: number;
    readonly householdType?: 'rural' | 'urban';
    readonly diedOn?: string;
    readonly parents?: readonly PopulationRecord[];
  } = {},
): PopulationRecord {
  return {
    residentId: aResidentId(birth, sex, more.area),
    sex,
    birthDate: calendarDate(birth),
    householdType: more.householdType ?? 'rural',
    ...(more.diedOn !== undefined && { diedOn: calendarDate(more.diedOn) }),
    parentIds: (more.parents ?? []).map((parent) => parent.residentId),
  };
}
