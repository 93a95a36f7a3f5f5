import type { SignIn } from '../app/access/ports.ts';
import type { Drafts } from '../app/drafts/drafts.ts';
import { applyPages } from './journeys/apply/apply-pages.tsx';
import { resumePages } from './journeys/apply/resume-pages.tsx';
import { claimPage } from './journeys/claim/claim-page.tsx';
import { openClaimPages } from './journeys/claim/open-claim-pages.tsx';
import { exceptionsPage } from './journeys/finance/exceptions-page.tsx';
import { runPages } from './journeys/finance/run-pages.tsx';
import { runsPages } from './journeys/finance/runs-pages.tsx';
import { homePage } from './journeys/home/home-page.tsx';
import { taskListPages } from './journeys/review/task-list-pages.tsx';
import { taskPages } from './journeys/review/task-pages.tsx';
import { signInPages } from './journeys/sign-in/sign-in-pages.ts';
import { staffHomePage } from './journeys/staff-home/staff-home-page.tsx';
import type { Page } from './kernel/page.ts';

export interface PagesDeps {
  readonly signIn: SignIn;
  readonly drafts: Drafts;
}

/** Every page there is. */
export function allPages({ signIn, drafts }: PagesDeps): readonly Page[] {
  return [
    homePage,
    ...applyPages(drafts),
    ...resumePages(drafts),
    ...openClaimPages,
    claimPage,
    ...signInPages(signIn),
    staffHomePage,
    ...taskListPages,
    ...taskPages,
    ...runsPages,
    ...runPages,
    exceptionsPage,
  ];
}
