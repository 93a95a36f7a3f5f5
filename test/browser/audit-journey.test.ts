import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  accessibilityFaults,
  readersInTurn,
  lackingBrowser,
  picture,
  sidewaysPixels,
} from '../builders/chromium.ts';
import { aRuralClaim } from '../builders/demo-claims.ts';
import { awardRuralClaim, payRuralRewards } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

(lackingBrowser() === undefined ? describe : describe.skip)('an auditor', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    await awardRuralClaim(seen.system);
    await payRuralRewards(seen.system);
  }, 60_000);
  afterAll(() => seen.close());

  test.each([...readersInTurn(0), { language: 'zh-CN', screen: 'desk', scripts: true } as const])(
    'draws a sample and reads a case of it, for a purpose: $language, $screen, scripts: $scripts',
    async (reader) => {
      const page = await seen.staffAt('/staff/audit', 'auditor', reader);
      await page.selectOption('#programme', 'rural-reward');
      await page.fill('#period', '2008-H1');
      await page.fill('#size', '5');
      await page.fill('#seed', 'a seed with spaces');
      const draw = () => page.click('form[action="/staff/audit"] button');
      await draw();
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#seed');
      await page.fill('#seed', 'third-check');
      await draw();
      await page.click('td a');
      const open = () => page.click('main button[type=submit]');
      await open();
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#purpose');
      await page.fill('#purpose', '2008年第3次抽样检查');
      await open();
      const shown = (await page.textContent('main')) ?? '';
      expect(shown).toContain('district.approver');
      const { applicant, account } = aRuralClaim;
      for (const secret of [applicant.name, applicant.residentId, account.number]) {
        expect(shown).not.toContain(secret);
      }
      const readers = page.getByRole('table', { name: /谁打开过|Who opened/ }).locator('tbody tr');
      expect((await readers.allTextContents()).map((row) => /user-[a-z.]+/.exec(row)?.[0])).toEqual([
        'user-village.reviewer',
        'user-street.reviewer',
        'user-district.approver',
      ]);
      // axe needs scripts.
      if (reader.scripts) expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysPixels(page)).toBe(0);
      await picture(page, `audit-case-${reader.language}-${reader.screen}`);

      const reading = /case-reading-[a-z0-9]{26}/.exec(shown)?.[0] ?? '';
      const entries = await seen.system.call('GET', `/api/audit/entries?kind=case-reading&id=${reading}`, {
        token: await seen.system.token('auditor'),
      });
      expect(entries.body.entries).toMatchObject([
        { actor: { id: 'user-auditor' }, detail: { purpose: '2008年第3次抽样检查' } },
      ]);
      // From a payment the way leads to its claim, for a purpose again.
      await page.click('main a[href^="/finance/payments/"]');
      await page.click('main a[href^="/staff/awards/"]');
      await page.waitForURL('**/staff/audit/case?reference=*');
      await seen.leave(page);
    },
    60_000,
  );
});
