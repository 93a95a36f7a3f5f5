import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { awardRuralClaim, payRuralRewards } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

(lackingBrowser() === undefined ? describe : describe.skip)('what was paid too much', () => {
  let seen: SeenSystem;
  let payment: string;

  beforeAll(async () => {
    seen = await SeenSystem.start();
    const { system } = seen;
    await awardRuralClaim(system);
    const run = await payRuralRewards(system);
    const { body } = await system.call('GET', `/api/payment-runs/${run}/payments`, {
      token: await system.token('finance.preparer'),
    });
    payment = `/finance/payments/${String(body.payments[0].paymentId)}`;
  }, 60_000);
  afterAll(() => seen.close());

  const signIn = (user: string, path: string): Promise<Page> =>
    seen.staffAt(path, user, { language: 'zh-CN', screen: 'desk', scripts: false });

  /** Finds the payment too much by so many yuan. */
  async function find(yuan: string): Promise<string> {
    const page = await signIn('finance.preparer', payment);
    const link = page.getByRole('link', { name: '是否多发' });
    while ((await link.count()) === 0) await page.reload();
    await link.click();
    await page.getByRole('button', { name: '认定多发' }).click();
    expect(await page.locator('.govuk-error-summary a').evaluateAll(fieldsOf)).toEqual([
      '#amount',
      '#reason',
    ]);
    await page.fill('#amount', yuan);
    await page.fill('#reason', '重复计算一个月');
    await picture(page, 'money-back-1-payment');
    await page.getByRole('button', { name: '认定多发' }).click();
    await page.waitForURL(/receivables\/rcv/);
    expect(await page.textContent('main')).toContain('家庭还不知道，也还不欠款');
    // Who found it may drop it, and does not notify.
    expect(await page.locator('input[value="notify"]').count()).toBe(0);
    expect(await page.locator('input[value="waive"]').count()).toBe(1);
    await picture(page, 'money-back-2-found');
    const { pathname } = new URL(page.url());
    await seen.leave(page);
    return pathname;
  }

  async function record(page: Page, act: string, reason = ''): Promise<void> {
    await page.check(`input[value="${act}"]`);
    await page.fill('#reason', reason);
    await page.getByRole('button', { name: '办理' }).click();
  }

  async function told(page: Page): Promise<string> {
    await page.waitForSelector('.govuk-notification-banner');
    return (await page.textContent('main')) ?? '';
  }

  let found: string;

  test('is found, of a payment that the payee has', async () => {
    found = await find('100');
  });

  test('is notified by another, and objected to', async () => {
    const approver = await signIn('finance.approver', '/receivables');
    await approver.getByRole('link', { name: /2008年上半年/ }).click();
    await approver.getByRole('button', { name: '办理' }).click();
    expect(await approver.textContent('.govuk-error-summary')).toContain('请选择一项');
    await record(approver, 'notify');
    expect(await told(approver)).toContain('异议期限内不收回');
    await record(approver, 'appeal');
    expect(await approver.getAttribute('.govuk-error-summary a', 'href')).toBe('#reason');
    expect(await approver.isChecked('input[value="appeal"]')).toBe(true);
    await record(approver, 'appeal', '领取人认为没有重复');
    expect(await told(approver)).toContain('异议中');
    await seen.leave(approver);
  });

  test('is decided on by who had no part in it', async () => {
    const officer = await signIn('appeals.officer', '/staff');
    await officer.getByRole('link', { name: '多发异议' }).first().click();
    await picture(officer, 'money-back-3-objections');
    await officer.getByRole('link', { name: /2008年上半年/ }).click();
    expect(await officer.locator('input[name="act"]').count()).toBe(0);
    await officer.getByRole('button', { name: '作出决定' }).click();
    expect(await officer.locator('.govuk-error-summary a').evaluateAll(fieldsOf)).toEqual([
      '#outcome',
      '#decisionReason',
    ]);
    await officer.check('input[value="dismiss"]');
    await officer.fill('#decisionReason', '发放清单上确有两次');
    await picture(officer, 'money-back-4-decide');
    await officer.getByRole('button', { name: '作出决定' }).click();
    expect(await told(officer)).toContain('收回中');
    await seen.leave(officer);
  });

  test('is paid back in two parts', async () => {
    const reconciler = await signIn('finance.reconciler', found);
    await reconciler.fill('#receipt', 'SJ-2008-0001');
    await reconciler.getByRole('button', { name: '登记归还' }).click();
    expect(await reconciler.getAttribute('.govuk-error-summary a', 'href')).toBe('#amount');
    await reconciler.fill('#amount', '100.01');
    await reconciler.getByRole('button', { name: '登记归还' }).click();
    expect(await reconciler.textContent('.govuk-error-summary')).toContain('超过尚欠金额');
    await reconciler.fill('#amount', '40');
    await reconciler.getByRole('button', { name: '登记归还' }).click();
    expect(await told(reconciler)).toContain('¥60.00');
    await picture(reconciler, 'money-back-5-instalment');
    await reconciler.fill('#amount', '60');
    await reconciler.fill('#receipt', 'SJ-2008-0002');
    await reconciler.getByRole('button', { name: '登记归还' }).click();
    expect(await told(reconciler)).toContain('家庭不再欠款');
    expect(await reconciler.locator('.app-timeline li').first().textContent()).toContain(
      '还清 · ¥60.00 · 现金 · 收据 SJ-2008-0002 · finance.reconciler',
    );
    expect(await reconciler.locator('main form').count()).toBe(0);
    await picture(reconciler, 'money-back-6-paid-back');
    await reconciler.getByRole('link', { name: '返回' }).click();
    expect(await reconciler.textContent('table')).toContain('重复计算一个月');
    await seen.leave(reconciler);
  });

  test('is read by an auditor, who can do nothing', async () => {
    const auditor = await signIn('auditor', found);
    expect(await auditor.textContent('main')).toContain('领取人认为没有重复');
    expect(await auditor.locator('main form').count()).toBe(0);
    await seen.leave(auditor);
  });

  test('is let off by two', async () => {
    const second = await find('50');
    const approver = await signIn('finance.approver', second);
    await record(approver, 'notify');
    await told(approver);
    await record(approver, 'agree');
    await told(approver);
    await record(approver, 'write-off', '本人失联');
    expect(await told(approver)).toContain('等待另一人批准');
    // Who proposed it is not even asked.
    expect(await approver.getByRole('button', { name: '批准' }).count()).toBe(0);
    await seen.leave(approver);

    const page = await signIn('finance.reconciler', '/receivables?status=recovering');
    expect(await page.textContent('table')).toContain('有提议待批准');
    await page.getByRole('link', { name: /2008年上半年/ }).click();
    await picture(page, 'money-back-7-proposed');
    await page.getByRole('button', { name: '退回' }).click();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#refusal');
    await page.getByRole('button', { name: '批准' }).click();
    expect(await told(page)).toContain('已核销');
    await picture(page, 'money-back-8-written-off');
    await seen.leave(page);
  });
});

function fieldsOf(links: readonly { getAttribute(name: string): string | null }[]) {
  return links.map((link) => link.getAttribute('href'));
}
