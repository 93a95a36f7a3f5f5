import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { ClaimsInStates } from '../builders/claims-in-states.ts';
import { aRuralClaim, ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

/** One point; and one too large for an answer of the API's. */
const photograph = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const large = new Uint8Array(5 * 1024 * 1024);
large.set([0xff, 0xd8, 0xff]);

let seen: SeenSystem;
let system: SeenSystem['system'];
let claim: { readonly reference: string; readonly accessCode: string };

const signIn = (user: string, scripts: boolean): Promise<Page> =>
  seen.staffAt('/staff/tasks', user, { language: 'zh-CN', screen: 'desk', scripts });

const statusNow = async (): Promise<string> => {
  const { reference, accessCode } = claim;
  return (await system.call('GET', `/api/claims/${reference}`, { accessCode })).body.status as string;
};

(lackingBrowser() === undefined ? describe : describe.skip)('a claim through the reviewers’ pages', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    claim = await new ClaimsInStates(system).inReviewWith(aRuralClaim, [photograph, large]);
  }, 60_000);
  afterAll(() => seen.close());

  test('the village opens the papers that were sent', async () => {
    const page = await signIn('village.reviewer', false);
    await page.getByRole('link', { name: claim.reference }).click();
    const papers = page.locator('main a[href*="/evidence/"]');
    expect(await papers.allTextContents()).toEqual(['图片（PNG） · 1 KB', '照片（JPG） · 5.0 MB']);
    await papers.first().click();
    expect(await page.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    await page.goBack();
    const download = page.waitForEvent('download');
    await papers.last().click();
    expect((await download).suggestedFilename()).toBe(`${claim.reference}-2.jpg`);
    expect((await readFile(await (await download).path())).equals(large)).toBe(true);
    await seen.leave(page);
  });

  test('the village decides on the claim’s page, without scripts', async () => {
    const page = await signIn('village.reviewer', false);
    await page.getByRole('link', { name: claim.reference }).click();
    expect(await page.textContent('main')).toContain('320703193303169993');
    await picture(page, 'review-1-task');
    await page.click('main button[type=submit]');
    expect(await page.textContent('.govuk-error-summary')).toContain('请选择一项决定');
    await page.check('[name="outcome"][value="approve"]');
    await page.click('main button[type=submit]');
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#reason');
    expect(await page.isChecked('[name="outcome"][value="approve"]')).toBe(true);
    await page.fill('#reason', '材料齐全');
    await page.click('main button[type=submit]');
    expect(await page.textContent('.govuk-notification-banner')).toContain(claim.reference);
    expect(await page.textContent('main')).toContain('现在没有待审的任务');
    await seen.leave(page);
  });

  test('the street approves it from its list, with others', async () => {
    const page = await signIn('street.reviewer', true);
    const approve = page.getByRole('button', { name: '通过所选申请' });
    await approve.click();
    expect(await page.textContent('.govuk-error-summary')).toContain('请至少选择一件申请');
    await page.check('#task-1');
    await picture(page, 'review-2-list');
    await approve.click();
    expect(await page.textContent('.govuk-notification-banner')).toContain('已通过 1 件');
    expect(await statusNow()).toBe('posting');
    await seen.leave(page);
  });

  test('who has many to decide goes from one to the next', async () => {
    const states = new ClaimsInStates(system);
    for (const form of ruralClaims(4).slice(2)) await states.inReview(form);
    const page = await signIn('village.reviewer', false);
    expect(await page.textContent('main')).toContain('已等 0 天');
    expect(await page.textContent('main')).toContain('共 2 件待审');
    // One stage is no choice; areas and orders are, and are kept from the list to the task and on to the next.
    expect(await page.locator('.app-filter select').evaluateAll((all) => all.map(({ id }) => id))).toEqual([
      'area',
      'sort',
    ]);
    await page.selectOption('#area', { label: '任港街道' });
    await page.click('.app-filter button');
    expect(await page.textContent('main')).toContain('没有符合所选环节和地区的任务');
    await page.selectOption('#area', { label: '观音山镇' });
    await page.selectOption('#sort', 'age');
    await page.click('.app-filter button');
    const narrowed = '?area=320602100&sort=age';
    await picture(page, 'review-3-narrowed');
    const [first = '', second = ''] = await page.locator('main td a').allTextContents();
    await page.getByRole('link', { name: first }).click();
    await page.check('[name="outcome"][value="approve"]');
    await page.fill('#reason', '材料齐全');
    await page.click('button[name="_next"]');
    expect(await page.textContent('.govuk-notification-banner')).toContain(first);
    expect(await page.textContent('h1')).toContain(second);
    expect(new URL(page.url()).search).toBe(narrowed);
    expect(await page.getAttribute('.govuk-back-link', 'href')).toBe(`/staff/tasks${narrowed}`);
    await page.check('[name="outcome"][value="approve"]');
    await page.fill('#reason', '材料齐全');
    await page.click('button[name="_next"]');
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(`/staff/tasks${narrowed}`);
    expect(await page.textContent('.govuk-notification-banner')).toContain(second);
    await seen.leave(page);
  });
});
