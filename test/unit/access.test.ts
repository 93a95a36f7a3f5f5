import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAccess } from '../../functions/app/access/access.ts';
import { type Caller, type Refusal, admit, permit } from '../../functions/app/access/authorise.ts';
import { routeFinder } from '../../functions/app/access/find-route.ts';
import type { TokenRefusal } from '../../functions/app/access/ports.ts';
import {
  type RouteId,
  checkHandlers,
  isRouteId,
  route,
  routesOf,
} from '../../functions/app/access/routes.ts';
import { type Grant, addUser, readUser } from '../../functions/app/access/users.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { findChainFault } from '../../functions/domain/audit/chain.ts';
import { claimLifecycle, claimStates } from '../../functions/domain/claims/claim-lifecycle.ts';
import { awardLifecycle } from '../../functions/domain/awards/award-lifecycle.ts';
import { paymentLifecycle } from '../../functions/domain/payments/payment-lifecycle.ts';
import { runLifecycle } from '../../functions/domain/payments/run-lifecycle.ts';
import { type Result, err, ok } from '../../functions/domain/result/result.ts';
import { appealLifecycle } from '../../functions/domain/review/appeal-lifecycle.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { objectionLifecycle } from '../../functions/domain/review/objection-lifecycle.ts';
import { type Role, roles } from '../../functions/domain/review/role.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

const district = areaCode('320602');
const street = areaCode('320602001');
const otherStreet = areaCode('320602002');
const village = areaCode('320602001003');

const staff = (...grants: readonly (readonly [Role, Grant['areaCode']])[]): Caller => ({
  kind: 'staff',
  user: { sub: 'user-x', grants: grants.map(([role, area]) => ({ role, areaCode: area })) },
});
const anonymous: Caller = { kind: 'anonymous' };
const holder: Caller = { kind: 'code', code: 'right' };
const keyed = { isAccessCode: (claimId: string, code: string) => claimId === 'claim-1' && code === 'right' };

const outcomeOf = (result: Result<unknown, Refusal>) =>
  result.ok ? 'in' : `${String(result.error.status)} ${result.error.code}`;
const admitted = (id: RouteId, caller: Caller) => outcomeOf(admit(id, caller, district));

const finance: readonly Role[] = ['finance.preparer', 'finance.approver', 'finance.reconciler'];
const policyReaders: readonly Role[] = ['policy.officer', 'policy.approver', 'auditor'];
const reviewers: readonly Role[] = ['village.reviewer', 'street.reviewer', 'district.approver'];
const seeClaims: readonly Role[] = [
  'clerk',
  'attestor',
  ...reviewers,
  'appeals.officer',
  ...finance,
  'auditor',
];

