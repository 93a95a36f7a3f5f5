import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bothReaders, lackingBrowser, picture } from '../builders/chromium.ts';
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
      const page = await seen.staffAt('/staff/access-code', 'clerk', reader);
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
});
