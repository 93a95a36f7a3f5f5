import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { languages } from '../../functions/contracts/language.ts';
import { allPages } from '../../functions/web/pages.ts';
import { outboxPage } from '../../local/outbox/outbox-page.tsx';
import {
  accessibilityFaults,
  lackingBrowser,
  picture,
  screens,
  scrolledTables,
  sidewaysPixels,
} from '../builders/chromium.ts';
import { ClaimsInStates, type HeldClaim } from '../builders/claims-in-states.ts';
import { aRuralClaim, ruralClaims } from '../builders/demo-claims.ts';
import { noDrafts, noSheets, noSignIn } from '../builders/nobody-visits.ts';
import { payRuralRewards } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

const lacking = lackingBrowser();
if (lacking !== undefined)
  process.stderr.write(`Skipped: pages are not seen in a browser, there is ${lacking}.\n`);

let seen: SeenSystem;
let system: SeenSystem['system'];
/** What stands in capitals in the addresses below. */
const named: Record<string, string> = {};
/** Claims by who holds them: the one in review, and those that wait for something else. */
let held: Readonly<Record<'holder' | 'asked' | 'rejected' | 'awarded', HeldClaim>>;

interface Visit {
  readonly path: string;
  readonly at: string;
  readonly as?: string;
  readonly status?: number;
}

/**
 * Every page that is read (GET), an address of it, and who looks at it: anyone, whoever has
 * begun the form, the holder of a claim made below, or a
 * member of staff. A page that is not here fails below.
 */
