import { type CalendarDate, plusDays } from '../time/calendar-date.ts';
import type { AwardState } from './award-lifecycle.ts';

/**
 * Days in which whoever holds the claim may say that a change of where it is paid is not theirs: they are told of it
 * under the contact they gave. Example value: no source names one.
 */
export const coolingOffDays = 3;

/**
 * The first day on which a change may be confirmed: at once, where there is no account that could be taken from anybody,
 * or the bank does not pay to the one there is.
 */
export function confirmableFrom(
  proposedOn: CalendarDate,
  {
    state,
    accountIndex,
    isRefused,
  }: { readonly state: AwardState; readonly accountIndex?: string | undefined; readonly isRefused: boolean },
): CalendarDate {
  const isPaid = accountIndex !== undefined && state !== 'payee-needed' && !isRefused;
  return isPaid ? plusDays(proposedOn, coolingOffDays) : proposedOn;
}
