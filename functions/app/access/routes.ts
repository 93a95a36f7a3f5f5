import { type Role, roles } from '../../domain/review/role.ts';

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
  /** Statuses of a successful answer. */
  readonly success: readonly number[];
  /** Exists on one machine alone, bound to loopback, and is never deployed. */
  readonly localOnly?: true;
}

const reviewers = ['village.reviewer', 'street.reviewer', 'district.approver'] as const;
const finance = ['finance.preparer', 'finance.approver', 'finance.reconciler'] as const;
/** Whose work is on claims. Not storekeepers, policy officers and those who manage users: they need to see none. */
const claimStaff = ['clerk', 'attestor', ...reviewers, 'appeals.officer', ...finance, 'auditor'] as const;

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
    success: [202],
  },
  'check-claim': {
    method: 'POST',
    path: '/api/claims/check',
    who: ['anyone'],
    area: 'none',
    success: [204],
  },
  'read-claim': {
    method: 'GET',
    path: '/api/claims/{reference}',
    who: ['holder', ...claimStaff],
    area: 'subject',
    success: [200],
  },
  'create-upload': { method: 'POST', path: '/api/uploads', who: ['holder'], area: 'none', success: [200] },
  'add-evidence': {
    method: 'POST',
    path: '/api/claims/{reference}/evidence',
    who: ['holder'],
    area: 'none',
    success: [202],
  },
  'withdraw-claim': {
    method: 'POST',
    path: '/api/claims/{reference}/withdrawal',
    who: ['holder'],
    area: 'none',
    events: ['withdraw'],
    success: [202],
  },
  'answer-request': {
    method: 'POST',
    path: '/api/claims/{reference}/answers',
    who: ['holder'],
    area: 'none',
    events: ['answer'],
    success: [202],
  },
  'lodge-appeal': {
    method: 'POST',
    path: '/api/claims/{reference}/appeals',
    who: ['holder'],
    area: 'none',
    events: ['appeal-upheld'],
    success: [202],
  },
  'give-access-code': {
    method: 'POST',
    path: '/api/claims/{reference}/access-code',
    who: ['clerk'],
    area: 'subject',
    success: [200],
  },
  'list-tasks': { method: 'GET', path: '/api/tasks', who: reviewers, area: 'own', success: [200] },
  'read-task': {
    method: 'GET',
    path: '/api/tasks/{taskId}',
    who: reviewers,
    area: 'subject',
    ownStage: true,
    success: [200],
  },
  'decide-task': {
    method: 'POST',
    path: '/api/tasks/{taskId}/decision',
    who: reviewers,
    area: 'subject',
    ownStage: true,
    events: ['approve', 'return', 'reject', 'findings-met', 'findings-failed', 'ask', 'confirm', 'overturn'],
    success: [200],
  },
  'read-posting': { method: 'GET', path: '/api/posting', who: ['anyone'], area: 'none', success: [200] },
  'object-to-posting': {
    method: 'POST',
    path: '/api/posting/{postingId}/objections',
    who: ['anyone'],
    area: 'none',
    events: ['objection'],
    success: [202],
  },
  'decide-objection': {
    method: 'POST',
    path: '/api/objections/{id}/decision',
    who: ['street.reviewer', 'district.approver'],
    area: 'subject',
    events: ['admit', 'dismiss', 'uphold'],
    success: [200],
  },
  'decide-appeal': {
    method: 'POST',
    path: '/api/appeals/{id}/decision',
    who: ['appeals.officer'],
    area: 'subject',
    events: ['assign', 'uphold', 'remit', 'dismiss'],
    success: [200],
  },
  'list-awards': { method: 'GET', path: '/api/awards', who: claimStaff, area: 'own', success: [200] },
  'search-awards': {
    method: 'POST',
    path: '/api/awards/search',
    who: claimStaff,
    area: 'own',
    success: [200],
  },
  'read-decision-record': {
    method: 'GET',
    path: '/api/awards/{awardId}/decision-record',
    who: claimStaff,
    area: 'subject',
    success: [200],
  },
  'read-award': {
    method: 'GET',
    path: '/api/awards/{awardId}',
    who: ['holder', ...claimStaff],
    area: 'subject',
    success: [200],
  },
  'propose-account': {
    method: 'POST',
    path: '/api/awards/{awardId}/account',
    who: ['holder', 'clerk'],
    area: 'subject',
    success: [202],
  },
  'propose-payee': {
    method: 'POST',
    path: '/api/awards/{awardId}/payee',
    who: ['holder', 'clerk'],
    area: 'subject',
    success: [202],
  },
  'confirm-payee': {
    method: 'POST',
    path: '/api/awards/{awardId}/confirmation',
    who: ['clerk', 'street.reviewer', 'district.approver'],
    area: 'subject',
    success: [200],
  },
  'suspend-award': {
    method: 'POST',
    path: '/api/awards/{awardId}/suspension',
    who: ['street.reviewer', 'district.approver', ...finance],
    area: 'subject',
    events: ['suspend'],
    success: [200],
  },
  'resume-award': {
    method: 'POST',
    path: '/api/awards/{awardId}/resumption',
    who: ['street.reviewer', 'district.approver'],
    area: 'subject',
    events: ['cleared'],
    success: [200],
  },
  'create-run': {
    method: 'POST',
    path: '/api/payment-runs',
    who: ['finance.preparer'],
    area: 'district',
    success: [202],
  },
  'list-runs': {
    method: 'GET',
    path: '/api/payment-runs',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'preview-run': {
    method: 'GET',
    path: '/api/payment-runs/preview',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-run': {
    method: 'GET',
    path: '/api/payment-runs/{runId}',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'list-run-payments': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/payments',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'compare-run': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/comparison',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'list-left-out': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/left-out',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'release-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/release',
    who: ['finance.approver'],
    area: 'district',
    events: ['release'],
    success: [202],
  },
  'send-back-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/rejection',
    who: ['finance.approver'],
    area: 'district',
    events: ['send-back'],
    success: [202],
  },
  'cancel-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/cancellation',
    who: ['finance.preparer', 'finance.approver'],
    area: 'district',
    events: ['cancel'],
    success: [202],
  },
  'enquire-run': {
    method: 'POST',
    path: '/api/payment-runs/{runId}/enquiry',
    who: finance,
    area: 'district',
    success: [200],
  },
  'read-bank-file': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/bank-file',
    who: finance,
    area: 'district',
    success: [200, 303],
  },
  'import-bank-message': {
    method: 'POST',
    path: '/api/bank-messages',
    who: finance,
    area: 'district',
    success: [202],
  },
  'open-bank-message-upload': {
    method: 'POST',
    path: '/api/bank-messages/uploads',
    who: finance,
    area: 'district',
    success: [200],
  },
  'import-uploaded-bank-message': {
    method: 'POST',
    path: '/api/bank-messages/uploads/{uploadId}/import',
    who: finance,
    area: 'district',
    success: [202],
  },
  'read-bank-message-upload': {
    method: 'GET',
    path: '/api/bank-messages/uploads/{uploadId}',
    who: finance,
    area: 'district',
    success: [200],
  },
  'read-reconciliation': {
    method: 'GET',
    path: '/api/payment-runs/{runId}/reconciliation',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'list-exceptions': {
    method: 'GET',
    path: '/api/exceptions',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-exception': {
    method: 'GET',
    path: '/api/exceptions/{id}',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'resolve-exception': {
    method: 'POST',
    path: '/api/exceptions/{id}/resolution',
    who: finance,
    area: 'district',
    success: [200],
  },
  'read-payment': {
    method: 'GET',
    path: '/api/payments/{paymentId}',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'hold-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/hold',
    who: finance,
    area: 'district',
    events: ['hold', 'clear'],
    success: [200],
  },
  'enquire-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/enquiry',
    who: finance,
    area: 'district',
    success: [200],
  },
  'cancel-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/cancellation',
    who: finance,
    area: 'district',
    success: [200],
  },
  'reissue-payment': {
    method: 'POST',
    path: '/api/payments/{paymentId}/reissue',
    who: ['finance.preparer'],
    area: 'district',
    success: [202],
  },
  'propose-appropriation': {
    method: 'POST',
    path: '/api/appropriations',
    who: ['finance.preparer'],
    area: 'district',
    success: [202],
  },
  'list-appropriations': {
    method: 'GET',
    path: '/api/appropriations',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'decide-appropriation': {
    method: 'POST',
    path: '/api/appropriations/{id}/decision',
    who: ['finance.approver'],
    area: 'district',
    success: [200],
  },
  'propose-deposit': {
    method: 'POST',
    path: '/api/funds/{id}/deposits',
    who: ['finance.preparer'],
    area: 'district',
    success: [202],
  },
  'list-deposits': {
    method: 'GET',
    path: '/api/deposits',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'decide-deposit': {
    method: 'POST',
    path: '/api/deposits/{id}/decision',
    who: ['finance.approver'],
    area: 'district',
    success: [200],
  },
  'read-budget-report': {
    method: 'GET',
    path: '/api/reports/budget',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'assess-overpayment': {
    method: 'POST',
    path: '/api/receivables',
    who: ['finance.preparer'],
    area: 'district',
    success: [201],
  },
  'list-receivables': {
    method: 'GET',
    path: '/api/receivables',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-ledger-entry': {
    method: 'GET',
    path: '/api/ledger/entry',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-receivable': {
    method: 'GET',
    path: '/api/receivables/{id}',
    who: [...finance, 'appeals.officer', 'auditor'],
    area: 'district',
    success: [200],
  },
  'handle-receivable': {
    method: 'POST',
    path: '/api/receivables/{id}/decision',
    who: finance,
    area: 'district',
    success: [200],
  },
  'decide-recovery-appeal': {
    method: 'POST',
    path: '/api/receivables/{id}/appeal-decision',
    who: ['appeals.officer'],
    area: 'district',
    success: [200],
  },
  'record-repayment': {
    method: 'POST',
    path: '/api/receivables/{id}/payments',
    who: ['finance.reconciler'],
    area: 'district',
    success: [200],
  },
  'propose-debtor-account': {
    method: 'POST',
    path: '/api/debtor-accounts',
    who: ['finance.preparer'],
    area: 'district',
    success: [202],
  },
  'list-debtor-accounts': {
    method: 'GET',
    path: '/api/debtor-accounts',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'decide-debtor-account': {
    method: 'POST',
    path: '/api/debtor-accounts/{id}/decision',
    who: ['finance.approver'],
    area: 'district',
    success: [200],
  },
  'read-trial-balance': {
    method: 'GET',
    path: '/api/ledger/trial-balance',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'list-ledger-entries': {
    method: 'GET',
    path: '/api/ledger/entries',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-period-reconciliation': {
    method: 'GET',
    path: '/api/reports/reconciliation',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-report': {
    method: 'GET',
    path: '/api/reports/{report}',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-cash-proof': {
    method: 'GET',
    path: '/api/reports/cash-proof',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'list-periods': {
    method: 'GET',
    path: '/api/periods',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'read-period': {
    method: 'GET',
    path: '/api/periods/{id}',
    who: [...finance, 'auditor'],
    area: 'district',
    success: [200],
  },
  'close-period': {
    method: 'POST',
    path: '/api/periods/{id}/close',
    who: ['finance.preparer', 'finance.approver'],
    area: 'district',
    success: [200],
  },
  'verify-audit': {
    method: 'GET',
    path: '/api/audit/verification',
    who: ['auditor'],
    area: 'district',
    success: [200],
  },
  'list-audit-entries': {
    method: 'GET',
    path: '/api/audit/entries',
    who: ['auditor'],
    area: 'district',
    success: [200],
  },
  'draw-sample': {
    method: 'GET',
    path: '/api/audit/sample',
    who: ['auditor'],
    area: 'district',
    success: [200],
  },
  'open-case': {
    method: 'POST',
    path: '/api/audit/cases/{reference}',
    who: ['auditor'],
    area: 'subject',
    success: [200],
  },
  'list-areas': { method: 'GET', path: '/api/areas', who: ['anyone'], area: 'none', success: [200] },
  'export-audit': {
    method: 'GET',
    path: '/api/audit/export',
    who: ['auditor'],
    area: 'district',
    success: [200],
  },
  'list-programmes': {
    method: 'GET',
    path: '/api/programmes',
    who: ['anyone'],
    area: 'none',
    success: [200],
  },
  'foresee-entitlement': {
    method: 'POST',
    path: '/api/programmes/entitlement',
    who: ['anyone'],
    area: 'none',
    success: [200],
  },
  'read-me': { method: 'GET', path: '/api/me', who: roles, area: 'none', success: [200] },
  'read-health': { method: 'GET', path: '/healthz', who: ['anyone'], area: 'none', success: [200] },
  'read-openapi': { method: 'GET', path: '/openapi.json', who: ['anyone'], area: 'none', success: [200] },
  'read-metrics': { method: 'GET', path: '/metrics', who: ['anyone'], area: 'none', success: [200] },
  'move-clock': localControl('PUT', '/local/clock'),
  'set-bank-faults': localControl('PUT', '/local/bank/faults'),
  'end-bank-day': localControl('POST', '/local/bank/end-of-day'),
  'read-bank-truth': localControl('GET', '/local/bank/truth'),
  'set-register-faults': localControl('PUT', '/local/registers/faults'),
  'read-outbox': localControl('GET', '/outbox'),
} as const satisfies Readonly<Record<string, Route>>;

export type RouteId = keyof typeof routes;

function localControl<Method extends Route['method'], Path extends string>(method: Method, path: Path) {
  return { method, path, who: ['anyone'], area: 'none', success: [200], localOnly: true } as const;
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
