import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

const atCounter = (): Promise<Page> =>
  seen.staffAt('/staff/intake', 'clerk', { language: 'zh-CN', screen: 'desk', scripts: false });

/** The next page, by the form's first button. */
const goOn = (page: Page) => page.click('main button[type=submit] >> nth=0');

/** Fills in the demo family's form, up to the answers to be checked. */
async function filledIn(page: Page): Promise<void> {
  await page.click('a[href="/staff/intake/rural-reward"]');
  await goOn(page);
  await page.fill('[id="applicant.name"]', '孟桂');
  await page.fill('[id="applicant.residentId"]', '320703193303169993');
  await goOn(page);
  await page.selectOption('[id="applicant.areaCode"]', '320602101');
  await goOn(page);
  await page.check('[name="_hasSpouse"][value="yes"]');
  await page.fill('[id="spouse.name"]', '戴宁');
  await page.fill('[id="spouse.residentId"]', '321104193310089961');
  await goOn(page);
  await page.fill('[id="children.0.residentId"]', '320102197403029989');
  await goOn(page);
  await goOn(page);
  await goOn(page);
  await page.waitForURL('**/staff/intake/rural-reward/check');
}

(lackingBrowser() === undefined ? describe : describe.skip)('a claim at the counter', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
  }, 60_000);
  afterAll(() => seen.close());

  test('a clerk fills it in, declares who was seen, and hands over the receipt', async () => {
    const page = await atCounter();
    await picture(page, 'intake-1-programmes');
    await filledIn(page);
    await picture(page, 'intake-2-check');
    await goOn(page);
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#declaration');
    expect(await page.textContent('main')).toContain('身份证件');
    await page.check('#declaration');
    await goOn(page);
    expect(new URL(page.url()).pathname).toMatch(/^\/claims\/HM\w+\/receipt$/);
    expect(await page.textContent('main')).toContain('查询码');
    await picture(page, 'intake-3-receipt');
    await page.context().close();
  });

  test('at the counter it is said that there is a claim already', async () => {
    const page = await atCounter();
    await filledIn(page);
    await page.check('#declaration');
    await goOn(page);
    expect(await page.textContent('.govuk-error-summary')).toContain('该申请已经提交过');
    await page.context().close();
  });

  test('who is no clerk takes nothing in', async () => {
    const page = await seen.staffAt('/staff', 'village.reviewer', {
      language: 'zh-CN',
      screen: 'desk',
      scripts: false,
    });
    expect(await page.getByRole('link', { name: '受理' }).count()).toBe(0);
    for (const path of ['', '/rural-reward', '/rural-reward/check']) {
      const answer = await page.goto(`${seen.system.origin}/staff/intake${path}`);
      expect([path, answer?.status()]).toEqual([path, 403]);
    }
    expect(await page.textContent('h1')).toContain('这一页供窗口受理员使用');
    await page.context().close();
  });
});
