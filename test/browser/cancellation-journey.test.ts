import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { awardRuralClaim, payRuralRewards } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

(lackingBrowser() === undefined ? describe : describe.skip).each([{ scripts: false }, { scripts: true }])(
  'a payment that is not owed any more (scripts: $scripts)',
  ({ scripts }) => {
    let seen: SeenSystem;
    let run: string;

    beforeAll(async () => {
      seen = await SeenSystem.start();
      await awardRuralClaim(seen.system);
      await seen.system.call('PUT', '/local/bank/faults', { body: { return: 1 } });
      run = await payRuralRewards(seen.system);
      await seen.system.call('PUT', '/local/clock', { body: { today: '2008-06-03' } });
    }, 60_000);
    afterAll(() => seen.close());

    const signIn = (user: string, path: string): Promise<Page> =>
      seen.staffAt(path, user, { language: 'zh-CN', screen: 'desk', scripts });

    test('one proposes its cancellation; who released it may not approve, a second approver may', async () => {
      const page = await signIn('finance.reconciler', `/finance/runs/${run}`);
      const link = page.locator('main a[href^="/finance/payments/"]');
      while ((await link.count()) === 0) await page.reload();
      await link.first().click();
      await page.waitForURL(/payments/);
      const payment = new URL(page.url()).pathname;
      await page.getByRole('button', { name: '提出取消' }).click();
      await page.waitForSelector('.govuk-error-summary');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#cancelReason');
      await page.fill('#cancelReason', '领取人期前去世');
      await page.getByRole('button', { name: '提出取消' }).click();
      await page.waitForSelector('.govuk-notification-banner');
      expect(await page.textContent('main .govuk-summary-list')).toContain(
        '待批准 · finance.reconciler · 领取人期前去世',
      );
      // Who proposed it is not even asked.
      expect(await page.getByRole('button', { name: '批准取消' }).count()).toBe(0);
      await picture(page, 'cancellation-1-proposed');
      await seen.leave(page);

      const approver = await signIn('finance.approver', payment);
      await approver.getByRole('button', { name: '批准取消' }).click();
      await approver.waitForSelector('.govuk-error-summary');
      await picture(approver, 'cancellation-2-took-part');
      expect(await approver.getAttribute('.govuk-error-summary a', 'href')).toBe('#cancelReason');
      await seen.leave(approver);

      const second = await signIn('finance.approver@320602', payment);
      await second.getByRole('button', { name: '批准取消' }).click();
      await second.waitForSelector('.govuk-notification-banner');
      await picture(second, 'cancellation-3-approved');
      expect(await second.textContent('main .govuk-summary-list')).toContain('已批准');
      await seen.leave(second);
    });
  },
);
