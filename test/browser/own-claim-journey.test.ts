import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  lackingBrowser,
  readersInTurn,
  picture,
  type Reader,
} from '../builders/chromium.ts';
import { ClaimsInStates, type HeldClaim } from '../builders/claims-in-states.ts';
import { ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];
let states: ClaimsInStates;

const forms = ruralClaims(8);
const jpeg = (bytes: number) => Buffer.alloc(bytes, Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
const submit = (page: Page) => page.click('main form button[type=submit] >> nth=-1');

/** The claim's page, opened with reference and code as its holder does. */
async function opened(reader: Reader, claim: HeldClaim): Promise<Page> {
  const page = await seen.open(reader);
  await page.goto(`${system.origin}/claims`);
  await page.fill('#reference', claim.reference);
  await page.fill('#accessCode', claim.accessCode);
  await page.click('button[type=submit]');
  await page.waitForURL(`${system.origin}/claims/${claim.reference}`);
  return page;
}

(lackingBrowser() === undefined ? describe : describe.skip)('what the holder of a claim can do', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    states = new ClaimsInStates(system);
  }, 60_000);
  afterAll(() => seen.close());

  describe.each(readersInTurn(1))('$language, $screen, scripts: $scripts', (reader) => {
    const [first, second, third, fourth] = forms.slice(reader.scripts ? 4 : 0);
    const shot = (page: Page, name: string) => picture(page, `own-${name}-${reader.language}`);

    test('answers what the office asked, with photographs, and withdraws', async () => {
      const claim = await states.asked(first ?? {}, '请补拍户口簿首页。');
      const page = await opened(reader, claim);
      await shot(page, '1-asked');
      expect(await page.textContent('main')).toContain('请补拍户口簿首页。');

      await page.click('a[href$="/evidence"]');
      const send = async (name: string, mimeType: string, buffer: Buffer) => {
        await page.setInputFiles('input[type=file]', { name, mimeType, buffer });
        await submit(page);
      };
      const refused = () => page.locator('.govuk-error-message:visible').allTextContents();
      await send('户口簿.txt', 'text/plain', Buffer.from('text'));
      expect((await refused()).join()).toMatch(/JPG/);
      await send('户口簿.jpg', 'image/jpeg', jpeg(12 * 1024 * 1024));
      expect((await refused()).join()).toMatch(/10 MB/);
      await shot(page, '2-too-large');
      expect(await page.locator('h1').count()).toBe(1);
      await send('户口簿.jpg', 'image/jpeg', jpeg(40_000));
      await page.waitForSelector('#arrived');
      await send('户口簿2.jpg', 'image/jpeg', jpeg(50_000));
      await page.waitForSelector('input[name=file][type=hidden] >> nth=1', { state: 'attached' });
      await shot(page, '3-arrived');
      await page.click('main form button[type=submit] >> nth=0');
      expect(await page.textContent('.govuk-notification-banner')).toMatch(/材料|papers/);

      await page.click('a[href$="/answer"]');
      const wrong = () =>
        page
          .locator('.govuk-error-summary a')
          .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      await page.fill('[id="changes.phone"]', 'none');
      await submit(page);
      expect(await wrong()).toEqual(['#message', '#changes.phone']);
      await page.fill('#message', '已补拍。');
      await submit(page);
      expect(await wrong()).toEqual(['#changes.phone']);
      await page.fill('[id="changes.phone"]', '13900000001');
      await page.fill('[id="changes.email"]', 'none');
      await submit(page);
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#changes.email');
      expect(await page.inputValue('#message')).toBe('已补拍。');
      await shot(page, '4-answer');
      await page.fill('[id="changes.email"]', 'holder@example.org');
      await submit(page);
      expect(await page.textContent('.govuk-notification-banner')).toMatch(/答复|answer/);

      await page.click('a[href$="/withdrawal"]');
      await shot(page, '5-withdraw');
      await submit(page);
      await shot(page, '6-withdrawn');
      expect(await states.status(claim)).toBe('withdrawn');
      // What cannot be done any more leads back to how things stand.
      await page.goto(`${page.url()}/withdrawal`);
      expect(new URL(page.url()).pathname).toBe(`/claims/${claim.reference}`);
      await seen.leave(page);
    }, 60_000);

    test('finds an answer again that took too long to write', async () => {
      const claim = await states.asked(fourth ?? {}, '请补拍户口簿首页。');
      const page = await opened({ ...reader, scripts: true }, claim);
      await page.click('a[href$="/answer"]');
      await page.fill('#message', '首页在 <老家>，下周拍。');
      await page.context().clearCookies();
      await submit(page);
      await shot(page, '15-code-again');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.fill('[id="_accessCode"]', claim.accessCode);
      await submit(page);
      await shot(page, '16-answer-again');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.inputValue('#message')).toBe('首页在 <老家>，下周拍。');
      expect(await states.status(claim)).toBe('awaiting-applicant');
      await submit(page);
      expect(await page.textContent('.govuk-notification-banner')).toMatch(/答复|answer/);
      await seen.leave(page);
    }, 60_000);

    test('is heard before a rejection, and appeals after it', async () => {
      const claim = await states.heard(second ?? {}, '户籍不在本区。');
      const page = await opened(reader, claim);
      await page.click('a[href$="/answer"]');
      await shot(page, '7-heard');
      await states.rejected(
        claim,
        reader.scripts ? '2008-06-24' : '2008-06-01',
        '户籍不在本区，经复核属实。',
      );
      await page.goto(`${system.origin}/claims/${claim.reference}`);
      await shot(page, '8-rejected');
      expect(await page.textContent('main')).toContain('经复核属实');
      // No register said so: the letter does not look as if one had.
      const against = reader.scripts ? 'Every condition was found to be met' : '各项条件核对相符';
      expect(await page.textContent('main')).toContain(against);
      await page.click('a[href$="/letter"]');
      await shot(page, '12-letter-rejected');
      const letter = await page.textContent('main');
      expect(letter).toContain(against);
      expect(letter).toContain('经复核属实');
      expect(letter).toContain(claim.reference);
      expect(letter).toMatch(/0513-55501\d\d/);
      expect(await page.textContent('main')).toMatch(
        reader.scripts ? /can appeal until \d+ August/ : /60 天内（最迟/,
      );
      await page.goBack();
      await page.click('a[href$="/appeal"]');
      await submit(page);
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#grounds');
      await page.fill('#grounds', '我的户口一直在本区。');
      await shot(page, '9-appeal');
      await submit(page);
      expect(await page.textContent('.govuk-notification-banner')).toMatch(/申诉|appeal/);
      expect(await page.locator('a[href$="/appeal"]').count()).toBe(0);
      await seen.leave(page);
    }, 60_000);

    test('names another account once it is awarded', async () => {
      const claim = await states.posted(third ?? {});
      await states.awarded(claim, reader.scripts ? '2008-07-03' : '2008-06-10');
      const page = await opened(reader, claim);
      await page.click('a[href$="/letter"]');
      await shot(page, '13-letter-awarded');
      expect(await page.textContent('main')).toContain('¥300.00');
      expect(await page.textContent('main')).toMatch(/金额或登记内容有误|the amount or a register is wrong/);
      expect(await page.locator('.app-print-only:visible').count()).toBe(0);
      expect(await page.locator('[data-print]:visible').count()).toBe(reader.scripts ? 1 : 0);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('header:visible, footer:visible, .govuk-back-link:visible').count()).toBe(0);
      await shot(page, '14-letter-on-paper');
      await page.emulateMedia({ media: 'screen' });
      await page.goBack();
      await page.click('a[href$="/account"]');
      await submit(page);
      expect(await page.locator('.govuk-error-summary a').count()).toBe(3);
      await page.fill('[id="account.holder"]', '周军宝');
      await page.selectOption('[id="account.bank"]', 'DEMOCNSH');
      await page.fill('[id="account.number"]', '9908605103700000017');
      await shot(page, '10-account');
      await submit(page);
      expect(await page.textContent('.govuk-notification-banner')).toMatch(/工作人员|member of staff/);
      await page.click('a[href$="/account"]');
      await shot(page, '11-account-waits');
      expect(await page.textContent('.govuk-notification-banner')).toContain('…0017');

      const clerk = await seen.staffAt('/staff/payees', 'clerk', reader);
      await shot(clerk, '15-account-to-confirm');
      await clerk.getByRole('link', { name: claim.reference }).click();
      expect(await clerk.textContent('main')).toContain('9908605103700000017');
      await clerk.check('input[value=confirm]');
      await submit(clerk);
      // Three days in which the claimant can still say that it is not theirs.
      expect(await clerk.locator('.govuk-error-summary a').count()).toBe(1);
      await shot(clerk, '16-account-too-early');
      await system.call('PUT', '/local/clock', {
        body: { today: reader.scripts ? '2008-07-06' : '2008-06-13' },
      });
      await submit(clerk);
      expect(await clerk.textContent('.govuk-notification-banner')).toContain(claim.reference);
      expect(await clerk.getByRole('link', { name: claim.reference }).count()).toBe(0);
      await page.reload();
      expect(await page.textContent('main')).toContain('…0017');
      expect(await page.locator('.govuk-notification-banner').count()).toBe(0);
      await seen.leave(clerk);
      await seen.leave(page);
    }, 60_000);
  });
});
