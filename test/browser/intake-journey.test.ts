import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { columnTexts } from '../../functions/web/journeys/intake/texts.ts';
import {
  accessibilityFaults,
  bothReaders,
  lackingBrowser,
  picture,
  sidewaysPixels,
} from '../builders/chromium.ts';
import { aRuralClaim, ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

/** Of the demo data, as a form sends it. */
type Family = ReturnType<typeof ruralClaims>[number] | typeof aRuralClaim;

let seen: SeenSystem;

const atCounter = (): Promise<Page> =>
  seen.staffAt('/counter/intake', 'clerk', { language: 'zh-CN', screen: 'desk', scripts: false });

/** The next page, by the form's first button. */
const goOn = (page: Page) => page.click('main button[type=submit] >> nth=0');

/** Fills in the demo family's form, up to the answers to be checked. */
async function filledIn(page: Page): Promise<void> {
  await page.click('a[href="/counter/intake/rural-reward"]');
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
  await goOn(page);
  await page.waitForURL('**/counter/intake/rural-reward/check');
}

/** The family's row of a sheet whose headings are the template's. */
const rowOf = ({ programme, applicant, spouse, children, account }: Family): string =>
  [
    programme,
    applicant.name,
    applicant.residentId,
    applicant.areaCode,
    '',
    spouse.name,
    spouse.residentId,
    children?.map(({ residentId }) => residentId).join(';'),
    account.bank,
    account.number,
  ].join(',');

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
    await seen.leave(page);
  });

  test('at the counter it is said that there is a claim already', async () => {
    const page = await atCounter();
    await filledIn(page);
    await page.check('#declaration');
    await goOn(page);
    expect(await page.textContent('.govuk-error-summary')).toContain('该申请已经提交过');
    await seen.leave(page);
  });

  test('a sheet: errors by row and column before anything is kept, then each its own claim', async () => {
    const page = await atCounter();
    await page.getByRole('link', { name: '按表格成批受理' }).click();
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载表格模板' }).click(),
    ]);
    const [headings = ''] = (await readFile(await saved.path(), 'utf8')).split('\r\n');
    const [first, , third] = ruralClaims(3).map(rowOf);
    // The third row of the sheet has a number with a wrong check digit.
    const wrong = [headings, first, third?.replace('320904194010149990', '320904194010149991')].join('\n');
    await page.fill('#sheet', wrong);
    await page.getByRole('button', { name: '核对' }).click();
    await picture(page, 'intake-4-sheet-errors');
    const cells = await page.locator('main tbody tr').first().locator('td').allTextContents();
    expect(cells.slice(0, 2)).toEqual(['3', '申请人身份证号']);
    expect(await page.inputValue('#sheet')).toContain('rural-reward');

    await page.fill('#sheet', [headings, first, rowOf(aRuralClaim)].join('\n'));
    await page.getByRole('button', { name: '核对' }).click();
    expect(await page.textContent('main')).toContain('2 份申请填写无误');
    await page.getByRole('button', { name: '提交 2 份申请' }).click();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#declaration');
    await page.check('#declaration');
    await page.getByRole('button', { name: '提交 2 份申请' }).click();
    expect(await page.textContent('h1')).toContain('已受理 1 份，未受理 1 份');
    expect(await page.textContent('main')).toContain('该申请已经提交过');
    expect(await page.textContent('main tbody')).toMatch(/HM[0-9A-Z]{10}/);
    await picture(page, 'intake-5-sheet-done');
    // Sent again by a reload, nothing is taken in twice.
    const before = await page.textContent('main tbody');
    await page.reload();
    expect(await page.textContent('main tbody')).toBe(before);
    await seen.leave(page);
  });

  test.each(bothReaders)(
    'a long sheet tells how far it is, by itself and after another way in: $language, scripts: $scripts',
    async (reader) => {
      const page = await seen.staffAt('/counter/intake/sheet', 'clerk', reader);
      const from = 10 + 40 * bothReaders.indexOf(reader);
      const headings = Object.values(columnTexts).map((texts) => texts[reader.language]);
      const families = ruralClaims(from + 40).slice(from);
      await page.fill('#sheet', [headings.join(','), ...families.map(rowOf)].join('\n'));
      await page.click('main button[value=check]');
      // Sent beside the browser, which would go on by itself while the page is looked at.
      const { request } = page.context();
      const fields = ['_csrf', '_key', 'sheet'].map((name) => page.inputValue(`main [name=${name}]`));
      const [csrf = '', key = '', sheet = ''] = await Promise.all(fields);
      const sent = await request.post(page.url(), {
        form: { _csrf: csrf, _key: key, sheet, declaration: 'yes', action: 'send' },
        headers: { origin: seen.system.origin },
      });
      await page.setContent(await sent.text());
      expect(await page.textContent('[role=status]')).toContain('24');
      expect(await page.getAttribute('progress', 'max')).toBe('40');
      if (reader.scripts) expect(await accessibilityFaults(page)).toEqual([]);
      await picture(page, `intake-6-sheet-under-way-${reader.language}`);
      // Away from it, and back by the page of sheets.
      await page.goto(`${seen.system.origin}/counter/intake/sheet`);
      await page.click('a[href*="/sheet/sheet-"]');
      await page.waitForSelector('main tbody tr:nth-child(40)');
      expect(await page.textContent('h1')).toContain('40');
      expect((await page.textContent('main tbody'))?.match(/HM[0-9A-Z]{10}/g)).toHaveLength(40);
      if (reader.scripts) expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysPixels(page)).toBe(0);
      await picture(page, `intake-7-sheet-taken-in-${reader.language}`);
      await page.context().close();
    },
    60_000,
  );

  test('a sheet under way asks the browser to look again, until it is done', async () => {
    const page = await seen.staffAt('/counter/intake/sheet', 'clerk', {
      language: 'zh-CN',
      screen: 'phone',
      scripts: false,
    });
    const families = ruralClaims(120).slice(90);
    const headings = Object.values(columnTexts).map((texts) => texts['zh-CN']);
    await page.fill('#sheet', [headings.join(','), ...families.map(rowOf)].join('\n'));
    await page.click('main button[value=check]');
    await page.check('#declaration');
    const [first] = await Promise.all([
      page.waitForResponse((answer) => answer.url().includes('/sheet/sheet-')),
      page.click('main button[value=send]'),
    ]);
    expect(first.headers().refresh).toBe('1');
    await page.waitForSelector('main tbody tr:nth-child(30)');
    expect((await page.reload())?.headers()).not.toHaveProperty('refresh');
    await page.context().close();
  }, 60_000);

  test('who is no clerk takes nothing in', async () => {
    const page = await seen.staffAt('/staff', 'village.reviewer', {
      language: 'zh-CN',
      screen: 'desk',
      scripts: false,
    });
    expect(await page.getByRole('link', { name: '受理' }).count()).toBe(0);
    for (const path of ['', '/sheet', '/sheet/sheet-0', '/rural-reward', '/rural-reward/check']) {
      const answer = await page.goto(`${seen.system.origin}/counter/intake${path}`);
      expect([path, answer?.status()]).toEqual([path, 403]);
    }
    expect(await page.textContent('h1')).toContain('这一页供窗口受理员使用');
    await seen.leave(page);
  });
});