/** Who comes in by which door, said once more and independently of the table (contract.md, "API"). */
const expectations: readonly (readonly [RouteId, readonly (Role | 'anyone' | 'holder')[]])[] = [
  ['submit-claim', ['anyone', 'holder', ...roles]],
  ['read-me', roles],
  ['list-users', ['admin', 'admin.approver']],
  ['propose-user-grant', ['admin']],
  ['decide-user-grant', ['admin.approver']],
  ['end-user', ['admin']],
  ['read-claim', ['holder', ...seeClaims]],
  ['create-upload', ['holder']],
  ['add-evidence', ['holder']],
  ['withdraw-claim', ['holder']],
  ['answer-request', ['holder']],
  ['lodge-appeal', ['holder']],
  ['enter-paper-appeal', ['clerk']],
  ['give-access-code', ['clerk']],
  ['search-claims', ['clerk']],
  ['list-tasks', reviewers],
  ['read-task', reviewers],
  ['list-task-evidence', reviewers],
  ['read-task-evidence', reviewers],
  ['list-objections', ['street.reviewer', 'district.approver']],
  ['read-objection', ['street.reviewer', 'district.approver']],
  ['decide-objection', ['street.reviewer', 'district.approver']],
  ['list-appeals', ['appeals.officer']],
  ['read-appeal', ['appeals.officer']],
  ['decide-appeal', ['appeals.officer']],
  ['list-awards', seeClaims],
  ['search-awards', seeClaims],
  ['decide-task', reviewers],
  ['list-deputies', [...reviewers, 'admin']],
  ['name-deputy', [...reviewers, 'admin']],
  ['end-deputyship', [...reviewers, 'admin']],
  ['read-decision-record', seeClaims],
  ['read-award', ['holder', ...seeClaims]],
  ['list-payee-changes', ['clerk', 'street.reviewer', 'district.approver']],
  ['propose-account', ['holder', 'clerk']],
  ['propose-payee', ['holder', 'clerk']],
  ['confirm-payee', ['clerk', 'street.reviewer', 'district.approver']],
  ['suspend-award', ['street.reviewer', 'district.approver', ...finance]],
  ['resume-award', ['street.reviewer', 'district.approver']],
  ['end-award', ['street.reviewer', 'district.approver']],
  ['create-run', ['finance.preparer']],
  ['read-run', [...finance, 'auditor']],
  ['list-runs', [...finance, 'auditor']],
  ['preview-run', [...finance, 'auditor']],
  ['list-run-payments', [...finance, 'auditor']],
  ['compare-run', [...finance, 'auditor']],
  ['list-left-out', [...finance, 'auditor']],
  ['release-run', ['finance.approver']],
  ['send-back-run', ['finance.approver']],
  ['cancel-run', ['finance.preparer', 'finance.approver']],
  ['assess-overpayment', ['finance.preparer']],
  ['list-receivables', [...finance, 'appeals.officer', 'auditor']],
  ['read-receivable', [...finance, 'appeals.officer', 'auditor']],
  ['handle-receivable', finance],
  ['decide-recovery-appeal', ['appeals.officer']],
  ['record-repayment', ['finance.reconciler']],
  ['read-payment', [...finance, 'auditor']],
  ['cancel-payment', finance],
  ['reissue-payment', ['finance.preparer']],
  ['hold-payment', finance],
  ['enquire-payment', finance],
  ['enquire-run', finance],
  ['read-bank-file', finance],
  ['import-bank-message', finance],
  ['open-bank-message-upload', finance],
  ['import-uploaded-bank-message', finance],
  ['read-bank-message-upload', finance],
  ['read-reconciliation', [...finance, 'auditor']],
  ['list-exceptions', [...finance, 'auditor']],
  ['read-exception', [...finance, 'auditor']],
  ['resolve-exception', finance],
  ['propose-appropriation', ['finance.preparer']],
  ['list-appropriations', [...finance, 'auditor']],
  ['decide-appropriation', ['finance.approver']],
  ['propose-deposit', ['finance.preparer']],
  ['list-deposits', [...finance, 'auditor']],
  ['decide-deposit', ['finance.approver']],
  ['list-policies', policyReaders],
  ['compare-policy-versions', policyReaders],
  ['preview-policy', policyReaders],
  ['propose-publication', ['policy.officer']],
  ['list-publications', policyReaders],
  ['decide-publication', ['policy.approver']],
  ['read-budget-report', [...finance, 'auditor']],
  ['read-ledger-entry', [...finance, 'auditor']],
  ['read-voucher', [...finance, 'auditor']],
  ['propose-debtor-account', ['finance.preparer']],
  ['list-debtor-accounts', [...finance, 'auditor']],
  ['decide-debtor-account', ['finance.approver']],
  ['read-trial-balance', [...finance, 'auditor']],
  ['list-ledger-entries', [...finance, 'auditor']],
  ['read-period-reconciliation', [...finance, 'auditor']],
  ['read-report', [...finance, 'auditor']],
  ['read-cash-proof', [...finance, 'auditor']],
  ['list-periods', [...finance, 'auditor']],
  ['read-period', [...finance, 'auditor']],
  ['close-period', ['finance.preparer', 'finance.approver']],
  ['verify-audit', ['auditor']],
  ['list-audit-entries', ['auditor']],
  ['export-audit', ['auditor']],
  ['draw-sample', ['auditor']],
  ['open-case', ['auditor']],
];

