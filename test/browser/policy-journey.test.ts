import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults, lackingBrowser, picture } from '../builders/chromium.ts';
import { awardRuralClaim } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

(lackingBrowser() === undefined ? describe : describe.skip)('a change of the rules', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    await awardRuralClaim(seen.system);
  }, 60_000);
  afterAll(() => seen.close());

  test.each([
    { scripts: false, screen: 'phone', from: '2009', document: '通政发〔2008〕90号' },
    { scripts: true, screen: 'desk', from: '2010', document: '通政发〔2008〕91号' },
  ] as const)(
    'is compared, previewed, proposed, and published by another (scripts: $scripts, $screen)',
    async ({ scripts, screen, from, document }) => {
      const signIn = (path: string, user: string): Promise<Page> =>
        seen.staffAt(path, user, { language: 'zh-CN', screen, scripts });
      const look = async (page: Page, name: string): Promise<void> => {
        await picture(page, `policy-${name}-${screen}`);
        if (scripts) expect(await accessibilityFaults(page)).toEqual([]);
      };
      const page = await signIn('/policy', 'policy.officer');
      await look(page, '1-versions');
      await page.getByRole('link', { name: '对照 农村部分计划生育家庭奖励扶助 2009-1' }).click();
      await page.waitForURL('**/policy/rural-reward?*');
      const rate = page.locator('main tbody tr', { hasText: '自2009年1月1日起 › 金额' }).first();
      expect(await rate.textContent()).toMatch(/改动.*¥720\.00.*依据.*¥840\.00.*依据/);
      expect(
        await page
          .getByRole('table', { name: '条件：您的配偶（如健在）也是农业户口。' })
          .locator('tr', { hasText: '规则' })
          .textContent(),
      ).toMatch(/取消.*spouses\.all/);
      await look(page, '2-comparison');

      await page.getByRole('button', { name: '试算' }).click();
      await page.waitForURL('**/preview');
      const day = async (month: string): Promise<void> => {
        await page.fill('#fromYear', from);
        await page.fill('#fromMonth', month);
        await page.fill('#fromDay', '1');
        await page.click('main form button[type=submit]');
        await page.waitForURL(`**/preview?*fromMonth=${month}*`);
      };
      await day('2');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#fromYear');
      expect(await page.inputValue('#fromYear')).toBe(from);
      await day('1');
      await look(page, '3-preview');
      const award = page.locator('main table tbody tr');
      expect(await award.count()).toBe(1);
      // The second journey begins where the first has published it already.
      const [effect, difference] = scripts ? ['不变', '0.00'] : ['增加', '+120.00'];
      expect(await award.textContent()).toContain(effect);
      expect(await page.locator('.govuk-summary-list__row', { hasText: '一年增减' }).textContent()).toContain(
        difference,
      );

      await page.getByRole('button', { name: '提出施行' }).click();
      await page.waitForURL('**/policy/publications?*');
      expect(await page.inputValue('#which')).toBe('rural-reward/2009-1');
      await page.getByRole('button', { name: '提出' }).click();
      await page.waitForSelector('.govuk-error-summary');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#document');
      await page.fill('#document', document);
      await page.getByRole('button', { name: '提出' }).click();
      await page.waitForSelector('.govuk-notification-banner');
      expect(await page.textContent('main .app-card')).toContain(document);
      expect(await page.getByRole('button', { name: '批准' }).count()).toBe(0);
      await look(page, '4-proposed');
      await seen.leave(page);

      const approver = await signIn('/policy/publications', 'policy.approver');
      await look(approver, '5-approve');
      await approver.getByRole('button', { name: '批准' }).click();
      await approver.waitForSelector('.govuk-notification-banner');
      expect(await approver.locator('main tbody tr', { hasText: document }).textContent()).toContain(
        '已批准',
      );
      await approver.goto(`${seen.system.origin}/policy`);
      expect(await approver.locator('main tbody tr', { hasText: '2009-1' }).textContent()).toContain(
        '即将施行自2009年1月1日起',
      );
      await look(approver, '6-published');
      await seen.leave(approver);
    },
  );
});