const visits: readonly Visit[] = [
  { path: '/', at: '/' },
  { path: '/entitled', at: '/entitled' },
  ...['you', 'spouse', 'children', 'support', 'work'].map((step) => ({
    path: '/entitled/{step}',
    at: `/entitled/${step}`,
  })),
  { path: '/entitled/{step}', at: '/entitled/you?_sent=yes', status: 400 },
  {
    path: '/entitled/result',
    at: '/entitled/result?_bornYear=1947&_bornMonth=3&_bornDay=12&sex=female&householdType=rural&daughters=1&_support=no',
  },
  { path: '/apply/{programme}', at: '/apply/rural-reward' },
  ...['for-whom', 'you', 'children', 'certificate', 'retirement'].map((step) => ({
    path: '/apply/{programme}/{step}',
    at: `/apply/retiree-one-off/${step}`,
    as: 'applicant',
  })),
  ...['home', 'spouse', 'account', 'phone', 'proxy'].map((step) => ({
    path: '/apply/{programme}/{step}',
    at: `/apply/rural-reward/${step}`,
    as: 'applicant',
  })),
  { path: '/apply/{programme}/{step}', at: '/apply/special-hardship/children', as: 'applicant' },
  { path: '/apply/{programme}/check', at: '/apply/rural-reward/check', as: 'applicant' },
  { path: '/apply/{programme}/saved', at: '/apply/rural-reward/saved', as: 'applicant' },
  ...['rural-reward', 'special-hardship', 'retiree-one-off'].map((programme) => ({
    path: '/apply/{programme}/paper',
    at: `/apply/${programme}/paper`,
  })),
  ...['appeal', 'account', 'objection'].map((form) => ({ path: '/paper/{form}', at: `/paper/${form}` })),
  { path: '/resume', at: '/resume' },
  { path: '/claims/{reference}/receipt', at: '/claims/REFERENCE/receipt', as: 'holder' },
  { path: '/claims', at: '/claims' },
  { path: '/claims/{reference}', at: '/claims/REFERENCE', as: 'holder' },
  { path: '/claims/{reference}', at: '/claims/REFERENCE', as: 'asked' },
  { path: '/claims/{reference}', at: '/claims/REFERENCE', as: 'rejected' },
  { path: '/claims/{reference}', at: '/claims/REFERENCE', as: 'awarded' },
  { path: '/claims/{reference}/answer', at: '/claims/REFERENCE/answer', as: 'asked' },
  { path: '/claims/{reference}/evidence', at: '/claims/REFERENCE/evidence', as: 'holder' },
  { path: '/claims/{reference}/withdrawal', at: '/claims/REFERENCE/withdrawal', as: 'holder' },
  { path: '/claims/{reference}/appeal', at: '/claims/REFERENCE/appeal', as: 'rejected' },
  { path: '/claims/{reference}/account', at: '/claims/REFERENCE/account', as: 'awarded' },
  { path: '/claims/{reference}/letter', at: '/claims/REFERENCE/letter', as: 'rejected' },
  { path: '/claims/{reference}/letter', at: '/claims/REFERENCE/letter', as: 'awarded' },
  { path: '/posting', at: '/posting' },
  { path: '/outbox', at: '/outbox' },
  { path: '/posting/{postingId}/objection', at: '/posting/POSTING/objection' },
  { path: '/counter/access-code', at: '/counter/access-code', as: 'clerk' },
  { path: '/counter/claims', at: '/counter/claims', as: 'clerk' },
  { path: '/counter/claims/{reference}', at: '/counter/claims/REJECTED', as: 'clerk' },
  ...['account', 'payee'].map((change) => ({
    path: `/counter/claims/{reference}/${change}`,
    at: `/counter/claims/AWARDED/${change}`,
    as: 'clerk',
  })),
  { path: '/counter/claims/{reference}/appeal', at: '/counter/claims/REJECTED/appeal', as: 'clerk' },
  { path: '/audit', at: '/audit', as: 'auditor' },
  { path: '/staff/audit', at: '/staff/audit', as: 'auditor' },
  {
    path: '/staff/audit',
    at: '/staff/audit?programme=rural-reward&period=2008-H1&size=5&seed=check',
    as: 'auditor',
  },
  { path: '/staff/audit', at: '/staff/audit?seed=', as: 'auditor', status: 400 },
  { path: '/staff/audit/case', at: '/staff/audit/case', as: 'auditor' },
  { path: '/staff/audit/verification', at: '/staff/audit/verification', as: 'auditor' },
  { path: '/staff', at: '/staff', as: 'street.reviewer' },
  { path: '/staff/awards', at: '/staff/awards', as: 'street.reviewer' },
  ...['suspension', 'end'].map((act) => ({
    path: `/staff/awards/{awardId}/${act}`,
    at: `/staff/awards/AWARD/${act}`,
    as: 'street.reviewer',
  })),
  // Of an award that is not suspended it leads back to the award.
  {
    path: '/staff/awards/{awardId}/resumption',
    at: '/staff/awards/AWARD/resumption',
    as: 'street.reviewer',
  },
  { path: '/staff/payees', at: '/staff/payees', as: 'clerk' },
  { path: '/staff/payees/{awardId}', at: '/staff/payees/AWARD', as: 'street.reviewer' },
  { path: '/counter/intake', at: '/counter/intake', as: 'clerk' },
  { path: '/counter/intake/sheet', at: '/counter/intake/sheet', as: 'clerk' },
  {
    path: '/counter/intake/sheet/{sheetId}',
    at: '/counter/intake/sheet/sheet-of-another',
    as: 'clerk',
    status: 404,
  },
  { path: '/counter/intake/{programme}', at: '/counter/intake/rural-reward', as: 'clerk' },
  { path: '/counter/intake/{programme}/{step}', at: '/counter/intake/rural-reward/you', as: 'clerk' },
  { path: '/counter/intake/{programme}/check', at: '/counter/intake/rural-reward/check', as: 'clerk' },
  { path: '/counter/intake/{programme}/saved', at: '/counter/intake/rural-reward/saved', as: 'clerk' },
  { path: '/finance', at: '/finance', as: 'finance.preparer' },
  { path: '/finance/exceptions', at: '/finance/exceptions', as: 'finance.reconciler' },
  {
    path: '/finance/exceptions/{exceptionId}',
    at: '/finance/exceptions/EXCEPTION',
    as: 'finance.reconciler',
  },
  { path: '/receivables', at: '/receivables', as: 'finance.approver' },
  { path: '/receivables', at: '/receivables', as: 'appeals.officer' },
  {
    path: '/receivables/payments/{paymentId}',
    at: '/receivables/payments/PAYMENT',
    as: 'finance.preparer',
  },
  { path: '/receivables/{id}', at: '/receivables/RECEIVABLE', as: 'finance.approver' },
  { path: '/finance/budget', at: '/finance/budget?year=2008', as: 'finance.preparer' },
  { path: '/finance/appropriations', at: '/finance/appropriations', as: 'finance.preparer' },
  { path: '/finance/deposits', at: '/finance/deposits', as: 'finance.preparer' },
  { path: '/finance/accounts', at: '/finance/accounts', as: 'finance.preparer' },
  { path: '/finance/ledger', at: '/finance/ledger', as: 'auditor' },
  { path: '/finance/ledger/statement', at: '/finance/ledger/statement?account=B4', as: 'auditor' },
  {
    path: '/finance/ledger/statement',
    at: '/finance/ledger/statement?account=B4&during=May',
    as: 'auditor',
    status: 400,
  },
  { path: '/finance/ledger/entry', at: '/finance/ledger/entry?id=ENTRY', as: 'auditor' },
  { path: '/finance/ledger/voucher', at: '/finance/ledger/voucher?number=VOUCHER', as: 'auditor' },
  { path: '/finance/ledger/voucher', at: '/finance/ledger/voucher?number=', as: 'auditor', status: 404 },
  { path: '/reports', at: '/reports', as: 'auditor' },
  { path: '/finance/cash', at: '/finance/cash?month=2008-06', as: 'auditor' },
  { path: '/finance/periods', at: '/finance/periods', as: 'auditor' },
  { path: '/finance/periods/{id}', at: '/finance/periods/2008-06', as: 'finance.preparer' },
  { path: '/finance/import', at: '/finance/import', as: 'finance.reconciler' },
  { path: '/finance/import/{uploadId}', at: '/finance/import/UPLOAD', as: 'finance.reconciler' },
  { path: '/staff/awards/{awardId}', at: '/staff/awards/AWARD', as: 'finance.preparer' },
  { path: '/finance/payments/{paymentId}', at: '/finance/payments/PAYMENT', as: 'finance.preparer' },
  { path: '/finance/runs/{runId}', at: '/finance/runs/RUN', as: 'finance.preparer' },
  { path: '/finance/runs/{runId}/changes', at: '/finance/runs/RUN/changes', as: 'finance.preparer' },
  { path: '/finance/runs/{runId}/left-out', at: '/finance/runs/RUN/left-out', as: 'finance.preparer' },
  { path: '/finance/runs/{runId}/payments', at: '/finance/runs/RUN/payments', as: 'finance.preparer' },
  { path: '/staff/deputies', at: '/staff/deputies', as: 'street.reviewer' },
  { path: '/staff/users', at: '/staff/users', as: 'admin' },
  { path: '/staff/users/grant', at: '/staff/users/grant', as: 'admin' },
  {
    path: '/staff/users/grant',
    at: '/staff/users/grant?userId=user-clerk&grants.0.role=clerk&grants.0.areaCode=320602',
    as: 'admin',
  },
  { path: '/policy', at: '/policy', as: 'policy.officer' },
  { path: '/policy/publications', at: '/policy/publications', as: 'policy.officer' },
  {
    path: '/policy/{programme}',
    at: '/policy/rural-reward?before=2008-1&after=2009-1',
    as: 'policy.approver',
  },
  { path: '/policy/{programme}', at: '/policy/retiree-one-off', as: 'auditor' },
  {
    path: '/policy/{programme}/{version}/preview',
    at: '/policy/rural-reward/2009-1/preview?fromYear=2009&fromMonth=1&fromDay=1',
    as: 'policy.officer',
  },
  {
    path: '/policy/{programme}/{version}/preview',
    at: '/policy/rural-reward/2009-1/preview?fromYear=2009&fromMonth=2&fromDay=1',
    as: 'policy.officer',
    status: 400,
  },
  { path: '/staff/tasks', at: '/staff/tasks', as: 'village.reviewer' },
  { path: '/staff/tasks/{taskId}', at: '/staff/tasks/TASK', as: 'village.reviewer' },
  { path: '/staff/objections', at: '/staff/objections', as: 'district.approver' },
  { path: '/staff/objections/{id}', at: '/staff/objections/OBJECTION', as: 'district.approver' },
  // Who took part in the claim is told so.
  { path: '/staff/objections/{id}', at: '/staff/objections/OBJECTION', as: 'street.reviewer' },
  { path: '/staff/appeals', at: '/staff/appeals', as: 'appeals.officer' },
  { path: '/staff/appeals/{id}', at: '/staff/appeals/APPEAL', as: 'appeals.officer' },
];

