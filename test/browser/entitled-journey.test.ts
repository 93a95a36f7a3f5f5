import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, readersInTurn, picture } from '../builders/chromium.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

const goOn = (page: Page) => page.click('main form button[type=submit]');

async function date(page: Page, name: string, [year, month, day]: readonly [string, string, string]) {
  await page.fill(`#${name}Year`, year);
  await page.fill(`#${name}Month`, month);
  await page.fill(`#${name}Day`, day);
}

(lackingBrowser() === undefined ? describe : describe.skip)('whether one could be entitled', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
  }, 60_000);
  afterAll(() => seen.close());

  test.each(readersInTurn(1))(
    'is answered without a name: $language, $screen, scripts: $scripts',
    async (reader) => {
      const page = await seen.open(reader);
      const shot = (name: string) => picture(page, `entitled-${name}-${reader.language}`);
      await page.goto(seen.system.origin);
      await page.click('a[href="/entitled"]');
      await shot('1-start');
      await page.click('a[href="/entitled/you"]');

      await goOn(page);
      // Everything at once, in the page's order.
      const places = await page
        .locator('.govuk-error-summary a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(places).toEqual(['#_bornYear', '#sex', '#householdType']);
      await date(page, '_born', ['1947', '13', '12']);
      await page.check('[name=sex][value=female]');
      await page.check('[name=householdType][value=rural]');
      await goOn(page);
      await shot('2-wrong-date');
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#_bornYear');
      expect(await page.inputValue('#_bornMonth')).toBe('13');
      await page.fill('#_bornMonth', '3');
      await goOn(page);

      await page.check('[name=_hasSpouse][value=yes]');
      await date(page, '_spouseBorn', ['1944', '8', '1']);
      await page.check('[name="spouse.householdType"][value=rural]');
      await shot('3-spouse');
      await goOn(page);

      await page.fill('#daughters', 'one');
      await goOn(page);
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#daughters');
      await page.fill('#daughters', '1');
      await goOn(page);
      await page.check('[name=_support][value=no]');
      await shot('4-support');
      await goOn(page);
      await page.check('[name=_retired][value=no]');
      await shot('5-work');
      await goOn(page);

      expect(new URL(page.url()).pathname).toBe('/entitled/result');
      await shot('6-result');
      expect(await page.locator('a[href="/apply/rural-reward"]').count()).toBe(1);
      expect(await page.locator('a[href="/apply/special-hardship"]').count()).toBe(0);
      // What was answered is still there on the way back, and nothing of it is kept on our side.
      await page.goBack();
      await page.goBack();
      expect(await page.isChecked('[name=_support][value=no]')).toBe(true);
      await page.goto(`${seen.system.origin}/entitled/you`);
      expect(await page.inputValue('#_bornYear')).toBe('');
      await seen.leave(page);
    },
    60_000,
  );
});
