/**
 * The tests that mutants of the money's domain must not survive (`npm run mutate`), as one file: modules are then loaded
 * once for each mutant, not once for each file, and a run takes minutes instead of an hour.
 */
import './accounting-period.test.ts';
import './cash-proof.test.ts';
import './instalment.test.ts';
import './ledger.test.ts';
import './ledger-closed-books.test.ts';
import './ledger-postings.test.ts';
import './ledger-shares.test.ts';
import './ledger-statement.test.ts';
import './money.test.ts';
import './payments-answer-due.test.ts';
import './payments-identity.test.ts';
import './payments-lifecycles.test.ts';
import './payments-positions.test.ts';
import './period-reconciliation.test.ts';
import './reconciliation-differences.test.ts';
import './reconciliation-outcomes.test.ts';
import './reconciliation-settlement.test.ts';
import './voucher-number.test.ts';
