import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import { type CalendarDate, plusDays } from '../time/calendar-date.ts';
import { type Role, reviewers } from './role.ts';

/** Somebody decides in an absent reviewer's place, in their own name, from one day to another, both included. */
export interface Deputyship {
  readonly absentId: string;
  readonly deputyId: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** It ends by itself with its last day, which no entry says; or before, because somebody ends it. */
export const deputyshipLifecycle: Lifecycle<'named' | 'ended', 'ended'> = {
  named: { ended: ['ended'] },
  ended: {},
};

/** Whoever is away for longer is replaced, by whoever manages users. */
export const mostDeputyDays = 60;

/** Whether it gives leave on a day; it ends by itself. */
export function isInForce(
  { from, until }: { readonly from: string; readonly until: string },
  today: CalendarDate,
): boolean {
  return from <= today && today <= until;
}

export type DeputyshipFault =
  | { readonly kind: 'same-person' }
  | { readonly kind: 'too-early'; readonly at: 'from' | 'until'; readonly earliest: CalendarDate }
  | { readonly kind: 'too-late'; readonly at: 'until'; readonly latest: CalendarDate };

/** What is wrong with a deputyship that is to be named today: none is named for days that are over. */
export function deputyshipFaults(
  { absentId, deputyId, from, until }: Deputyship,
  today: CalendarDate,
): readonly DeputyshipFault[] {
  const latest = plusDays(from, mostDeputyDays - 1);
  return [
    ...(deputyId === absentId ? [{ kind: 'same-person' } as const] : []),
    ...(from < today ? [{ kind: 'too-early', at: 'from', earliest: today } as const] : []),
    ...(until < from ? [{ kind: 'too-early', at: 'until', earliest: from } as const] : []),
    ...(until > latest ? [{ kind: 'too-late', at: 'until', latest } as const] : []),
  ];
}

/** Who names a deputy for somebody who cannot: the office above, and for the last one whoever manages users. */
const leadOf: Readonly<Partial<Record<Role, Role>>> = {
  'village.reviewer': 'street.reviewer',
  'street.reviewer': 'district.approver',
  'district.approver': 'admin',
};

/** Whether a role decides on claims, and so may have a deputy and be one. */
export function isReviewer(role: Role): boolean {
  return reviewers.some((one) => one === role);
}

export function isLeadOf(lead: Role, role: Role): boolean {
  return leadOf[role] === lead;
}
