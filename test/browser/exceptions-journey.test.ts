import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { awardRuralClaim, payRuralRewards } from '../builders/paid-run.ts';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];

const signIn = (user: string, path: string): Promise<Page> =>
  seen.staffAt(path, user, { language: 'zh-CN', screen: 'desk', scripts: false });

(lackingBrowser() === undefined ? describe : describe.skip)('what did not go as sent', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    await awardRuralClaim(system);
    // The payment comes back, and beside it the statement has a line that is nobody's of ours.
    await system.call('PUT', '/local/bank/faults', { body: { return: 1, foreign: 1 } });
    run = await payRuralRewards(system);
    await system.call('PUT', '/local/clock', { body: { today: '2008-06-03' } });
  }, 60_000);
  afterAll(() => seen.close());

  let run: string;
  let exception: string;

  test('one takes an exception, asks, hears the answer and proposes', async () => {
    const page = await signIn('finance.reconciler', '/finance/exceptions');
    const link = page.locator('main tbody a').first();
    while ((await link.count()) === 0) await page.reload();
    await picture(page, 'exceptions-1-open');
    await link.click();
    exception = page.url();
    expect(await page.textContent('main')).toContain('下一步');
    await picture(page, 'exceptions-2-one');
    await page.getByRole('button', { name: '由我接办' }).click();
    expect(await page.textContent('main')).toContain('查核中');

    await page.fill('#ask', '请银行说明来源');
    await page.getByRole('button', { name: '记录已询问' }).click();
    expect(await page.textContent('main')).toContain('等待答复');
    await page.fill('#answer', '银行称来源不明');
    await page.getByRole('button', { name: '记录答复' }).click();

    await page.getByRole('button', { name: '提出', exact: true }).click();
    expect(await page.textContent('.govuk-error-summary')).toContain('请选择处理方式');
    const way = (await page.locator('input[value="treasury"]').count()) > 0 ? 'treasury' : 'loss';
    await page.check(`input[value="${way}"]`);
    await page.getByRole('button', { name: '提出', exact: true }).click();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#resolution');
    expect(await page.isChecked(`input[value="${way}"]`)).toBe(true);
    await page.fill('#resolution', '查无归属');
    await picture(page, 'exceptions-3-propose');
    await page.getByRole('button', { name: '提出', exact: true }).click();
    expect(await page.textContent('main')).toContain('待批准');

    await page.getByRole('button', { name: '批准并入账' }).click();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#refuse');
    await seen.leave(page);
  });

  test('another approves, which books it', async () => {
    const page = await signIn('finance.approver', new URL(exception).pathname);
    await picture(page, 'exceptions-4-proposed');
    await page.getByRole('button', { name: '批准并入账' }).click();
    expect(await page.textContent('main')).toContain('已处理');
    expect(await page.getByRole('button', { name: '批准并入账' }).count()).toBe(0);
    await seen.leave(page);
  });

  test('an auditor reads it and can do nothing', async () => {
    const page = await signIn('auditor', new URL(exception).pathname);
    expect(await page.textContent('main')).toContain('查无归属');
    expect(await page.locator('main form').count()).toBe(0);
    await seen.leave(page);
  });

  test('a payment that came back is paid again from its page', async () => {
    const page = await signIn('finance.preparer', `/finance/runs/${run}`);
    const payment = page.locator('main a[href^="/finance/payments/"]');
    while ((await payment.count()) === 0) await page.reload();
    await picture(page, 'exceptions-5-run');
    await payment.click();
    expect(await page.textContent('main')).toContain('已退回');
    await picture(page, 'exceptions-6-payment');
    await page.getByRole('button', { name: '重发这笔款项' }).click();
    expect(await page.textContent('.govuk-notification-banner')).toContain('将随下一批次重发');
    await seen.leave(page);
  });

  test('a file that is not there says so in the API’s words', async () => {
    const page = await signIn('finance.preparer', `/finance/runs/${run}`);
    const answer = await page.goto(`${system.origin}/finance/runs/${run}/files/99`);
    expect(answer?.status()).toBe(404);
    await seen.leave(page);
    const auditor = await signIn('auditor', `/finance/runs/${run}`);
    const refused = await auditor.goto(`${system.origin}/finance/runs/${run}/files/1`);
    expect(refused?.status()).toBe(403);
    expect(await auditor.textContent('h1')).toContain('您的岗位无权进行此操作');
    await seen.leave(auditor);
  });
});
