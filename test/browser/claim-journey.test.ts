import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults, lackingBrowser, readersInTurn, picture } from '../builders/chromium.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];

/** The next page, by the form's first button. */
const goOn = (page: Page) => page.click('main button[type=submit] >> nth=0');

(lackingBrowser() === undefined ? describe : describe.skip)(
  'a claim from the first page to the receipt',
  () => {
    beforeAll(async () => {
      seen = await SeenSystem.start();
      ({ system } = seen);
    }, 60_000);
    afterAll(() => seen.close());

    test.each(readersInTurn(0))(
      '$language, $screen, scripts: $scripts',
      async (reader) => {
        const page = await seen.open(reader);
        const shot = (name: string) => picture(page, `journey-${name}-${reader.language}`);
        await page.goto(system.origin);
        await page.click('a[href="/apply/rural-reward"]');
        await shot('1-start');
        await goOn(page);

        // What is wrong is said beside its field, and what was typed is still there.
        await page.fill('[id="applicant.name"]', '孟桂');
        await page.fill('[id="applicant.residentId"]', '320703193303169994');
        await goOn(page);
        await shot('2-wrong-number');
        expect(await page.inputValue('[id="applicant.residentId"]')).toBe('320703193303169994');
        expect(await page.textContent('[id="applicant.residentId-error"]')).toMatch(/校验位|check digit/);
        expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#applicant.residentId');
        expect(await page.textContent('.govuk-error-summary a')).toMatch(/^(身份证号码：|Identity number: )/);

        await page.fill('[id="applicant.residentId"]', '320703193303169993');
        await goOn(page);
        await page.selectOption('[id="applicant.areaCode"]', '320602101');
        await goOn(page);
        await page.check('[name="_hasSpouse"][value="yes"]');
        await page.fill('[id="spouse.name"]', '戴宁');
        await page.fill('[id="spouse.residentId"]', '321104193310089961');
        await shot('3-spouse');
        await goOn(page);
        await page.fill('[id="children.0.residentId"]', '320102197403029989');
        await goOn(page);

        // Put aside, and found again by another browser.
        await page.click('.govuk-back-link');
        expect(await page.inputValue('[id="children.0.residentId"]')).toBe('320102197403029989');
        await page.click('button[name="_later"]');
        await shot('4-saved');
        await page.click('a[href="/apply/rural-reward/check"]');
        await page.goBack();
        const [reference = '', code = ''] = await page.locator('main .app-code').allTextContents();
        const elsewhere = await seen.open(reader);
        await elsewhere.goto(system.origin);
        await elsewhere.click('a[href="/resume"]');
        await elsewhere.fill('#reference', reference.toLowerCase());
        await elsewhere.fill('#accessCode', code);
        await goOn(elsewhere);
        expect(new URL(elsewhere.url()).pathname).toBe('/apply/rural-reward/check');
        await picture(elsewhere, `journey-5-check-${reader.language}`);
        expect(await elsewhere.textContent('main')).toContain('320102197403029989');

        // One answer changed, and back to the others.
        await elsewhere.click('a[href="/apply/rural-reward/account?from=check"]');
        await elsewhere.fill('[id="account.holder"]', '孟桂');
        await elsewhere.selectOption('[id="account.bank"]', 'DEMOCNSH');
        await elsewhere.fill('[id="account.number"]', '9908 6033 3840 2727 507');
        await goOn(elsewhere);
        // Who helps, and that it is agreed to.
        await elsewhere.click('a[href="/apply/rural-reward/proxy?from=check"]');
        await elsewhere.check('[name="_hasProxy"][value="yes"]');
        await elsewhere.fill('[id="proxy.name"]', '孟小红');
        await elsewhere.check('[name="proxy.relation"][value="family"]');
        await goOn(elsewhere);
        expect(await elsewhere.getAttribute('.govuk-error-summary a', 'href')).toBe('#proxy.consent');
        await picture(elsewhere, `journey-8-proxy-${reader.language}`);
        await elsewhere.check('[id="proxy.consent"]');
        await goOn(elsewhere);
        expect(await elsewhere.textContent('main')).toContain('孟小红');
        await goOn(elsewhere);
        expect(await elsewhere.textContent('.govuk-error-summary')).toMatch(/声明|declaration/);
        await elsewhere.check('#declaration');
        await goOn(elsewhere);
        await picture(elsewhere, `journey-6-receipt-${reader.language}`);
        const [claim = '', accessCode = ''] = await elsewhere.locator('main .app-code').allTextContents();
        expect(new URL(elsewhere.url()).pathname).toBe(`/claims/${claim}/receipt`);

        const view = await system.call('GET', `/api/claims/${claim}`, { accessCode });
        expect(view).toMatchObject({ status: 200, body: { programme: 'rural-reward' } });
        await elsewhere.click(`a[href="/claims/${claim}"]`);
        await picture(elsewhere, `journey-7-claim-${reader.language}`);
        expect(await elsewhere.textContent('main')).toContain(claim);

        // The form is gone with the claim: a second sending finds nothing to send.
        await page.goto(`${system.origin}/apply/rural-reward/check`);
        expect(new URL(page.url()).pathname).toBe('/apply/rural-reward');
      },
      60_000,
    );

    test('goes on where it was after the browser has forgotten who it is', async () => {
      const page = await seen.open({ language: 'zh-CN', screen: 'phone', scripts: true });
      await page.goto(`${system.origin}/apply/rural-reward`);
      await goOn(page);
      await page.fill('[id="applicant.name"]', '孟桂');
      await page.fill('[id="applicant.residentId"]', '320703193303169993');
      await goOn(page);
      await page.selectOption('[id="applicant.areaCode"]', '320602101');
      await page.fill('[id="applicant.address"]', '狼山镇 <1> 号');
      await page.context().clearCookies();
      await goOn(page);
      await picture(page, 'journey-9-kept-zh-CN');
      expect(await page.textContent('.govuk-notification-banner')).toContain('我们保留了您填的内容');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.inputValue('[id="applicant.areaCode"]')).toBe('320602101');
      expect(await page.inputValue('[id="applicant.address"]')).toBe('狼山镇 <1> 号');
      await goOn(page);
      expect(new URL(page.url()).pathname).toBe('/apply/rural-reward/spouse');
      // Back at the beginning, what was begun is offered before another one.
      await page.goto(`${system.origin}/apply/rural-reward`);
      await picture(page, 'journey-12-begun-zh-CN');
      await page.click('main a[role=button]');
      expect(await page.textContent('main')).toMatch(/320703193303169993[^]*狼山镇 <1> 号/);
    });

    test('who names no child is led to where the child is asked for', async () => {
      const page = await seen.open({ language: 'zh-CN', screen: 'phone', scripts: false });
      await page.goto(`${system.origin}/apply/special-hardship`);
      await goOn(page);
      await page.fill('[id="applicant.name"]', '孟桂');
      await page.fill('[id="applicant.residentId"]', '320703193303169993');
      await goOn(page);
      await page.selectOption('[id="applicant.areaCode"]', '320602101');
      await goOn(page);
      await page.check('[name="_hasSpouse"][value="no"]');
      await goOn(page);
      await goOn(page);
      expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#children.0.residentId');
      await picture(page, 'journey-10-which-child-zh-CN');
      // One person to talk to, and a pause at any time, whatever is on the page.
      expect(await page.textContent('main')).toContain('有事请找 顾清（狼山镇惠民待遇服务窗口）');
      await page.fill('[id="children.0.residentId"]', '3206');
      await page.click('button[name="_later"]');
      expect(new URL(page.url()).pathname).toBe('/apply/special-hardship/saved');
      await page.goto(`${system.origin}/apply/special-hardship/check`);
      await picture(page, 'journey-11-check-child-zh-CN');
      await page.click('main .app-actions a');
      expect(new URL(page.url()).pathname).toBe('/apply/special-hardship/saved');

      await page.goto(`${system.origin}/apply/special-hardship/check`);
      await page.check('#declaration');
      await goOn(page);
      const place = page.locator('.govuk-error-summary a');
      expect(await place.textContent()).toContain('这次申请是关于哪个孩子的？');
      await place.click();
      expect(await page.locator('[id="children.0.residentId"]').count()).toBe(1);
    });
  },
);
