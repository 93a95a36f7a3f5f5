import {
  financeRoles,
  payeeConfirmers,
  type Role,
  reviewers,
  roles,
  suspenders,
  upperReviewers,
} from '../../domain/review/role.ts';

/** Who may come to a route: anyone, the holder of the claim's access code, or staff with one of these roles. */
export type Admitted = 'anyone' | 'holder' | Role;

/**
 * How a route looks at areas. `none`: not at all. `own`: it lists only what lies in the caller's areas.
 * `subject`: one of the caller's areas must contain the subject's. `district`: the caller's area must be the whole
 * district, for what is not divided by street (runs, the ledger, the audit).
 */
export type AreaRule = 'none' | 'own' | 'subject' | 'district';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** A path with `{parameters}`, as API Gateway and OpenAPI write it. */
  readonly path: string;
  readonly who: readonly Admitted[];
  readonly area: AreaRule;
  /** The subject's state must allow one of these events of its lifecycle; absent where any state will do. */
  readonly events?: readonly string[];
  /** Whether the caller's role must be the one that decides at the subject's review stage. */
  readonly ownStage?: true;
  /** Whether a deputy comes to it by the grants of whoever is absent. */
  readonly deputies?: true;
  /** Exists on one machine alone, bound to loopback, and is never deployed. */
  readonly localOnly?: true;
}

const financeReaders = [...financeRoles, 'auditor'] as const;
const policyReaders = ['policy.officer', 'policy.approver', 'auditor'] as const;
/** Whose work is on claims. Not storekeepers, policy officers and those who manage users: they need to see none. */
const claimStaff = ['clerk', 'attestor', ...reviewers, 'appeals.officer', ...financeReaders] as const;

/**
 * The one table of who may do what (contract.md, "API"). A route that is not here does not exist:
 * `checkHandlers` stops a start with a row unserved or a handler undeclared.
 */
