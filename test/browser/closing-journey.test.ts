import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { awardRuralClaim, payRuralRewards } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];

(lackingBrowser() === undefined ? describe : describe.skip)('closing the books', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    await awardRuralClaim(system);
    // Beside our payment the statement has money that is nobody's of ours.
    await system.call('PUT', '/local/bank/faults', { body: { foreign: 1 } });
    await payRuralRewards(system);
    await system.call('PUT', '/local/clock', { body: { today: '2008-07-02' } });
  }, 60_000);
  afterAll(() => seen.close());

  describe.each([
    { scripts: false, period: '2008-05' },
    { scripts: true, period: '2008-06' },
  ])('scripts: $scripts', ({ scripts, period }) => {
    const signIn = (user: string, path: string): Promise<Page> =>
      seen.staffAt(path, user, { language: 'zh-CN', screen: 'desk', scripts });

    test('the cash of a month, day by day, agrees with the statements or leads to why not', async () => {
      const page = await signIn('auditor', '/finance/cash');
      await page.getByRole('link', { name: '2008-06' }).click();
      await page.getByRole('link', { name: '2008-05' }).click();
      await page.waitForURL(/month=2008-05/);
      const day = page.locator('main tbody tr', { hasText: /2008-05-28.*相符/ });
      while ((await day.count()) === 0) await page.reload();
      await picture(page, 'closing-0-cash');
      const exception = day.locator('a[href^="/finance/exceptions/"]').first();
      expect(await exception.textContent()).toMatch(/ · 2008年5月28日/);
      await exception.click();
      await page.waitForURL(/exceptions\/exc-/);
      await seen.leave(page);
    });

    test('one proposes with a reason for what is open, and another approves', async () => {
      const page = await signIn('finance.preparer', '/finance/periods');
      await page.getByRole('link', { name: period, exact: true }).click();
      await page.waitForURL(/periods\/2008-0\d$/);
      // The bank's news is booked: ours agrees, and what is nobody's is open and in suspense.
      const booked = /^(?!.*三方尚未一致).*未结差异 \(1\).*挂账/s;
      while (!booked.test((await page.textContent('main')) ?? '')) await page.reload();
      await picture(page, `closing-1-${period}`);
      await page.getByRole('button', { name: '提出结账' }).click();
      await page.waitForSelector('.govuk-error-summary');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#explanation');
      expect(await page.textContent('.govuk-error-summary')).toContain('须说明');
      await page.fill('#explanation', '待认收款正在向银行查询');
      await page.getByRole('button', { name: '提出结账' }).click();
      await page.waitForSelector('.govuk-notification-banner');
      expect(await page.textContent('.govuk-notification-banner')).toContain('等待另一人批准');
      // Who proposed it is not even asked.
      expect(await page.getByRole('button', { name: '批准结账' }).count()).toBe(0);
      await seen.leave(page);

      const approver = await signIn('finance.approver', `/finance/periods/${period}`);
      expect(await approver.textContent('main')).toContain('待认收款正在向银行查询');
      await picture(approver, `closing-2-${period}`);
      await approver.getByRole('button', { name: '批准结账' }).click();
      await approver.waitForSelector('.govuk-notification-banner');
      expect(await approver.textContent('main .govuk-summary-list')).toContain('已结账');
      expect(await approver.locator('main form').count()).toBe(0);
      await seen.leave(approver);
    });
  });

  test('a period that is not over says so, and offers nothing', async () => {
    const page = await seen.staffAt('/finance/periods/2008-07', 'finance.preparer', {
      language: 'zh-CN',
      screen: 'desk',
      scripts: false,
    });
    expect(await page.textContent('main')).toContain('该期间尚未结束');
    expect(await page.locator('main form').count()).toBe(0);
    await seen.leave(page);
  });
});
