import { checkHandlers, isRouteId, route, type RouteId } from '../../app/access/routes.ts';
import * as appeals from '../../contracts/http/appeals.ts';
import * as areas from '../../contracts/http/areas.ts';
import * as audit from '../../contracts/http/audit.ts';
import * as auditCases from '../../contracts/http/audit-cases.ts';
import * as awardChanges from '../../contracts/http/award-changes.ts';
import * as awards from '../../contracts/http/awards.ts';
import * as bankFiles from '../../contracts/http/bank-files.ts';
import * as bankMessageUploads from '../../contracts/http/bank-message-uploads.ts';
import * as budget from '../../contracts/http/budget.ts';
import * as cashProof from '../../contracts/http/cash-proof.ts';
import * as claimSearch from '../../contracts/http/claim-search.ts';
import * as claims from '../../contracts/http/claims.ts';
import * as deposits from '../../contracts/http/deposits.ts';
import * as deputies from '../../contracts/http/deputies.ts';
import * as policies from '../../contracts/http/policies.ts';
import * as enquiries from '../../contracts/http/enquiries.ts';
import * as entitlement from '../../contracts/http/entitlement.ts';
import * as ledger from '../../contracts/http/ledger.ts';
import * as objections from '../../contracts/http/objections.ts';
import * as payments from '../../contracts/http/payments.ts';
import * as periodReconciliation from '../../contracts/http/period-reconciliation.ts';
import * as periods from '../../contracts/http/periods.ts';
import * as posting from '../../contracts/http/posting.ts';
import * as programmes from '../../contracts/http/programmes.ts';
import * as receivables from '../../contracts/http/receivables.ts';
import * as reconciliation from '../../contracts/http/reconciliation.ts';
import * as reports from '../../contracts/http/reports.ts';
import * as review from '../../contracts/http/review.ts';
import * as runComparison from '../../contracts/http/run-comparison.ts';
import * as runPreview from '../../contracts/http/run-preview.ts';
import * as runs from '../../contracts/http/runs.ts';
import type { RouteContract } from '../../contracts/http/route-contract.ts';
import * as service from '../../contracts/http/service.ts';
import * as staff from '../../contracts/http/staff.ts';
import * as uploads from '../../contracts/http/uploads.ts';
import * as users from '../../contracts/http/users.ts';

/** Of every route that is deployed. @throws when a row of the table has none */
export const contracts: readonly RouteContract<RouteId>[] = [
  appeals,
  areas,
  audit,
  auditCases,
  awardChanges,
  awards,
  bankFiles,
  bankMessageUploads,
  budget,
  cashProof,
  claims,
  claimSearch,
  deposits,
  deputies,
  policies,
  enquiries,
  entitlement,
  ledger,
  objections,
  payments,
  periodReconciliation,
  periods,
  posting,
  programmes,
  receivables,
  reconciliation,
  reports,
  review,
  runComparison,
  runPreview,
  runs,
  service,
  staff,
  uploads,
  users,
]
  .flatMap((module): readonly unknown[] => Object.values(module))
  .filter(isDeployedContract);

checkHandlers(
  contracts.map(({ id }) => id),
  'deployed',
);

function isDeployedContract(exported: unknown): exported is RouteContract<RouteId> {
  if (typeof exported !== 'object' || exported === null) return false;
  if (!('answers' in exported && 'id' in exported && typeof exported.id === 'string')) return false;
  return isRouteId(exported.id) && route(exported.id).localOnly !== true;
}
