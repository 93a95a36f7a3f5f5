import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  accessibilityFaults,
  bothReaders,
  lackingBrowser,
  picture,
  sidewaysPixels,
} from '../builders/chromium.ts';
import { ClaimsInStates, type HeldClaim } from '../builders/claims-in-states.ts';
import { aRuralClaim } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let claim: HeldClaim;

(lackingBrowser() === undefined ? describe : describe.skip)('a lost access code at the counter', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    claim = await new ClaimsInStates(seen.system).submitted(aRuralClaim);
  }, 60_000);
  afterAll(() => seen.close());

  test.each(bothReaders)(
    'is given to who shows the card, and to nobody else: $language, $screen, scripts: $scripts',
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
      await page.context().close();
    },
    60_000,
  );

  test.each(bothReaders)(
    'and the reference lost as well: $language, $screen, scripts: $scripts',
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
      await page.context().close();
    },
    60_000,
  );
});
