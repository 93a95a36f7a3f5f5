import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults, lackingBrowser, picture } from '../builders/chromium.ts';
import { awardRuralClaim } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];

const signIn = (user: string): Promise<Page> =>
  seen.staffAt('/finance', user, { language: 'zh-CN', screen: 'desk', scripts: false });

(lackingBrowser() === undefined ? describe : describe.skip)('a payment run through the finance pages', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    await awardRuralClaim(system);
  }, 60_000);
  afterAll(() => seen.close());

  let run: string;

  test('one prepares', async () => {
    const page = await signIn('finance.preparer');
    await page.selectOption('#programme', 'rural-reward');
    await page.fill('#period', 'nonsense');
    await page.click('main button[type=submit]');
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#period');
    expect(await page.inputValue('#period')).toBe('nonsense');
    await page.fill('#period', '2008-H1');
    await page.click('main button[type=submit]');
    run = page.url();
    while ((await page.getByText('待放行').count()) === 0) await page.reload();
    expect(await page.textContent('main')).toContain('¥300.00');
    expect(await page.getByRole('button', { name: '放行' }).count()).toBe(0);
    await seen.leave(page);
  });

  test('another looks at exactly what will be sent, and releases it', async () => {
    const page = await signIn('finance.approver');
    await page.goto(run);
    await picture(page, 'finance-1-prepared');
    await page.getByRole('button', { name: '放行' }).click();
    expect(await page.textContent('.govuk-error-summary')).toContain('请先确认已核对');
    await page.check('#sure');
    await page.getByRole('button', { name: '放行' }).click();
    expect(await page.textContent('.govuk-notification-banner')).toContain('已记录');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 1' }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^run-.*-1\.xml$/);
    await seen.leave(page);
  });

  test('the statement settles it, and all three ways agree', async () => {
    await system.call('POST', '/local/bank/end-of-day');
    const page = await signIn('finance.reconciler');
    await page.goto(run);
    while ((await page.getByText('三方一致').count()) === 0) await page.reload();
    await picture(page, 'finance-2-reconciled');
    await page.getByRole('link', { name: '返回' }).click();
    await picture(page, 'finance-3-runs');
    await page.getByRole('link', { name: '对账差异' }).click();
    expect(await page.textContent('main')).toContain('没有这样的差异');
    await seen.leave(page);
  });

  test('the next half-year’s run is looked at beside the last, the changed account first', async () => {
    await changeAccount();
    const preparer = await signIn('finance.preparer');
    await preparer.selectOption('#programme', 'rural-reward');
    await preparer.fill('#period', '2008-H2');
    await preparer.click('main button[type=submit]');
    const next = preparer.url();
    while ((await preparer.getByText('待放行').count()) === 0) await preparer.reload();
    expect(await preparer.textContent('main')).toContain('比上期（2008年上半年）：笔数相同，金额相同');
    await seen.leave(preparer);

    const reader = { language: 'zh-CN', screen: 'phone', scripts: true } as const;
    const page = await seen.staffAt('/finance', 'finance.approver', reader);
    await page.goto(next);
    const others = page.getByRole('region', { name: '收款账户有变动的' });
    expect(await others.textContent()).toContain('孟**尾号 0017');
    await picture(page, 'finance-4-compared');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '账户变动' }).click();
    expect(await page.getByRole('link', { name: '查看待遇' }).count()).toBe(1);
    await picture(page, 'finance-5-changes');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '减少 (0)' }).click();
    expect(await page.textContent('main')).toContain('没有这样的变动');
    await page.getByRole('link', { name: '返回' }).click();
    await page.getByRole('link', { name: '逐笔查看' }).first().click();
    expect(await page.textContent('main')).toContain('1 笔 · ¥300.00');
    expect(await page.textContent('table')).toContain('尾号 0017');
    await picture(page, 'finance-6-payments');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: /^HM/ }).click();
    expect(await page.textContent('h1')).toContain('款项');
    await page.fill('#reason', '账户待核实');
    await page.getByRole('button', { name: '暂扣' }).click();
    await page.waitForSelector('.govuk-notification-banner');
    await page.goto(next);
    while ((await page.getByRole('link', { name: '暂缓发放' }).count()) === 0) await page.reload();
    await page.getByRole('link', { name: '暂缓发放' }).click();
    expect(await page.textContent('table')).toContain('暂缓发放');
    expect(await page.getByRole('link', { name: /^award-/ }).count()).toBe(1);
    await picture(page, 'finance-7-left-out');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '全部' }).click();
    expect(await page.getByRole('link', { name: '暂缓发放 (1)' }).count()).toBe(1);
    await seen.leave(page);
  });

  /** The family names another account at the counter, and a second person confirms it. */
  async function changeAccount(): Promise<void> {
    const runId = run.split('/').at(-1) ?? '';
    const [clerk, second, finance] = await Promise.all(
      ['clerk', 'clerk@320602101', 'finance.preparer'].map((user) => system.token(user)),
    );
    const paid = await system.call('GET', `/api/payment-runs/${runId}/payments`, { token: finance });
    const award = `/api/awards/${String(paid.body.payments[0].awardId)}`;
    await system.call('PUT', '/local/clock', { body: { today: '2008-11-20' } });
    const account = { holder: '孟桂', bank: 'DEMOCNSH', number: '9908605103700000017' };
    const proposed = await system.call('POST', `${award}/account`, { token: clerk, body: { account } });
    expect(proposed.status).toBe(202);
    await system.call('PUT', '/local/clock', { body: { today: '2008-12-10' } });
    const { payloadHash } = proposed.body;
    const confirmed = await system.call('POST', `${award}/confirmation`, {
      token: second,
      body: { outcome: 'confirm', payloadHash },
    });
    expect(confirmed.status).toBe(200);
  }
});
