import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  accessibilityFaults,
  bothReaders,
  readersInTurn,
  lackingBrowser,
  picture,
  sidewaysPixels,
} from '../builders/chromium.ts';
import { ClaimsInStates, type HeldClaim } from '../builders/claims-in-states.ts';
import { aRuralClaim, ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let claim: HeldClaim;
/** One for each reader: a rejection is appealed once. */
let rejected: HeldClaim[];

(lackingBrowser() === undefined ? describe : describe.skip)('at the counter', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    const states = new ClaimsInStates(seen.system);
    claim = await states.submitted(aRuralClaim);
    rejected = [];
    for (const form of ruralClaims(4).slice(2)) rejected.push(await states.heard(form, '户籍不在本区。'));
    for (const one of rejected) await states.rejected(one, '2008-06-02', '户籍不在本区，经复核属实。');
  }, 60_000);
  afterAll(() => seen.close());

  test.each(readersInTurn(0))(
    'a lost access code is given to who shows the card, and to nobody else: $language, $screen, scripts: $scripts',
    async (reader) => {
      const page = await seen.staffAt('/counter/access-code', 'clerk', reader);
      const give = () => page.click('main button[type=submit]');
      const wrongField = () => page.getAttribute('.govuk-error-summary a', 'href');
      await give();
      expect(await wrongField()).toBe('#reference');
      await page.fill('#reference', 'HM0000000000');
      await page.fill('#residentId', aRuralClaim.spouse.residentId);
      await give();
      expect(await wrongField()).toBe('#reference');
      await page.fill('#reference', claim.reference.toLowerCase());
      await give();
      expect(await wrongField()).toBe('#residentId');
      await picture(page, `counter-1-not-theirs-${reader.language}`);
      await page.fill('#residentId', aRuralClaim.applicant.residentId);
      await give();
      expect(await page.textContent('.govuk-notification-banner')).toContain(claim.accessCode);
      await picture(page, `counter-2-given-${reader.language}`);
      await page.reload();
      expect(await page.textContent('main')).not.toContain(claim.accessCode);
      await seen.leave(page);
    },
    60_000,
  );

  test.each(readersInTurn(1))(
    'a claim is found whose reference is lost as well: $language, $screen, scripts: $scripts',
    async (reader) => {
      const page = await seen.staffAt('/counter/claims', 'clerk', reader);
      const send = () => page.click('main button[type=submit]');
      const wrongFields = () =>
        page.$$eval('.govuk-error-summary a', (links) => links.map((link) => link.getAttribute('href')));
      const { name, residentId } = aRuralClaim.applicant;
      await send();
      expect(await wrongFields()).toEqual(['#name', '#idEnding', '#reason']);
      await picture(page, `counter-3-find-errors-${reader.language}`);
      await page.fill('#name', name);
      await page.fill('#idEnding', '0000');
      await page.check('#reason');
      await send();
      expect(await page.textContent('main')).not.toContain(claim.reference);
      await picture(page, `counter-4-found-none-${reader.language}`);
      await page.click('.govuk-back-link');
      await page.fill('#name', name);
      await page.fill('#idEnding', residentId.slice(-4));
      await page.check('#reason');
      await send();
      await picture(page, `counter-5-found-${reader.language}`);
      if (reader.scripts) expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysPixels(page)).toBe(0);
      await page.click(`a:text("${claim.reference}")`);
      expect(await page.textContent('.govuk-tag')).not.toBe('');
      await picture(page, `counter-6-claim-${reader.language}`);
      await page.click('.app-acts a[href^="/counter/access-code"]');
      expect(await page.inputValue('#reference')).toBe(claim.reference);
      await page.fill('#residentId', residentId);
      await send();
      await page.click(`a[href="/claims/${claim.reference}/receipt"]`);
      expect(await page.textContent('main')).toContain(claim.accessCode);
      await picture(page, `counter-7-receipt-${reader.language}`);
      await seen.leave(page);
    },
    60_000,
  );

  test.each(readersInTurn(0))(
    'an appeal that came on paper is entered: $language, $screen, scripts: $scripts',
    async (reader) => {
      const appealed = rejected[bothReaders.indexOf(reader)];
      const page = await seen.staffAt(`/counter/claims/${appealed?.reference ?? ''}`, 'clerk', reader);
      const send = () => page.click('main button[type=submit]');
      await page.click('.app-acts a[href$="/appeal"]');
      await send();
      const wrong = await page.$$eval('.govuk-error-summary a', (links) =>
        links.map((link) => link.getAttribute('href')),
      );
      expect(wrong).toEqual(['#grounds', '#writtenOnYear', '#signed']);
      await page.fill('#grounds', '登记有误，本人户籍在本区。');
      await page.fill('#writtenOnYear', '2008');
      await page.fill('#writtenOnMonth', '6');
      await page.fill('#writtenOnDay', '3');
      await page.check('#signed');
      await send();
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#writtenOnYear');
      expect(await page.inputValue('#grounds')).toContain('本人户籍在本区');
      await picture(page, `counter-8-paper-appeal-${reader.language}`);
      await page.fill('#writtenOnDay', '1');

      // Signed out meanwhile: the form waits while they sign in beside it.
      await page.context().clearCookies();
      await send();
      await picture(page, `counter-10-sign-in-beside-${reader.language}`);
      if (reader.scripts) expect(await accessibilityFaults(page)).toEqual([]);
      const [beside] = await Promise.all([
        page.context().waitForEvent('page'),
        page.click('a[target="_blank"]'),
      ]);
      await beside.check('input[value="clerk"]');
      await beside.click('button');
      await beside.waitForURL(`${seen.system.origin}/staff`);
      await beside.close();
      await send();
      expect(await page.inputValue('#grounds')).toContain('本人户籍在本区');
      expect(await page.inputValue('#writtenOnDay')).toBe('1');
      await picture(page, `counter-11-form-again-${reader.language}`);
      await send();
      await page.waitForURL(`${seen.system.origin}/counter/claims/${appealed?.reference ?? ''}`);
      expect(await page.isVisible('.govuk-notification-banner--success')).toBe(true);
      expect(await page.isVisible('.app-acts a[href$="/appeal"]')).toBe(false);
      await picture(page, `counter-9-paper-appeal-entered-${reader.language}`);
      await seen.leave(page);
    },
    60_000,
  );
});
