import type { SignIn } from '../app/access/ports.ts';
import { auditPages } from './journeys/audit/audit-pages.tsx';
import { casePages } from './journeys/audit/case-pages.tsx';
import { awardActPages } from './journeys/awards/award-act-pages.tsx';
import { awardPage } from './journeys/awards/award-page.tsx';
import { findAwardPages } from './journeys/awards/find-award-pages.tsx';
import { payeeChangePages } from './journeys/payees/payee-change-pages.tsx';
import { appealPages } from './journeys/doubts/appeal-pages.tsx';
import { objectionPages } from './journeys/doubts/objection-pages.tsx';
import { deputiesPages } from './journeys/review/deputies-pages.tsx';
import { taskListPages } from './journeys/review/task-list-pages.tsx';
import { taskPages } from './journeys/review/task-pages.tsx';
import { signInPages } from './journeys/sign-in/sign-in-pages.ts';
import { staffHomePage } from './journeys/staff-home/staff-home-page.tsx';
import { grantPages } from './journeys/users/grant-page.tsx';
import { usersPages } from './journeys/users/users-page.tsx';
import type { Page } from './kernel/page.ts';

export interface StaffPagesDeps {
  readonly signIn: SignIn;
}

/** For all who work here, and for those who decide on claims, audit them and grant roles: at `/staff`. */
export function staffPages({ signIn }: StaffPagesDeps): readonly Page[] {
  return [
    ...signInPages(signIn),
    staffHomePage,
    ...taskListPages,
    ...taskPages,
    ...objectionPages,
    ...appealPages,
    ...deputiesPages,
    ...payeeChangePages,
    ...findAwardPages,
    awardPage,
    ...awardActPages,
    ...auditPages,
    ...casePages,
    ...usersPages,
    ...grantPages,
  ];
}