/** Of an address that has one. */
const programmeIn = (at: string): string => at.split('/')[2] ?? '';

/** The visits by who makes them: each signs in, or begins a form, once. */
const readers = Map.groupBy(visits, ({ as = 'anyone', at }) =>
  as === 'applicant' ? `${as} for ${programmeIn(at)}` : as,
);

/** What shows nothing of its own: it sends the browser on, or is a file. */
const sendOn = [
  '/staff/sign-in',
  '/staff/callback',
  '/finance/runs/{runId}/files/{file}',
  '/finance/budget/csv',
  '/finance/ledger/statement/csv',
  '/reports/csv',
  '/counter/intake/sheet/template',
  '/staff/audit/export',
  '/staff/tasks/{taskId}/evidence/{evidenceId}',
];

/** The first task of a reviewer, once the claim has come to review. */
async function firstTask(user: string): Promise<string> {
  const token = await system.token(user);
  for (;;) {
    const { body } = await system.call('GET', '/api/tasks', { token });
    if (body.tasks.length > 0) return body.tasks[0].taskId as string;
    await sleep(50);
  }
}

/** The payment that the bank booked with another amount. */
async function firstException(): Promise<{ readonly exceptionId: string; readonly paymentId: string }> {
  const token = await system.token('finance.reconciler');
  for (;;) {
    const { body } = await system.call('GET', '/api/exceptions?kind=amount-differs', { token });
    if (body.exceptions.length > 0) return body.exceptions[0];
    await sleep(50);
  }
}

