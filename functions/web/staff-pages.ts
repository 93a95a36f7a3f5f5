import type { SignIn } from '../app/access/ports.ts';
import { exceptionPages } from './journeys/finance/exception-pages.tsx';
import { exceptionsPage } from './journeys/finance/exceptions-page.tsx';
import { importPages } from './journeys/finance/import-pages.tsx';
import { paymentPages } from './journeys/finance/payment-pages.tsx';
import { runPages } from './journeys/finance/run-pages.tsx';
import { runsPages } from './journeys/finance/runs-pages.tsx';
import { taskListPages } from './journeys/review/task-list-pages.tsx';
import { taskPages } from './journeys/review/task-pages.tsx';
import { signInPages } from './journeys/sign-in/sign-in-pages.ts';
import { staffHomePage } from './journeys/staff-home/staff-home-page.tsx';
import type { Page } from './kernel/page.ts';

export interface StaffPagesDeps {
  readonly signIn: SignIn;
}

/** For those who work here. In AWS they are a function of their own, which serves the places of staff-places.ts. */
export function staffPages({ signIn }: StaffPagesDeps): readonly Page[] {
  return [
    ...signInPages(signIn),
    staffHomePage,
    ...taskListPages,
    ...taskPages,
    ...runsPages,
    ...runPages,
    exceptionsPage,
    ...exceptionPages,
    ...paymentPages,
    ...importPages,
  ];
}
