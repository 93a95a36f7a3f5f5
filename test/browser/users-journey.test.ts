import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  bothReaders,
  lackingBrowser,
  picture,
  type Reader,
  readersInTurn,
  sidewaysPixels,
} from '../builders/chromium.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

const path = '/staff/users';

/** What axe finds, where the page may run it, and whether it fits. */
async function look(page: Page, { scripts, language }: Reader, name: string): Promise<void> {
  if (scripts) expect(await accessibilityFaults(page)).toEqual([]);
  expect(await sidewaysPixels(page)).toBe(0);
  await picture(page, `users-${name}-${language}`);
}

const rowOf = (page: Page, user: string) => page.locator('main tbody tr', { hasText: user });

(lackingBrowser() === undefined ? describe : describe.skip)('roles of staff', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
  }, 60_000);
  afterAll(() => seen.close());

  test.each(readersInTurn(0))(
    'are proposed by one person, approved by another and taken away at once: $language, scripts: $scripts',
    async (reader) => {
      const user = `li.na.${reader.language}`;
      const page = await seen.staffAt(path, 'admin', reader);
      expect(await rowOf(page, 'street.reviewer').textContent()).toMatch(/崇川区|Chongchuan/);
      expect(await rowOf(page, 'admin').first().locator('a').count()).toBe(0);
      await look(page, reader, '1-list');

      await page.getByRole('button', { name: /增加工作人员|Add somebody/ }).click();
      await page.waitForURL('**/grant');
      const propose = () => page.click('main form:first-of-type button[type=submit]');
      await propose();
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#grants.0.role');
      // A row that is left empty is none: what is wrong with the next is told at it.
      await page.selectOption('[name="grants.1.role"]', 'street.reviewer');
      await page.selectOption('[name="grants.1.areaCode"]', '320602101');
      await page.fill('#residentId', '320703193303169994');
      await propose();
      expect(
        await page
          .locator('.govuk-error-summary a')
          .evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
      ).toEqual(['#userId', '#residentId']);
      expect(await page.inputValue('[name="grants.1.areaCode"]')).toBe('320602101');
      await look(page, reader, '2-wrong');
      await page.fill('#residentId', '');
      await page.fill('#userId', 'user-admin');
      await propose();
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#userId');
      await page.fill('#userId', user);
      await propose();
      await page.waitForSelector('.govuk-notification-banner');
      const waiting = page.locator('main .app-card', { hasText: user });
      expect(await waiting.textContent()).toMatch(/狼山镇|Langshan/);
      expect(await waiting.locator('button').count()).toBe(0);
      expect(await rowOf(page, user).count()).toBe(0);
      await seen.leave(page);

      const approver = await seen.staffAt(path, 'admin.approver', reader);
      await look(approver, reader, '3-waiting');
      await approver.locator('main .app-card', { hasText: user }).locator('button[value=approve]').click();
      await approver.waitForSelector('.govuk-notification-banner');
      expect(await rowOf(approver, user).textContent()).toMatch(
        /街道审核员 · 狼山镇|Street reviewer · Langshan/,
      );
      // Who approves proposes nothing.
      expect(await rowOf(approver, user).locator('a').count()).toBe(0);
      await seen.leave(approver);

      const again = await seen.staffAt(path, 'admin', reader);
      await rowOf(again, user).getByRole('link').click();
      expect(await again.inputValue('[name="grants.0.role"]')).toBe('street.reviewer');
      await again.click('button[name=end]');
      await again.waitForSelector('.govuk-notification-banner');
      expect(await rowOf(again, user).textContent()).toMatch(/没有岗位|None/);
      await seen.leave(again);
    },
    60_000,
  );

  test('are for those who manage users', async () => {
    const page = await seen.staffAt('/staff', 'street.reviewer', bothReaders[1]);
    expect((await page.goto(seen.system.origin + path))?.status()).toBe(403);
    await seen.leave(page);
  });
});
