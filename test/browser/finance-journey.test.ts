import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { awardRuralClaim } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];

const signIn = (user: string): Promise<Page> =>
  seen.staffAt('/finance', user, { language: 'zh-CN', screen: 'desk', scripts: false });

(lackingBrowser() === undefined ? describe : describe.skip)('a payment run through the finance pages', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    await awardRuralClaim(system);
  }, 60_000);
  afterAll(() => seen.close());

  let run: string;

  test('one prepares', async () => {
    const page = await signIn('finance.preparer');
    await page.selectOption('#programme', 'rural-reward');
    await page.fill('#period', 'nonsense');
    await page.click('main button[type=submit]');
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#period');
    expect(await page.inputValue('#period')).toBe('nonsense');
    await page.fill('#period', '2008-H1');
    await page.click('main button[type=submit]');
    run = page.url();
    while ((await page.getByText('待放行').count()) === 0) await page.reload();
    expect(await page.textContent('main')).toContain('¥300.00');
    expect(await page.getByRole('button', { name: '放行' }).count()).toBe(0);
    await seen.leave(page);
  });

  test('another looks at exactly what will be sent, and releases it', async () => {
    const page = await signIn('finance.approver');
    await page.goto(run);
    await picture(page, 'finance-1-prepared');
    await page.getByRole('button', { name: '放行' }).click();
    expect(await page.textContent('.govuk-error-summary')).toContain('请先确认已核对');
    await page.check('#sure');
    await page.getByRole('button', { name: '放行' }).click();
    expect(await page.textContent('.govuk-notification-banner')).toContain('已记录');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 1' }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^run-.*-1\.xml$/);
    await seen.leave(page);
  });

  test('the statement settles it, and all three ways agree', async () => {
    await system.call('POST', '/local/bank/end-of-day');
    const page = await signIn('finance.reconciler');
    await page.goto(run);
    while ((await page.getByText('三方一致').count()) === 0) await page.reload();
    await picture(page, 'finance-2-reconciled');
    await page.getByRole('link', { name: '返回' }).click();
    await picture(page, 'finance-3-runs');
    await page.getByRole('link', { name: '对账差异' }).click();
    expect(await page.textContent('main')).toContain('没有这样的差异');
    await seen.leave(page);
  });
});
