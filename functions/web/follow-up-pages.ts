import { reportPages } from './journeys/finance/report-pages.tsx';
import { overpaidPages } from './journeys/receivables/overpaid-pages.tsx';
import { receivablePages } from './journeys/receivables/receivable-pages.tsx';
import { receivablesPage } from './journeys/receivables/receivables-page.tsx';
import type { Page } from './kernel/page.ts';

/** What follows payments: what of them was too much, at `/receivables`, and how they went, at `/reports`. */
export const followUpPages: readonly Page[] = [
  receivablesPage,
  ...receivablePages,
  ...overpaidPages,
  ...reportPages,
];
