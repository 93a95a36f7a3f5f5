import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { awardRuralClaim, payRuralRewards } from '../builders/paid-run.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];

const signIn = (user: string, path: string): Promise<Page> =>
  seen.staffAt(path, user, { language: 'zh-CN', screen: 'desk', scripts: false });

(lackingBrowser() === undefined ? describe : describe.skip)('budgets and the ledger', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    await awardRuralClaim(system);
    await payRuralRewards(system);
  }, 60_000);
  afterAll(() => seen.close());

  test('from a budget’s figure to its entries, to the payment, with the claim’s reference', async () => {
    const page = await signIn('auditor', '/finance/budget');
    const bar = page.getByRole('img', { name: /农村部分计划生育家庭奖励扶助 · 省级.*已支付 150\.00/ });
    while ((await bar.count()) === 0) await page.reload();
    await picture(page, 'budget-1-bars');
    const spent = page.locator('main tbody tr', { hasText: '农村' }).getByRole('link', { name: '150.00' });
    await spent.first().click();
    await page.waitForURL(/account=B5/);
    await picture(page, 'budget-2-statement');
    await page.locator('main tbody a').first().click();
    expect(await page.textContent('main')).toContain('由这些款项构成');
    expect(await page.textContent('main')).toMatch(/HM[0-9A-Z]+/);
    await picture(page, 'budget-3-entry');
    await page.locator('main a[href^="/finance/payments/"]').click();
    expect(await page.textContent('main')).toContain('¥300.00');
    await seen.leave(page);
  });

  test('a voucher by the number somebody quotes, from a statement or its file', async () => {
    const page = await signIn('auditor', '/finance/ledger/statement?account=B5');
    const number = (await page.locator('main tbody a.app-code').first().textContent()) ?? '';
    expect(number).toMatch(/^F20080528-[0-9A-Z]{8}$/);
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('B5.csv');
    expect(await readFile(await saved.path(), 'utf8')).toContain(number);
    await page.fill('#during', '2008-04');
    await page.getByRole('button', { name: '查看' }).click();
    expect(await page.textContent('main')).toContain('没有分录');
    await page.fill('#during', '2008-05');
    await page.getByRole('button', { name: '查看' }).click();
    expect(await page.textContent('main tbody')).toContain(number);
    await page.goto(`${system.origin}/finance/ledger`);
    await page.fill('#number', 'F20080528-00000000');
    await page.getByRole('button', { name: '查凭证' }).click();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#number');
    expect(await page.inputValue('#number')).toBe('F20080528-00000000');
    await page.fill('#number', number.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: '查凭证' }).click();
    expect(await page.textContent('h1')).toContain(number);
    expect(await page.getByRole('region', { name: '财务会计' }).textContent()).toContain('贷：A1');
    expect(await page.getByRole('region', { name: '预算会计' }).textContent()).toContain('贷：B5');
    await picture(page, 'budget-4-voucher');
    await page.locator('main tbody a').first().click();
    expect(await page.textContent('main')).toContain(number);
    // An auditor says why before the case behind it opens.
    await page.locator('main a[href^="/staff/awards/"]').first().click();
    await page.waitForURL(/\/staff\/audit\/case\?reference=HM/);
    await seen.leave(page);
  });

  test('the report as a file', async () => {
    const page = await signIn('auditor', '/finance/budget');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV' }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('budget-2008.csv');
    expect(await readFile(await saved.path(), 'utf8')).toContain('rural-reward');
    await seen.leave(page);
  });

  test('what became of a run’s payments, as a bar, as figures and as a file', async () => {
    const page = await signIn('auditor', '/reports');
    const bar = page.getByRole('img', {
      name: /农村部分计划生育家庭奖励扶助 2008年上半年.*已到账 1 \(100%\)/,
    });
    while ((await bar.count()) === 0) await page.reload();
    expect(await page.textContent('main tbody')).toContain('1 笔300.00');
    await picture(page, 'budget-7-report');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV', exact: true }).click(),
    ]);
    const [, row] = (await readFile(await saved.path(), 'utf8')).split('\r\n');
    expect(row).toBe('rural-reward 2008-H1,1,300.00,1,300.00,0,0.00,0,0.00,0,0.00');
    const payout = page.getByRole('img', { name: /各月净发放额.*2008-\d\d 300\.00/ });
    expect(await payout.count()).toBe(1);
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV 2008 年各项目各月发放' }).click(),
    ]);
    expect(await readFile(await sheet.path(), 'utf8')).toContain('rural-reward,300.00,0.00,300.00');
    await seen.leave(page);
  });

  test('what went to each street, down to the programme, and as a sheet', async () => {
    const page = await signIn('auditor', '/reports');
    expect(await page.getByRole('img', { name: /各街道、镇净发放额.*镇 300\.00/ }).count()).toBe(1);
    const figures = page.getByRole('region', { name: '各街道、镇净发放额（元）' }).locator('tbody tr');
    expect(await figures.count()).toBe(1);
    expect(await figures.innerText()).toMatch(/镇\s+农村.*\s+1\s+300\.00\s+0\.00\s+300\.00/s);
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV 2008 年各街道、镇发放' }).click(),
    ]);
    const text = await readFile(await sheet.path(), 'utf8');
    expect(text).toMatch(/\r\n320602\d{3},rural-reward,1,300\.00,0\.00,300\.00\r\n/);
    await seen.leave(page);
  });

  test('how offices served a street, of which one case tells nothing', async () => {
    const page = await signIn('auditor', '/reports');
    const rows = page.getByRole('region', { name: '全年按期办结率' }).locator('tbody tr');
    expect(await rows.count()).toBe(2);
    expect(await rows.first().innerText()).toMatch(/镇\s+2008-Q2\s+—\s+—\s+—\s+—\s+—\s+—/);
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV 2008 年各街道、镇服务情况' }).click(),
    ]);
    expect(await readFile(await sheet.path(), 'utf8')).toMatch(/\r\n2008-Q2,320602\d{3},,,,,,\r\n/);
    await seen.leave(page);
  });

  test('the year by street and per head, with where the residents are from', async () => {
    const page = await signIn('auditor', '/reports');
    const bars = page.getByRole('img', { name: /人均净发放额（元）.*镇/ });
    expect(await bars.count()).toBe(1);
    const row = page.getByRole('region', { name: '人均净发放额（元）' }).locator('tbody tr');
    expect(await row.innerText()).toMatch(/镇\s+1\s+300\.00\s+\d+\s+0\.01/);
    expect(await page.textContent('main')).toContain('人口来源：示例数据');
    await picture(page, 'budget-8-reports');
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV 2008 年各街道、镇年度汇总' }).click(),
    ]);
    expect(await readFile(await sheet.path(), 'utf8')).toMatch(
      /\r\n320602\d{3},1,300\.00,\d+,0\.01,示例数据/,
    );
    await seen.leave(page);
  });

  test('how timely the offices decided, by stage and street, and as a sheet', async () => {
    const page = await signIn('auditor', '/reports');
    const bars = page.getByRole('img', { name: /各环节按期办结率.*村居 100%/ });
    expect(await bars.count()).toBe(1);
    const offices = page.getByRole('region', { name: '各环节按期办结率' });
    expect(await offices.locator('tbody tr').first().innerText()).toMatch(
      /村.*镇\s+1\s+1 · 100%\s+\d+\s+\d+/s,
    );
    const [sheet] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '下载 CSV 2008 年办结时效' }).click(),
    ]);
    expect(await readFile(await sheet.path(), 'utf8')).toMatch(/\r\nvillage,320602\d{3},1,1,\d+,\d+\r\n/);
    await seen.leave(page);
  });

  test('one proposes an appropriation, and another approves it', async () => {
    const page = await signIn('finance.preparer', '/finance/appropriations');
    await page.selectOption('#programme', 'rural-reward');
    await page.fill('#year', '2008');
    await page.check('input[value="addition"]');
    await page.fill('[id="amount.province"]', '一万');
    await page.fill('#document', '财社〔2008〕17号');
    await page.getByRole('button', { name: '提出' }).click();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#amount.province');
    expect(await page.inputValue('#document')).toBe('财社〔2008〕17号');
    await picture(page, 'budget-4-propose');
    await page.fill('[id="amount.province"]', '10000.50');
    await page.fill('[id="amount.district"]', '10000.50');
    await page.getByRole('button', { name: '提出' }).click();
    expect(await page.textContent('main')).toContain('省级 ¥10,000.50');
    // Who proposed it is not even asked.
    expect(await page.getByRole('button', { name: '批准' }).count()).toBe(0);
    await seen.leave(page);

    const approver = await signIn('finance.approver', '/finance/appropriations');
    await picture(approver, 'budget-5-approve');
    await approver.getByRole('button', { name: '批准' }).click();
    expect(await approver.textContent('main tbody')).toContain('已批准');
    await seen.leave(approver);
  });

  test('a paying account changes by two people; a refusal says why', async () => {
    const page = await signIn('finance.preparer', '/finance/accounts');
    await page.fill('#name', '崇川区财政局');
    await page.fill('#bankId', 'DEMOCNSH');
    await page.fill('#document', '财库〔2008〕5号');
    await page.getByRole('button', { name: '提出' }).click();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#account');
    await page.fill('#account', '9900000000000002');
    await page.getByRole('button', { name: '提出' }).click();
    expect(await page.textContent('.govuk-notification-banner')).toContain('等待另一人批准');
    await seen.leave(page);

    const approver = await signIn('finance.approver', '/finance/accounts');
    await approver.getByRole('textbox', { name: '退回的理由' }).fill('账号有误');
    await picture(approver, 'budget-6-accounts');
    await approver.getByRole('button', { name: '退回' }).click();
    expect(await approver.textContent('main')).toContain('已退回');
    await seen.leave(approver);
  });
});