/** What is found too much of a payment of the run that its payee has. */
async function tooMuchOf(runId: string): Promise<string> {
  const token = await system.token('finance.preparer');
  for (;;) {
    const { body } = await system.call('GET', `/api/payment-runs/${runId}/payments`, { token });
    const paid = body.payments.find(({ state }: { state: string }) => state === 'settled');
    const found = await system.call('POST', '/api/receivables', {
      token,
      body: {
        paymentId: paid?.paymentId ?? '-',
        amount: { fen: 10_000, currency: 'CNY' },
        reason: '重复计算',
      },
    });
    if (found.status === 201) return found.body.receivableId as string;
    await sleep(50);
  }
}

/** Comes to where somebody's pages can be asked for. */
async function enter(page: Page, { as, at }: Visit): Promise<void> {
  if (isHolder(as)) await open(page, held[as]);
  else if (as === 'applicant') await begin(page, `/apply/${programmeIn(at)}`);
  else if (as !== undefined) await signIn(page, as);
  if (as === 'clerk') await begin(page, '/counter/intake/rural-reward');
}

async function begin(page: Page, start: string): Promise<void> {
  await page.goto(system.origin + start);
  await page.click('main button[type=submit]');
  await page.waitForURL(`${system.origin}${start}/*`);
}

function isHolder(as: string | undefined): as is keyof typeof held {
  return as !== undefined && Object.hasOwn(held, as);
}

async function open(page: Page, claim: HeldClaim): Promise<void> {
  await page.goto(`${system.origin}/claims`);
  await page.fill('#reference', claim.reference);
  await page.fill('#accessCode', claim.accessCode);
  await page.click('button[type=submit]');
  await page.waitForURL(`${system.origin}/claims/${claim.reference}`);
}

async function signIn(page: Page, user: string): Promise<void> {
  await page.goto(`${system.origin}/staff`);
  await page.check(`input[value="${user}"]`);
  await page.click('button');
  await page.waitForURL(`${system.origin}/staff`);
}

