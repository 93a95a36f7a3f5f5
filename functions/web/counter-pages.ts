import type { Drafts } from '../app/drafts/drafts.ts';
import type { Sheets } from '../app/sheets/sheets.ts';
import { applyPages } from './journeys/apply/apply-pages.tsx';
import { atCounter } from './journeys/apply/intake.ts';
import { accessCodePages } from './journeys/counter/access-code-pages.tsx';
import { counterClaimPage } from './journeys/counter/counter-claim-page.tsx';
import { findClaimPages } from './journeys/counter/find-claim-pages.tsx';
import { paperAppealPages } from './journeys/counter/paper-appeal-pages.tsx';
import { counterPayeePages } from './journeys/counter/payee-pages.tsx';
import { intakePage } from './journeys/intake/intake-page.tsx';
import { sentSheetPages } from './journeys/intake/sent-sheet-page.tsx';
import { sheetPages } from './journeys/intake/sheet-pages.tsx';
import type { Page } from './kernel/page.ts';

export interface CounterPagesDeps {
  readonly drafts: Drafts;
  readonly sheets: Sheets;
}

/** For clerks, who take claims in and help whoever stands before them: at `/counter`. */
export function counterPages({ drafts, sheets }: CounterPagesDeps): readonly Page[] {
  return [
    intakePage,
    ...sheetPages(sheets),
    ...sentSheetPages(sheets),
    ...applyPages(drafts, atCounter),
    ...findClaimPages,
    counterClaimPage,
    ...paperAppealPages,
    ...counterPayeePages,
    ...accessCodePages,
  ];
}
