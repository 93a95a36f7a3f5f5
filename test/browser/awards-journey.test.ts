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
      const page = await seen.staffAt('/staff/awards', 'district.approver', reader);

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
    },
    60_000,
  );
});