(lacking === undefined ? describe : describe.skip)('pages in a real browser', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    const states = new ClaimsInStates(system);
    const [first = {}, , second = {}, third = {}, fourth = {}, fifth = {}, sixth = {}] = ruralClaims(7);
    const [asked, rejected, awarded, appealed, objected, paid] = [
      await states.asked(first, '请补拍户口簿首页。'),
      await states.heard(second, '户籍不在本区。'),
      await states.posted(third),
      await states.heard(fourth, '户籍不在本区。'),
      await states.posted(fifth),
      await states.posted(sixth),
    ];
    named.OBJECTION = await states.objected(objected, '该户户口已于去年迁往外地。');
    await states.rejected(rejected, '2008-06-02', '户籍不在本区，经复核属实。');
    await states.rejected(appealed, '2008-06-02', '户籍不在本区，经复核属实。');
    named.APPEAL = await states.appealed(appealed, '户口已于三月迁回本区，附迁移证。');
    await states.awarded(awarded, '2008-06-03');
    named.REJECTED = rejected.reference;
    named.AWARDED = awarded.reference;
    held = { holder: await states.submitted(aRuralClaim), asked, rejected, awarded };
    await system.call('PUT', '/local/bank/faults', { body: { wrongAmount: 1, foreign: 1 } });
    named.RUN = await payRuralRewards(system);
    const { exceptionId, paymentId } = await firstException();
    const upload = await system.call('POST', '/api/bank-messages/uploads', {
      token: await system.token('finance.reconciler'),
      body: { mediaType: 'application/xml' },
    });
    const entries = await system.call('GET', '/api/ledger/entries?account=B4', {
      token: await system.token('auditor'),
    });
    named.ENTRY = encodeURIComponent(entries.body.entries[0].id);
    named.VOUCHER = entries.body.entries[0].voucher;
    const payment = await system.call('GET', `/api/payments/${paymentId}`, {
      token: await system.token('finance.preparer'),
    });
    named.AWARD = payment.body.awardId;
    await system.call('POST', `/api/awards/${String(named.AWARD)}/account`, {
      token: await system.token('clerk'),
      body: { account: { holder: '周军宝', bank: 'DEMOCNSH', number: '9908605103700000017' } },
    });
    Object.assign(named, { EXCEPTION: exceptionId, PAYMENT: paymentId, UPLOAD: upload.body.uploadId });
    named.TASK = await firstTask('village.reviewer');
    await system.call('PUT', '/local/bank/faults', { body: {} });
    await states.awarded(paid, '2008-06-03');
    named.RECEIVABLE = await tooMuchOf(await payRuralRewards(system));
  }, 60_000);
  afterAll(() => seen.close());

  test('no page dodges this list', () => {
    const read = [
      ...allPages({ signIn: noSignIn, drafts: noDrafts, sheets: noSheets }),
      outboxPage(async () => ({ items: [] })),
    ].filter(({ method }) => method === 'GET');
    const listed = [...new Set(visits.map(({ path }) => path)), ...sendOn];
    expect(read.map(({ path }) => path).sort()).toEqual(listed.sort());
  });

  describe.each(languages)('in %s', (language) => {
    // `.ci/run` has everybody look in both languages, `npm test` in one, in turns.
    const looking = [...readers].filter(
      (_, n) => process.env.HUIMIN_PAGES === 'all' || n % 2 === languages.indexOf(language),
    );
    describe.each(looking)('%s', (_, theirs) => {
      let page: Page;
      beforeAll(async () => {
        page = await seen.open({ language, screen: 'phone', scripts: true });
        await enter(page, theirs[0]!);
      });
      afterAll(() => seen.leave(page));

      test.each(theirs)(
        '$at is accessible, fits a small screen and 200 % zoom',
        async ({ at, as, status = 200 }) => {
          await page.setViewportSize(screens.phone);
          const reference = isHolder(as) ? held[as].reference : '';
          const answer = await page.goto(
            system.origin +
              at.replace('REFERENCE', reference).replace(/[A-Z]{3,}/g, (name) => named[name] ?? name),
          );
          expect(answer?.status()).toBe(status);
          expect(await page.getAttribute('html', 'lang')).toBe(language);
          await picture(page, `${at.replaceAll(/\W+/g, '-')}-${as ?? 'anyone'}-${language}-phone`);
          expect(await accessibilityFaults(page)).toEqual([]);
          // Applicants are told where somebody helps them; staff, who have a menu, are those who do.
          const isOfStaff = (await page.locator('.app-nav').count()) > 0;
          expect(await page.locator('footer').count()).toBe(isOfStaff ? 0 : 1);
          for (const width of [320, 640]) {
            await page.setViewportSize({ width, height: 640 });
            expect([width, await sidewaysPixels(page)]).toEqual([width, 0]);
          }
          await page.setViewportSize(screens.desk);
          expect(await scrolledTables(page)).toEqual([]);
          await picture(page, `${at.replaceAll(/\W+/g, '-')}-${as ?? 'anyone'}-${language}-desk`);
        },
      );
    });
  });
});