describe('who may come to a route', () => {
  test.each(expectations)('%s', (id, allowed) => {
    const withRole = Object.fromEntries(roles.map((role) => [role, admitted(id, staff([role, district]))]));
    expect(withRole).toEqual(
      Object.fromEntries(roles.map((role) => [role, allowed.includes(role) ? 'in' : '403 wrong-role'])),
    );
    expect(admitted(id, anonymous)).toBe(allowed.includes('anyone') ? 'in' : '401 token-missing');
    expect(admitted(id, holder)).toBe(allowed.includes('holder') ? 'in' : '401 token-missing');
    expect(admitted(id, staff())).toBe(allowed.includes('anyone') ? 'in' : '403 wrong-role');
    expect(admitted(id, { kind: 'refused', reason: 'invalid' })).toBe('401 token-invalid');
    expect(admitted(id, { kind: 'refused', reason: 'expired' })).toBe('401 token-expired');
  });

  test('every other route is open to all, with whatever token', () => {
    const said = new Set<string>(expectations.map(([id]) => id));
    const open = routesOf('local').filter((id) => !said.has(id));
    expect(open).toEqual([
      'check-claim',
      'read-posting',
      'object-to-posting',
      'list-areas',
      'list-programmes',
      'foresee-entitlement',
      'read-health',
      'read-openapi',
      'read-metrics',
      'move-clock',
      'set-bank-faults',
      'end-bank-day',
      'read-bank-truth',
      'set-register-faults',
      'read-outbox',
    ]);
    for (const id of open) {
      expect(admitted(id, anonymous)).toBe('in');
      expect(admitted(id, { kind: 'refused', reason: 'invalid' })).toBe('in');
    }
  });

  test('what is the whole district’s is closed to those who have a street of it', () => {
    expect(admitted('create-run', staff(['finance.preparer', street]))).toBe('403 wrong-area');
    expect(admitted('verify-audit', staff(['auditor', street]))).toBe('403 wrong-area');
    expect(admitted('create-run', staff(['finance.preparer', areaCode('320613')]))).toBe('403 wrong-area');
    expect(admitted('create-run', staff(['finance.preparer', street], ['finance.preparer', district]))).toBe(
      'in',
    );
    expect(admitted('create-run', staff(['finance.preparer', street], ['auditor', district]))).toBe(
      '403 wrong-area',
    );
  });

  test('a list is narrowed by the grants that opened it', () => {
    const admission = admit(
      'list-tasks',
      staff(['street.reviewer', street], ['auditor', district]),
      district,
    );
    expect(admission).toMatchObject({
      ok: true,
      value: { grants: [{ role: 'street.reviewer', areaCode: street }] },
    });
  });
});

