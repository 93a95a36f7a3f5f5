import { accountsPages } from './journeys/finance/accounts-pages.tsx';
import { appropriationsPages } from './journeys/finance/appropriations-pages.tsx';
import { budgetPages } from './journeys/finance/budget-pages.tsx';
import { cashPage } from './journeys/finance/cash-page.tsx';
import { depositsPages } from './journeys/finance/deposits-pages.tsx';
import { exceptionPages } from './journeys/finance/exception-pages.tsx';
import { exceptionsPage } from './journeys/finance/exceptions-page.tsx';
import { importPages } from './journeys/finance/import-pages.tsx';
import { ledgerPages } from './journeys/finance/ledger-pages.tsx';
import { leftOutPage } from './journeys/finance/left-out-page.tsx';
import { paymentPages } from './journeys/finance/payment-pages.tsx';
import { periodPages } from './journeys/finance/period-pages.tsx';
import { periodsPage } from './journeys/finance/periods-page.tsx';
import { runChangesPage } from './journeys/finance/run-changes-page.tsx';
import { runPages } from './journeys/finance/run-pages.tsx';
import { runPaymentsPage } from './journeys/finance/run-payments-page.tsx';
import { runsPages } from './journeys/finance/runs-pages.tsx';
import { statementPages } from './journeys/finance/statement-pages.tsx';
import type { Page } from './kernel/page.ts';

/** For those who pay, at `/finance`. */
export const financePages: readonly Page[] = [
  ...runsPages,
  ...runPages,
  runChangesPage,
  runPaymentsPage,
  leftOutPage,
  exceptionsPage,
  ...exceptionPages,
  ...paymentPages,
  ...importPages,
  ...budgetPages,
  ...appropriationsPages,
  ...depositsPages,
  ...accountsPages,
  ...ledgerPages,
  ...statementPages,
  cashPage,
  periodsPage,
  ...periodPages,
];
