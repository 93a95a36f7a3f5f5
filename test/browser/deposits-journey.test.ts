import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

(lackingBrowser() === undefined ? describe : describe.skip)('deposits of funds', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
  }, 60_000);
  afterAll(() => seen.close());

  test.each([
    { scripts: false, document: '苏财社拨〔2008〕3号' },
    { scripts: true, document: '苏财社拨〔2008〕4号' },
  ])('one records, another approves (scripts: $scripts)', async ({ scripts, document }) => {
    const signIn = (user: string): Promise<Page> =>
      seen.staffAt('/finance/deposits', user, { language: 'zh-CN', screen: 'desk', scripts });
    const page = await signIn('finance.preparer');
    const proposed = async (): Promise<void> => {
      await page.getByRole('button', { name: '提出' }).click();
      await page.waitForLoadState();
    };
    await page.selectOption('#programme', 'rural-reward');
    await page.fill('#year', '2008');
    await page.selectOption('#share', 'employer-levy');
    await page.check('input[value="receipt"]');
    await page.fill('#document', document);
    await proposed();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#amountFen');
    await page.fill('#amountFen', '1234.50');
    await proposed();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#receivedOnYear');
    for (const [part, value] of [
      ['Year', '2008'],
      ['Month', '5'],
      ['Day', '19'],
    ] as const) {
      await page.fill(`#receivedOn${part}`, value);
    }
    await proposed();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#share');
    expect(await page.inputValue('#document')).toBe(document);
    await page.selectOption('#share', 'province');
    await picture(page, 'deposits-1-propose');
    await proposed();
    expect(await page.textContent('.govuk-notification-banner')).toContain('等待另一人批准');
    expect(await page.textContent('main .app-card')).toContain('到账 ¥1,234.50');
    // Who recorded it is not even asked.
    expect(await page.getByRole('button', { name: '批准' }).count()).toBe(0);
    await seen.leave(page);

    const approver = await signIn('finance.approver');
    await picture(approver, 'deposits-2-approve');
    await approver.getByRole('button', { name: '批准' }).click();
    await approver.waitForSelector('.govuk-notification-banner');
    const row = approver.locator('main tbody tr', { hasText: document });
    expect(await row.textContent()).toContain('已批准');
    expect(await row.textContent()).toContain('1,234.50');
    await seen.leave(approver);
  });
});