export const routes = {
  'submit-claim': {
    method: 'POST',
    path: '/api/claims',
    who: ['anyone', 'clerk'],
    area: 'subject',
  },
  'check-claim': {
    method: 'POST',
    path: '/api/claims/check',
    who: ['anyone'],
    area: 'none',
  },
  'search-claims': { method: 'POST', path: '/api/claims/search', who: ['clerk'], area: 'own' },
  'read-claim': {
    method: 'GET',
    path: '/api/claims/{reference}',
    who: ['holder', ...claimStaff],
    area: 'subject',
  },
  'create-upload': { method: 'POST', path: '/api/uploads', who: ['holder'], area: 'none' },
  'add-evidence': {
    method: 'POST',
    path: '/api/claims/{reference}/evidence',
    who: ['holder'],
    area: 'none',
  },
  'withdraw-claim': {
    method: 'POST',
    path: '/api/claims/{reference}/withdrawal',
    who: ['holder'],
    area: 'none',
    events: ['withdraw'],
  },
  'answer-request': {
    method: 'POST',
    path: '/api/claims/{reference}/answers',
    who: ['holder'],
    area: 'none',
    events: ['answer'],
  },
  'lodge-appeal': {
    method: 'POST',
    path: '/api/claims/{reference}/appeals',
    who: ['holder'],
    area: 'none',
    events: ['appeal-upheld'],
  },
  'enter-paper-appeal': {
    method: 'POST',
    path: '/api/claims/{reference}/paper-appeals',
    who: ['clerk'],
    area: 'subject',
    events: ['appeal-upheld'],
  },
  'give-access-code': {
    method: 'POST',
    path: '/api/claims/{reference}/access-code',
    who: ['clerk'],
    area: 'subject',
  },
  'list-tasks': { method: 'GET', path: '/api/tasks', who: reviewers, area: 'own', deputies: true },
  'read-task': {
    method: 'GET',
    path: '/api/tasks/{taskId}',
    who: reviewers,
    area: 'subject',
    ownStage: true,
    deputies: true,
  },
  'list-task-evidence': {
    method: 'GET',
    path: '/api/tasks/{taskId}/evidence',
    who: reviewers,
    area: 'subject',
    ownStage: true,
    deputies: true,
  },
  'read-task-evidence': {
    method: 'GET',
    path: '/api/tasks/{taskId}/evidence/{evidenceId}',
    who: reviewers,
    area: 'subject',
    ownStage: true,
    deputies: true,
  },
  'decide-task': {
    method: 'POST',
    path: '/api/tasks/{taskId}/decision',
    who: reviewers,
    area: 'subject',
    ownStage: true,
    events: ['approve', 'return', 'reject', 'findings-met', 'findings-failed', 'ask', 'confirm', 'overturn'],
    deputies: true,
  },
  'list-deputies': {
    method: 'GET',
    path: '/api/deputies',
    who: [...reviewers, 'admin'],
    area: 'none',
  },
  'name-deputy': {
    method: 'POST',
    path: '/api/deputies',
    who: [...reviewers, 'admin'],
    area: 'none',
  },
  'end-deputyship': {
    method: 'POST',
    path: '/api/deputies/{id}/end',
    who: [...reviewers, 'admin'],
    area: 'none',
  },
  'read-posting': { method: 'GET', path: '/api/posting', who: ['anyone'], area: 'none' },
  'object-to-posting': {
    method: 'POST',
    path: '/api/posting/{postingId}/objections',
    who: ['anyone'],
    area: 'none',
    events: ['objection'],
  },
  'list-objections': { method: 'GET', path: '/api/objections', who: upperReviewers, area: 'own' },
  'read-objection': {
    method: 'GET',
    path: '/api/objections/{id}',
    who: upperReviewers,
    area: 'subject',
  },
  'decide-objection': {
    method: 'POST',
    path: '/api/objections/{id}/decision',
    who: upperReviewers,
    area: 'subject',
    events: ['admit', 'dismiss', 'uphold'],
  },
  'list-appeals': { method: 'GET', path: '/api/appeals', who: ['appeals.officer'], area: 'own' },
  'read-appeal': {
    method: 'GET',
    path: '/api/appeals/{id}',
    who: ['appeals.officer'],
    area: 'subject',
  },
  'decide-appeal': {
    method: 'POST',
    path: '/api/appeals/{id}/decision',
    who: ['appeals.officer'],
    area: 'subject',
    events: ['assign', 'uphold', 'remit', 'dismiss'],
  },
  'list-awards': { method: 'GET', path: '/api/awards', who: claimStaff, area: 'own' },
  'search-awards': {
    method: 'POST',
    path: '/api/awards/search',
    who: claimStaff,
    area: 'own',
  },
  'read-decision-record': {
    method: 'GET',
    path: '/api/awards/{awardId}/decision-record',
    who: claimStaff,
    area: 'subject',
  },
  'read-award': {
    method: 'GET',
    path: '/api/awards/{awardId}',
    who: ['holder', ...claimStaff],
    area: 'subject',
  },
  'propose-account': {
    method: 'POST',
    path: '/api/awards/{awardId}/account',
    who: ['holder', 'clerk'],
    area: 'subject',
  },
  'propose-payee': {
    method: 'POST',
    path: '/api/awards/{awardId}/payee',
    who: ['holder', 'clerk'],
    area: 'subject',
  },
  'list-payee-changes': { method: 'GET', path: '/api/payee-changes', who: payeeConfirmers, area: 'own' },
  'confirm-payee': {
    method: 'POST',
    path: '/api/awards/{awardId}/confirmation',
    who: payeeConfirmers,
    area: 'subject',
  },
  'suspend-award': {
    method: 'POST',
    path: '/api/awards/{awardId}/suspension',
    who: suspenders,
    area: 'subject',
    events: ['suspend'],
  },
  'resume-award': {
    method: 'POST',
    path: '/api/awards/{awardId}/resumption',
    who: upperReviewers,
    area: 'subject',
    events: ['cleared'],
  },
  'end-award': {
    method: 'POST',
    path: '/api/awards/{awardId}/end',
    who: upperReviewers,
    area: 'subject',
    events: ['death', 'exit'],
  },
  'create-run': {
    method: 'POST',
    path: '/api/payment-runs',
    who: ['finance.preparer'],
    area: 'district',
  },
  'list-runs': {
    method: 'GET',
    path: '/api/payment-runs',
    who: financeReaders,
    area: 'district',
  },
  'preview-run': {
    method: 'GET',
    path: '/api/payment-runs/preview',
    who: financeReaders,
    area: 'district',
  },
  'read-run': {
    method: 'GET',
    path: '/api/payment-runs/{runId}',
    who: financeReaders,
    area: 'district',
  },
  'list-run-payments': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/payments',
    who: financeReaders,
    area: 'district',
  },
  'compare-run': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/comparison',
    who: financeReaders,
    area: 'district',
  },
  'list-left-out': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/left-out',
    who: financeReaders,
    area: 'district',
  },
  'release-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/release',
    who: ['finance.approver'],
    area: 'district',
    events: ['release'],
  },
  'send-back-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/rejection',
    who: ['finance.approver'],
    area: 'district',
    events: ['send-back'],
  },
  'cancel-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/cancellation',
    who: ['finance.preparer', 'finance.approver'],
    area: 'district',
    events: ['cancel'],
  },
  'enquire-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/enquiry',
    who: financeRoles,
    area: 'district',
  },
  'read-bank-file': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/bank-file',
    who: financeRoles,
    area: 'district',
  },
  'import-bank-message': {
    method: 'POST',
    path: '/api/bank-messages',
    who: financeRoles,
    area: 'district',
  },
  'open-bank-message-upload': {
    method: 'POST',
    path: '/api/bank-messages/uploads',
    who: financeRoles,
    area: 'district',
  },
  'import-uploaded-bank-message': {
    method: 'POST',
    path: '/api/bank-messages/uploads/{uploadId}/import',
    who: financeRoles,
    area: 'district',
  },
  'read-bank-message-upload': {
    method: 'GET',
    path: '/api/bank-messages/uploads/{uploadId}',
    who: financeRoles,
    area: 'district',
  },
  'read-reconciliation': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/reconciliation',
    who: financeReaders,
    area: 'district',
  },
  'list-exceptions': {
    method: 'GET',
    path: '/api/exceptions',
    who: financeReaders,
    area: 'district',
  },
  'read-exception': {
    method: 'GET',
    path: '/api/exceptions/{id}',
    who: financeReaders,
    area: 'district',
  },
  'resolve-exception': {
    method: 'POST',
    path: '/api/exceptions/{id}/resolution',
    who: financeRoles,
    area: 'district',
  },
  'read-payment': {
    method: 'GET',
    path: '/api/payments/{paymentId}',
    who: financeReaders,
    area: 'district',
  },
  'hold-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/hold',
    who: financeRoles,
    area: 'district',
    events: ['hold', 'clear'],
  },
  'enquire-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/enquiry',
    who: financeRoles,
    area: 'district',
  },
  'cancel-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/cancellation',
    who: financeRoles,
    area: 'district',
  },
  'reissue-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/reissue',
    who: ['finance.preparer'],
    area: 'district',
  },
  'propose-appropriation': {
    method: 'POST',
    path: '/api/appropriations',
    who: ['finance.preparer'],
    area: 'district',
  },
  'list-appropriations': {
    method: 'GET',
    path: '/api/appropriations',
    who: financeReaders,
    area: 'district',
  },
  'decide-appropriation': {
    method: 'POST',
    path: '/api/appropriations/{id}/decision',
    who: ['finance.approver'],
    area: 'district',
  },
  'propose-deposit': {
    method: 'POST',
    path: '/api/funds/{id}/deposits',
    who: ['finance.preparer'],
    area: 'district',
  },
  'list-deposits': {
    method: 'GET',
    path: '/api/deposits',
    who: financeReaders,
    area: 'district',
  },
  'decide-deposit': {
    method: 'POST',
    path: '/api/deposits/{id}/decision',
    who: ['finance.approver'],
    area: 'district',
  },
  'list-policies': { method: 'GET', path: '/api/policies', who: policyReaders, area: 'district' },
  'compare-policy-versions': {
    method: 'GET',
    path: '/api/policies/{programme}/comparison',
    who: policyReaders,
    area: 'district',
  },
  'preview-policy': {
    method: 'GET',
    path: '/api/policies/{programme}/{version}/preview',
    who: policyReaders,
    area: 'district',
  },
  'propose-publication': {
    method: 'POST',
    path: '/api/policies/{programme}/{version}/publication',
    who: ['policy.officer'],
    area: 'district',
  },
  'list-publications': {
    method: 'GET',
    path: '/api/publications',
    who: policyReaders,
    area: 'district',
  },
  'decide-publication': {
    method: 'POST',
    path: '/api/publications/{id}/decision',
    who: ['policy.approver'],
    area: 'district',
  },
  'read-budget-report': {
    method: 'GET',
    path: '/api/reports/budget',
    who: financeReaders,
    area: 'district',
  },
  'assess-overpayment': {
    method: 'POST',
    path: '/api/receivables',
    who: ['finance.preparer'],
    area: 'district',
  },
  'list-receivables': {
    method: 'GET',
    path: '/api/receivables',
    who: [...financeRoles, 'appeals.officer', 'auditor'],
    area: 'district',
  },
  'read-voucher': {
    method: 'GET',
    path: '/api/ledger/vouchers/{number}',
    who: financeReaders,
    area: 'district',
  },
  'read-ledger-entry': {
    method: 'GET',
    path: '/api/ledger/entry',
    who: financeReaders,
    area: 'district',
  },
  'read-receivable': {
    method: 'GET',
    path: '/api/receivables/{id}',
    who: [...financeRoles, 'appeals.officer', 'auditor'],
    area: 'district',
  },
  'handle-receivable': {
    method: 'POST',
    path: '/api/receivables/{id}/decision',
    who: financeRoles,
    area: 'district',
  },
  'decide-recovery-appeal': {
    method: 'POST',
    path: '/api/receivables/{id}/appeal-decision',
    who: ['appeals.officer'],
    area: 'district',
  },
  'record-repayment': {
    method: 'POST',
    path: '/api/receivables/{id}/payments',
    who: ['finance.reconciler'],
    area: 'district',
  },
  'propose-debtor-account': {
    method: 'POST',
    path: '/api/debtor-accounts',
    who: ['finance.preparer'],
    area: 'district',
  },
  'list-debtor-accounts': {
    method: 'GET',
    path: '/api/debtor-accounts',
    who: financeReaders,
    area: 'district',
  },
  'decide-debtor-account': {
    method: 'POST',
    path: '/api/debtor-accounts/{id}/decision',
    who: ['finance.approver'],
    area: 'district',
  },
  'read-trial-balance': {
    method: 'GET',
    path: '/api/ledger/trial-balance',
    who: financeReaders,
    area: 'district',
  },
  'list-ledger-entries': {
    method: 'GET',
    path: '/api/ledger/entries',
    who: financeReaders,
    area: 'district',
  },
  'read-period-reconciliation': {
    method: 'GET',
    path: '/api/reports/reconciliation',
    who: financeReaders,
    area: 'district',
  },
  'read-report': {
    method: 'GET',
    path: '/api/reports/{report}',
    who: financeReaders,
    area: 'district',
  },
  'read-cash-proof': {
    method: 'GET',
    path: '/api/reports/cash-proof',
    who: financeReaders,
    area: 'district',
  },
  'list-periods': {
    method: 'GET',
    path: '/api/periods',
    who: financeReaders,
    area: 'district',
  },
  'read-period': {
    method: 'GET',
    path: '/api/periods/{id}',
    who: financeReaders,
    area: 'district',
  },
  'close-period': {
    method: 'POST',
    path: '/api/periods/{id}/close',
    who: ['finance.preparer', 'finance.approver'],
    area: 'district',
  },
  'verify-audit': {
    method: 'GET',
    path: '/api/audit/verification',
    who: ['auditor'],
    area: 'district',
  },
  'list-audit-entries': {
    method: 'GET',
    path: '/api/audit/entries',
    who: ['auditor'],
    area: 'district',
  },
  'draw-sample': {
    method: 'GET',
    path: '/api/audit/sample',
    who: ['auditor'],
    area: 'district',
  },
  'open-case': {
    method: 'POST',
    path: '/api/audit/cases/{reference}',
    who: ['auditor'],
    area: 'subject',
  },
  'list-areas': { method: 'GET', path: '/api/areas', who: ['anyone'], area: 'none' },
  'export-audit': {
    method: 'GET',
    path: '/api/audit/export',
    who: ['auditor'],
    area: 'district',
  },
  'list-programmes': {
    method: 'GET',
    path: '/api/programmes',
    who: ['anyone'],
    area: 'none',
  },
  'foresee-entitlement': {
    method: 'POST',
    path: '/api/programmes/entitlement',
    who: ['anyone'],
    area: 'none',
  },
  'list-users': { method: 'GET', path: '/api/users', who: ['admin', 'admin.approver'], area: 'district' },
  'propose-user-grant': { method: 'POST', path: '/api/users', who: ['admin'], area: 'district' },
  'decide-user-grant': {
    method: 'POST',
    path: '/api/user-grants/{id}/decision',
    who: ['admin.approver'],
    area: 'district',
  },
  'end-user': { method: 'POST', path: '/api/users/{id}/end', who: ['admin'], area: 'district' },
  'read-me': { method: 'GET', path: '/api/me', who: roles, area: 'none' },
  'read-health': { method: 'GET', path: '/healthz', who: ['anyone'], area: 'none' },
  'read-openapi': { method: 'GET', path: '/openapi.json', who: ['anyone'], area: 'none' },
  'read-metrics': { method: 'GET', path: '/metrics', who: ['anyone'], area: 'none' },
  'move-clock': localControl('PUT', '/local/clock'),
  'set-bank-faults': localControl('PUT', '/local/bank/faults'),
  'end-bank-day': localControl('POST', '/local/bank/end-of-day'),
  'read-bank-truth': localControl('GET', '/local/bank/truth'),
  'set-register-faults': localControl('PUT', '/local/registers/faults'),
  'read-outbox': localControl('GET', '/outbox'),
} as const satisfies Readonly<Record<string, Route>>;

export type RouteId = keyof typeof routes;

function localControl<Method extends Route['method'], Path extends string>(method: Method, path: Path) {
  return { method, path, who: ['anyone'], area: 'none', localOnly: true } as const;
}

export function isRouteId(text: string): text is RouteId {
  return Object.hasOwn(routes, text);
}

export function route(id: RouteId): Route {
  return routes[id];
}

/** The routes of a home, in the table's order. */
export function routesOf(home: 'local' | 'deployed'): readonly RouteId[] {
  return Object.keys(routes)
    .filter(isRouteId)
    .filter((id) => home === 'local' || route(id).localOnly !== true);
}

/**
 * Stops a start in which the table and what is served differ.
 * @throws an Error that names every row without a handler and every handler without a row
 */
export function checkHandlers(registered: Iterable<string>, home: 'local' | 'deployed'): void {
  const declared = new Set<string>(routesOf(home));
  const served = new Set(registered);
  const faults = [
    ...[...declared].filter((id) => !served.has(id)).map((id) => `route ${id} has no handler`),
    ...[...served]
      .filter((id) => !declared.has(id))
      .map((id) => `handler ${id} has no row in the table of routes`),
  ];
  if (faults.length > 0) throw new Error(faults.join('; '));
}
