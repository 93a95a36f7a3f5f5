import type { SignIn } from '../app/access/ports.ts';
import type { Drafts } from '../app/drafts/drafts.ts';
import { applyPages } from './journeys/apply/apply-pages.tsx';
import { atCounter } from './journeys/apply/intake.ts';
import { auditPages } from './journeys/audit/audit-pages.tsx';
import { casePages } from './journeys/audit/case-pages.tsx';
import { accessCodePages } from './journeys/counter/access-code-pages.tsx';
import { intakePage } from './journeys/intake/intake-page.tsx';
import { sheetPages } from './journeys/intake/sheet-pages.tsx';
import { awardPage } from './journeys/review/award-page.tsx';
import { deputiesPages } from './journeys/review/deputies-pages.tsx';
import { taskListPages } from './journeys/review/task-list-pages.tsx';
import { taskPages } from './journeys/review/task-pages.tsx';
import { signInPages } from './journeys/sign-in/sign-in-pages.ts';
import { staffHomePage } from './journeys/staff-home/staff-home-page.tsx';
import type { Page } from './kernel/page.ts';

export interface StaffPagesDeps {
  readonly signIn: SignIn;
  readonly drafts: Drafts;
}

/** For all who work here, and for those who take claims in and decide on them: at `/staff`. */
export function staffPages({ signIn, drafts }: StaffPagesDeps): readonly Page[] {
  return [
    ...signInPages(signIn),
    staffHomePage,
    ...taskListPages,
    ...taskPages,
    ...deputiesPages,
    awardPage,
    intakePage,
    ...sheetPages,
    ...applyPages(drafts, atCounter),
    ...accessCodePages,
    ...auditPages,
    ...casePages,
  ];
}
