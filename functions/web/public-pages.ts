import type { Drafts } from '../app/drafts/drafts.ts';
import { applyPages } from './journeys/apply/apply-pages.tsx';
import { paperPage } from './journeys/apply/paper-page.tsx';
import { resumePages } from './journeys/apply/resume-pages.tsx';
import { auditAddressPage } from './journeys/audit/audit-address-page.ts';
import { accountPages } from './journeys/claim/account-pages.tsx';
import { answerPages } from './journeys/claim/answer-pages.tsx';
import { appealPages } from './journeys/claim/appeal-pages.tsx';
import { claimPage } from './journeys/claim/claim-page.tsx';
import { evidencePages } from './journeys/claim/evidence-pages.tsx';
import { letterPage } from './journeys/claim/letter-page.tsx';
import { openClaimPages } from './journeys/claim/open-claim-pages.tsx';
import { receiptPage } from './journeys/claim/receipt-page.tsx';
import { withdrawPages } from './journeys/claim/withdraw-pages.tsx';
import { entitledPages } from './journeys/entitled/entitled-pages.tsx';
import { homePage } from './journeys/home/home-page.tsx';
import { paperFormPage } from './journeys/paper/paper-form-page.tsx';
import { objectionPages } from './journeys/posting/objection-pages.tsx';
import { postingPage } from './journeys/posting/posting-page.tsx';
import type { Page } from './kernel/page.ts';

export interface PublicPagesDeps {
  readonly drafts: Drafts;
}

/** For families. */
export function publicPages({ drafts }: PublicPagesDeps): readonly Page[] {
  return [
    homePage,
    ...entitledPages,
    ...applyPages(drafts),
    paperPage,
    ...resumePages(drafts),
    ...openClaimPages,
    claimPage,
    ...answerPages,
    ...evidencePages,
    ...appealPages,
    ...accountPages,
    ...withdrawPages,
    letterPage,
    receiptPage,
    postingPage,
    ...objectionPages,
    paperFormPage,
    auditAddressPage,
  ];
}
