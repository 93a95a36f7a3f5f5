import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, readersInTurn, picture } from '../builders/chromium.ts';
import { ClaimsInStates } from '../builders/claims-in-states.ts';
import { ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

const rows = (page: Page) => page.locator('tbody tr').allTextContents();

(lackingBrowser() === undefined ? describe : describe.skip)('the public posting', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    const states = new ClaimsInStates(seen.system);
    // Of one street, all but the second: five make a group that is named.
    const [one, , ...others] = ruralClaims(7);
    for (const form of [one, ...others]) await states.posted(form ?? {});
  }, 60_000);
  afterAll(() => seen.close());

  test.each(readersInTurn(0))(
    'shows masked names by area, and takes an objection without a name: $language, $screen',
    async (reader) => {
      const page = await seen.open(reader);
      const shot = (name: string) => picture(page, `posting-${name}-${reader.language}`);
      await page.goto(seen.system.origin);
      await page.click('a[href="/posting"]');
      // The first on the list is a programme of which nobody is posted.
      expect(await page.inputValue('#programme')).toBe('rural-reward');
      expect(await page.locator('#programme option').first().getAttribute('value')).toBe('retiree-one-off');
      await shot('1-list');
      const whole = await rows(page);
      expect(whole).toHaveLength(6);
      expect(whole.every((row) => /^.\*\*/u.test(row))).toBe(true);
      expect(await page.textContent('main')).not.toContain('周军宝');
      await page.selectOption('#area', '320602100');
      await page.click('main button[type=submit]');
      expect(await rows(page)).toHaveLength(5);
      // Too few to hide among: that street's list is the district's.
      await page.selectOption('#area', '320602101');
      await page.click('main button[type=submit]');
      expect(await rows(page)).toHaveLength(6);

      await page.selectOption('#programme', 'retiree-one-off');
      await page.click('main button[type=submit]');
      expect(await page.locator('table').count()).toBe(0);
      expect(await page.inputValue('#programme')).toBe('retiree-one-off');
      await shot('1-none');
      await page.selectOption('#programme', 'rural-reward');
      await page.click('main button[type=submit]');

      await page.click('tbody a >> nth=0');
      await page.click('main button[type=submit]');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#fact');
      await page.fill('#fact', '该户户口已于去年迁往外地。');
      await page.fill('#contact', '1'.repeat(300));
      await page.click('main button[type=submit]');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#contact');
      expect(await page.inputValue('#fact')).toBe('该户户口已于去年迁往外地。');
      await shot('2-objection');
      await page.fill('#contact', '');
      await page.click('main button[type=submit]');
      expect(await page.textContent('.govuk-notification-banner')).toMatch(/异议|objection/);
      await shot('3-sent');
      await seen.leave(page);
    },
    60_000,
  );
});
