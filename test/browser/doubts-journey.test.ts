import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture, type Reader } from '../builders/chromium.ts';
import { ClaimsInStates, type HeldClaim } from '../builders/claims-in-states.ts';
import { ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];
let states: ClaimsInStates;

const [first = {}, , second = {}, third = {}] = ruralClaims(4);
const atDesk: Reader = { language: 'zh-CN', screen: 'desk', scripts: false };
const onPhone: Reader = { language: 'en', screen: 'phone', scripts: true };

const submit = (page: Page) => page.click('main form button[type=submit]');
const banner = (page: Page) => page.textContent('.govuk-notification-banner');
const problem = (page: Page) => page.locator('.govuk-error-summary a');

/** What a family reads on its claim's page. */
async function readByHolder(claim: HeldClaim): Promise<string> {
  const page = await seen.open(atDesk);
  await page.goto(`${system.origin}/claims`);
  await page.fill('#reference', claim.reference);
  await page.fill('#accessCode', claim.accessCode);
  await page.click('button[type=submit]');
  await page.waitForURL(`${system.origin}/claims/${claim.reference}`);
  const text = (await page.textContent('main')) ?? '';
  await seen.leave(page);
  return text;
}

(lackingBrowser() === undefined ? describe : describe.skip)('doubts about a claim', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    states = new ClaimsInStates(system);
  }, 60_000);
  afterAll(() => seen.close());

  describe('an objection', () => {
    const fact = '该户户口已于去年迁往外地。';
    let claim: HeldClaim;

    beforeAll(async () => {
      claim = await states.posted(first);
      const page = await seen.open(atDesk);
      await page.goto(`${system.origin}/posting/${claim.claimId.replace(/^claim-/, 'posting-')}/objection`);
      await page.fill('#fact', fact);
      await submit(page);
      await seen.leave(page);
    }, 60_000);

    test('waits in a list, and tells who took part that it is for somebody else', async () => {
      const page = await seen.staffAt('/staff/objections', 'street.reviewer', atDesk);
      await page.getByRole('link', { name: claim.reference }).click();
      const main = await page.textContent('main');
      expect(main).toContain('您参与过这件申请的办理');
      expect(main).not.toContain(fact);
      expect(await page.locator('main form').count()).toBe(0);
      await picture(page, 'doubts-1-barred');
      await seen.leave(page);
    });

    test('is admitted, which stops the posting, and dismissed, by which it goes on', async () => {
      const page = await seen.staffAt('/staff/objections', 'district.approver', atDesk);
      await picture(page, 'doubts-2-objections');
      await page.getByRole('link', { name: claim.reference }).click();
      expect(await page.textContent('main')).toContain(fact);
      await picture(page, 'doubts-3-objection');
      await submit(page);
      expect(await problem(page).allTextContents()).toEqual(['请选择一项决定', '请写明理由']);
      await page.check('[name=outcome][value=admit]');
      await submit(page);
      expect(await problem(page).getAttribute('href')).toBe('#reason');
      expect(await page.isChecked('[name=outcome][value=admit]')).toBe(true);
      await page.fill('#reason', '已向公安核实，户口变动可查');
      await submit(page);
      expect(await banner(page)).toContain(`已受理对 ${claim.reference} 的异议，公示暂停。`);
      expect(await states.status(claim)).toBe('objected');
      expect(await readByHolder(claim)).toMatch(/异议[^]*核实/);

      await page.getByRole('link', { name: claim.reference }).click();
      expect(await page.textContent('main')).toContain('已向公安核实，户口变动可查');
      await page.check('[name=outcome][value=dismiss]');
      await page.fill('#reason', '户口未迁出，所述不属实');
      await picture(page, 'doubts-4-admitted');
      await submit(page);
      expect(await banner(page)).toContain(`对 ${claim.reference} 的异议已结束。`);
      expect(await page.textContent('main')).toContain('您的地区现在没有待办的异议。');
      expect(await states.status(claim)).toBe('posting');
      await seen.leave(page);
    });

    test('that was decided meanwhile says so, and how it stands', async () => {
      const id = await states.objected(claim, '该户另有一个孩子。');
      const page = await seen.staffAt(`/staff/objections/${id}`, 'district.approver', atDesk);
      await system.call('POST', `/api/objections/${id}/decision`, {
        token: await system.token('district.approver'),
        body: { outcome: 'dismiss', reason: '没有可核实的事实' },
      });
      await page.check('[name=outcome][value=admit]');
      await page.fill('#reason', '可核实');
      await submit(page);
      expect(await problem(page).getAttribute('href')).toBe('#standing');
      expect(await page.textContent('#standing')).toContain('不成立');
      expect(await page.locator('main form').count()).toBe(0);
      await seen.leave(page);
    });
  });

  describe('an appeal', () => {
    let appealed: HeldClaim;
    let remitted: HeldClaim;

    beforeAll(async () => {
      [appealed, remitted] = [
        await states.heard(second, '户籍不在本区。'),
        await states.heard(third, '户籍不在本区。'),
      ];
      for (const claim of [appealed, remitted]) {
        await states.rejected(claim, '2008-06-02', '户籍不在本区，经复核属实。');
        await states.appealed(claim, '户口已于三月迁回本区。\n附迁移证。');
      }
    }, 60_000);

    test('is taken on, and dismissed: the claim’s page says so', async () => {
      const page = await seen.staffAt('/staff/appeals', 'appeals.officer', onPhone);
      await picture(page, 'doubts-5-appeals');
      await page.getByRole('link', { name: appealed.reference }).click();
      const main = await page.textContent('main');
      for (const said of ['附迁移证。', '户籍不在本区，经复核属实。']) expect(main).toContain(said);
      await submit(page);
      expect(await problem(page).getAttribute('href')).toBe('#reason');
      await page.fill('#reason', 'I had no part in it');
      await picture(page, 'doubts-6-appeal');
      await submit(page);
      expect(await banner(page)).toContain(`You have taken on the appeal about ${appealed.reference}.`);
      expect(await readByHolder(appealed)).toContain('您的申诉由未参与原决定的人员复核');

      expect(await page.textContent('#standing')).toContain('You');
      await page.check('[name=outcome][value=dismiss]');
      await page.fill('#reason', 'The registration moved after the day that counts');
      await picture(page, 'doubts-7-reviewing');
      await submit(page);
      expect(await banner(page)).toContain('the decision stands');
      expect(await page.getByRole('link', { name: appealed.reference }).count()).toBe(0);
      const told = await readByHolder(appealed);
      expect(told).toContain('申诉不成立，维持原决定');
      expect(told).toContain('The registration moved after the day that counts');
      await seen.leave(page);
    });

    test('that is remitted has its claim checked again', async () => {
      const page = await seen.staffAt('/staff/appeals', 'appeals.officer', atDesk);
      await page.getByRole('link', { name: remitted.reference }).click();
      await page.fill('#reason', '由我复核');
      await submit(page);
      await page.check('[name=outcome][value=remit]');
      await page.fill('#reason', '户籍登记已更正');
      await submit(page);
      expect(await banner(page)).toContain(`${remitted.reference} 已发回重新核对。`);
      expect(await page.textContent('main')).toContain('您的地区现在没有待办的申诉。');
      expect(await readByHolder(remitted)).toContain('申诉后重新核对');
      await seen.leave(page);
    });
  });
});
