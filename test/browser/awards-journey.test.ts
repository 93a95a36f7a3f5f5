import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture, readersInTurn } from '../builders/chromium.ts';
import { ClaimsInStates } from '../builders/claims-in-states.ts';
import { ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];

const submit = (page: Page) => page.click('main form button[type=submit]');
const main = (page: Page) => page.textContent('main');

(lackingBrowser() === undefined ? describe : describe.skip)('an award in the hands of staff', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
  }, 60_000);
  afterAll(() => seen.close());

  test.each(readersInTurn(1))(
    'is found, suspended, resumed and ended ($language, $screen, scripts: $scripts)',
    async (reader) => {
      const form = ruralClaims(2)[reader.scripts ? 1 : 0] ?? {};
      const states = new ClaimsInStates(system);
      const claim = await states.posted(form);
      await states.awarded(claim, reader.scripts ? '2008-06-09' : '2008-05-28');
      const shot = (name: string) => picture(page, `awards-${name}-${reader.language}`);
      let page = await seen.staffAt('/staff/awards', 'district.approver', reader);

      await page.fill('#person', '32070319330316999X');
      await submit(page);
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#person');
      await page.fill('#person', (form as { applicant: { residentId: string } }).applicant.residentId);
      await submit(page);
      await shot('1-found');
      expect(page.url()).not.toMatch(/\d{17}/);
      await page.click('main table a');

      await page.click('main a[href$="/suspension"]');
      await submit(page);
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#reason');
      await page.fill('#reason', '户籍登记有出入，待核实。');
      await shot('2-suspend');
      await submit(page);
      expect(await main(page)).toMatch(/已暂停|Suspended/);
      expect(await page.locator('main a[href$="/suspension"]').count()).toBe(0);
      await page.click('main a[href$="/resumption"]');
      await page.fill('#reason', '已核实无误。');
      await submit(page);
      expect(await main(page)).toMatch(/发放中|Paid/);

      await page.click('main a[href$="/end"]');
      await submit(page);
      const wrong = await page
        .locator('.govuk-error-summary a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(wrong).toEqual(['#because', '#endedOnYear', '#reason']);
      await page.check('input[value=death]');
      for (const [part, value] of [
        ['Year', '2008'],
        ['Month', '5'],
        ['Day', '25'],
      ] as const) {
        await page.fill(`#endedOn${part}`, value);
      }
      await page.fill('#reason', '家属报告，户籍已注销。');
      await shot('3-end');
      await submit(page);
      expect(await main(page)).toMatch(/即将终止|Coming to its end/);
      await shot('4-ending');
      await seen.leave(page);

      // What is still due goes to an heir, whom one clerk takes down and another confirms.
      const atCounter = `/counter/claims/${claim.reference}`;
      page = await seen.staffAt(atCounter, 'clerk', reader);
      await page.click(`main a[href="${atCounter}/payee"]`);
      await submit(page);
      expect(await page.locator('.govuk-error-summary a').count()).toBe(6);
      await page.fill('[id="payee.name"]', '李建华');
      await page.fill('[id="payee.residentId"]', '320602197005049981');
      await page.check('input[value=heir]');
      await page.fill('[id="account.holder"]', '李建华');
      await page.selectOption('[id="account.bank"]', 'DEMOCNSH');
      await page.fill('[id="account.number"]', '9908605103708959271');
      await shot('5-heir');
      await submit(page);
      expect(new URL(page.url()).pathname).toBe(atCounter);
      expect(await page.textContent('.govuk-notification-banner')).toMatch(/另一名|another member/);
      await seen.leave(page);

      await system.call('PUT', '/local/clock', {
        body: { today: reader.scripts ? '2008-06-13' : '2008-06-01' },
      });
      page = await seen.staffAt('/staff/payees', 'clerk', reader);
      await page.getByRole('link', { name: claim.reference }).click();
      await page.check('input[value=confirm]');
      await submit(page);
      // Who took it down does not confirm it.
      expect(await page.locator('.govuk-error-summary a').count()).toBe(1);
      await shot('6-not-by-who-took-it-down');
      await seen.leave(page);
      page = await seen.staffAt('/staff/payees', 'clerk@320602', reader);
      await page.getByRole('link', { name: claim.reference }).click();
      expect(await main(page)).toMatch(/李建华/);
      await page.check('input[value=confirm]');
      await submit(page);
      expect(await page.textContent('.govuk-notification-banner')).toContain(claim.reference);
      await seen.leave(page);
    },
    60_000,
  );
});