describe('what may be done to a subject', () => {
  const decided = (id: RouteId, caller: Caller, subject: Parameters<typeof permit>[1]) => {
    const admission = admit(id, caller, district);
    if (!admission.ok) throw new Error('not even admitted');
    return permit(admission.value, subject, keyed);
  };

  test.each([
    [district, village, 'in'],
    [street, village, 'in'],
    [village, village, 'in'],
    [otherStreet, village, '403 wrong-area'],
    [village, street, '403 wrong-area'],
    [areaCode('320613'), village, '403 wrong-area'],
  ])('with a role in %s, to a claim of %s: %s', (own, area, expected) => {
    expect(outcomeOf(decided('read-claim', staff(['clerk', own]), { areaCode: area }))).toBe(expected);
  });

  test('the right access code opens its claim, a wrong one finds nothing', () => {
    const claim = { areaCode: village, claimId: 'claim-1' };
    expect(decided('read-claim', holder, claim)).toEqual(
      ok({ routeId: 'read-claim', actor: { kind: 'applicant', id: 'claim-1' }, roles: [] }),
    );
    expect(outcomeOf(decided('read-claim', { kind: 'code', code: 'wrong' }, claim))).toBe('404 not-found');
    expect(outcomeOf(decided('read-claim', holder, { ...claim, claimId: 'claim-2' }))).toBe('404 not-found');
    expect(outcomeOf(decided('read-claim', holder, { areaCode: village }))).toBe('404 not-found');
  });

  test('a wrong code learns nothing of the state either', () => {
    const awarded = { areaCode: village, claimId: 'claim-2', events: [] };
    expect(outcomeOf(decided('withdraw-claim', holder, awarded))).toBe('404 not-found');
    expect(outcomeOf(decided('withdraw-claim', holder, { ...awarded, claimId: 'claim-1' }))).toBe(
      '409 wrong-state',
    );
  });

  test('a decision needs the reviewer of the stage', () => {
    const task = (stage: 'village' | 'street' | 'district' | 'posting') => ({
      areaCode: village,
      stage,
      events: ['approve'],
    });
    const reviewer = staff(['street.reviewer', street]);
    expect(outcomeOf(decided('decide-task', reviewer, task('street')))).toBe('in');
    expect(outcomeOf(decided('decide-task', reviewer, task('village')))).toBe('403 wrong-stage');
    expect(outcomeOf(decided('decide-task', reviewer, task('district')))).toBe('403 wrong-stage');
    expect(outcomeOf(decided('decide-task', reviewer, task('posting')))).toBe('403 wrong-stage');
    expect(outcomeOf(decided('decide-task', reviewer, { areaCode: village, events: ['approve'] }))).toBe(
      '403 wrong-stage',
    );
  });

  test('role and area must come from one grant', () => {
    const twoDesks = staff(['street.reviewer', otherStreet], ['village.reviewer', village]);
    const task = { areaCode: village, stage: 'street', events: ['approve'] } as const;
    expect(outcomeOf(decided('decide-task', twoDesks, task))).toBe('403 wrong-area');
  });

  test('a claim can be withdrawn in the states in which its lifecycle says so, and no other', () => {
    const open = claimStates.filter((state) => {
      const events = Object.keys(claimLifecycle[state]);
      return decided('withdraw-claim', holder, { areaCode: village, claimId: 'claim-1', events }).ok;
    });
    expect(open).toEqual(['submitted', 'verifying', 'manual', 'awaiting-applicant', 'review']);
  });

  test('every event that a route names is one of its subject’s lifecycle', () => {
    const claimEvents = new Set(claimStates.flatMap((state) => Object.keys(claimLifecycle[state])));
    const eventsOf = (lifecycle: object) =>
      new Set(Object.values(lifecycle).flatMap((events: object) => Object.keys(events)));
    const others: Partial<Record<RouteId, ReadonlySet<string>>> = {
      'release-run': eventsOf(runLifecycle),
      'send-back-run': eventsOf(runLifecycle),
      'cancel-run': eventsOf(runLifecycle),
      'hold-payment': eventsOf(paymentLifecycle),
      'suspend-award': eventsOf(awardLifecycle),
      'resume-award': eventsOf(awardLifecycle),
      'end-award': eventsOf(awardLifecycle),
      'decide-objection': eventsOf(objectionLifecycle),
      'decide-appeal': eventsOf(appealLifecycle),
    };
    const named = routesOf('local').flatMap((id) =>
      (route(id).events ?? []).map((event) => [id, event] as const),
    );
    const unknown = named.filter(([id, event]) => !(others[id] ?? claimEvents).has(event));
    expect(unknown).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  test('a clerk submits as a clerk in their own area alone; other staff as anyone, under their own name', () => {
    const claim = { areaCode: village };
    const actor = { kind: 'staff', id: 'user-x' };
    expect(decided('submit-claim', staff(['clerk', street]), claim)).toEqual(
      ok({ routeId: 'submit-claim', actor, roles: ['clerk'] }),
    );
    expect(outcomeOf(decided('submit-claim', staff(['clerk', otherStreet]), claim))).toBe('403 wrong-area');
    expect(decided('submit-claim', staff(['auditor', district]), claim)).toEqual(
      ok({ routeId: 'submit-claim', actor, roles: [] }),
    );
    expect(decided('submit-claim', anonymous, claim)).toEqual(
      ok({ routeId: 'submit-claim', actor: { kind: 'public', id: 'public' }, roles: [] }),
    );
  });
});

describe('the whole way from headers to admission', () => {
  let database: SqliteDatabase;
  let table: Table;
  beforeEach(() => {
    database = SqliteDatabase.open(':memory:');
    table = createSqliteTable(database);
  });
  afterEach(() => database.close());

  const accessWith = (verified: Result<{ sub: string }, TokenRefusal>) =>
    createAccess({
      verifier: { verify: () => Promise.resolve(verified) },
      table,
      keyed,
      district,
      clock: { today: () => today },
    });
  const today = calendarDate('2008-05-20');
  const by = { kind: 'system', id: 'test' } as const;
  const at = '2008-05-20T04:00:00.000Z';

  test('a role counts from the record of the moment, not from the sign-in', async () => {
    const access = accessWith(ok({ sub: 'u' }));
    const tryIt = async () => outcomeOf(await access.admit('verify-audit', { authorization: 'Bearer x' }));
    expect(await tryIt()).toBe('403 wrong-role');
    await addUser(table, { sub: 'u', grants: [{ role: 'auditor', areaCode: district }] }, by, at);
    expect(await tryIt()).toBe('in');
    await table.transact([{ update: { pk: 'USER#u', sk: 'HEAD' }, set: { roles: [] } }]);
    expect(await tryIt()).toBe('403 wrong-role');
  });

  test.each<[TokenRefusal, string]>([
    ['missing', '401 token-missing'],
    ['invalid', '401 token-invalid'],
    ['expired', '401 token-expired'],
  ])('a token that is %s', async (refusal, expected) => {
    expect(outcomeOf(await accessWith(err(refusal)).admit('verify-audit', {}))).toBe(expected);
  });

  test('a public route does not look at the token, a half-public one does', async () => {
    const access = accessWith(err('invalid'));
    expect(outcomeOf(await access.admit('read-health', { authorization: 'junk' }))).toBe('in');
    expect(outcomeOf(await access.admit('submit-claim', { authorization: 'junk' }))).toBe(
      '401 token-invalid',
    );
  });

  test('a token goes before an access code', async () => {
    const both = { authorization: 'Bearer x', accessCode: 'right' };
    expect(outcomeOf(await accessWith(ok({ sub: 'nobody' })).admit('read-claim', both))).toBe(
      '403 wrong-role',
    );
    expect(outcomeOf(await accessWith(err('invalid')).admit('read-claim', both))).toBe('401 token-invalid');
    const code = await accessWith(err('missing')).admit('read-claim', { accessCode: 'right' });
    if (!code.ok) throw new Error('not admitted');
    expect(accessWith(err('missing')).permit(code.value, { areaCode: village, claimId: 'claim-1' }).ok).toBe(
      true,
    );
  });

  test('users are recorded once, with an audit entry, and read back as they were', async () => {
    const user = { sub: 'u', grants: [{ role: 'clerk', areaCode: street }], residentIndex: 'ab' } as const;
    expect(await addUser(table, user, by, at)).toBe(true);
    expect(await addUser(table, { sub: 'u', grants: [] }, by, at)).toBe(false);
    expect(await readUser(table, 'u')).toEqual(user);
    expect(await readUser(table, 'v')).toBeUndefined();
    const { items } = await table.query({ pk: 'USER#u', sk: { beginsWith: 'AUDIT#' } });
    const head = await table.get({ pk: 'USER#u', sk: 'HEAD' });
    expect(items).toHaveLength(1);
    expect(findChainFault(items as never, head as never)).toBeUndefined();
  });

  test('a record that says a role that does not exist is a fault, not a role', async () => {
    const key = { pk: 'USER#u', sk: 'HEAD' };
    for (const broken of [
      [{ role: 'king', areaCode: district }],
      [{ role: 'clerk', areaCode: '1' }],
      ['clerk'],
      'x',
    ]) {
      await table.transact([{ put: { ...key, roles: broken } }]);
      await expect(readUser(table, 'u')).rejects.toThrow('record of user u');
    }
  });
});

describe('the table of routes', () => {
  test('a start needs a handler for every row and a row for every handler', () => {
    const local = routesOf('local');
    expect(() => checkHandlers(local, 'local')).not.toThrow();
    expect(() => checkHandlers(local.slice(1), 'local')).toThrow('route submit-claim has no handler');
    expect(() => checkHandlers([...local, 'delete-everything'], 'local')).toThrow(
      'handler delete-everything has no row in the table of routes',
    );
  });

  test('the local controls exist on one machine alone', () => {
    const deployed = routesOf('deployed');
    expect(deployed.map((id) => route(id).path).filter((path) => /^\/(local|outbox)/.test(path))).toEqual([]);
    expect(() => checkHandlers(routesOf('local'), 'deployed')).toThrow('handler move-clock has no row');
  });

  test('no two rows are the same door', () => {
    const doors = routesOf('local').map(
      (id) => `${route(id).method} ${route(id).path.replaceAll(/\{\w+\}/g, '{}')}`,
    );
    expect(new Set(doors).size).toBe(doors.length);
  });

  test('ids are told from other text', () => {
    expect(isRouteId('read-claim')).toBe(true);
    expect(isRouteId('toString')).toBe(false);
  });
});

describe('finding a route', () => {
  const find = routeFinder('local');

  test('every row is found by its own path', () => {
    for (const id of routesOf('local')) {
      const { method, path } = route(id);
      expect(find(method, path.replaceAll(/\{(\w+)\}/g, 'x-$1'))).toMatchObject({ kind: 'found', id });
    }
  });

  test('parameters are decoded', () => {
    expect(find('GET', '/api/claims/HM%201')).toEqual({
      kind: 'found',
      id: 'read-claim',
      parameters: { reference: 'HM 1' },
    });
  });

  test('another method names those there are', () => {
    expect(find('PUT', '/api/claims')).toEqual({ kind: 'other-method', allowed: ['POST'] });
  });

  test.each(['/', '/api', '/api/claims/', '/api/claims/a/b', '/api/claims/%E0%A4', '/api/nothing', ''])(
    'there is nothing at %p',
    (path) => {
      expect(find('GET', path)).toEqual({ kind: 'none' });
    },
  );

  test('deployed, the local controls are not there', () => {
    expect(routeFinder('deployed')('PUT', '/local/clock')).toEqual({ kind: 'none' });
    // A path in its own words comes before one with a parameter in their place.
    expect(find('GET', '/api/payment-runs/preview')).toMatchObject({ kind: 'found', id: 'preview-run' });
    expect(find('GET', '/api/payment-runs/run-1')).toMatchObject({ kind: 'found', id: 'read-run' });
  });
});
