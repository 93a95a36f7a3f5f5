import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { goldenBankFile } from '../builders/bank-messages.ts';
import { bothReaders, lackingBrowser, readersInTurn, type Reader } from '../builders/chromium.ts';
import { ClaimsInStates } from '../builders/claims-in-states.ts';
import { ruralClaims } from '../builders/demo-claims.ts';
import { Keyboard } from '../builders/keyboard.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;
let system: SeenSystem['system'];
let states: ClaimsInStates;

const goOn = 'main button[type=submit]';

/** Nothing on the page is out of reach, unseen when it has the focus, or a trap. */
async function expectWholeWay(keys: Keyboard): Promise<void> {
  expect(await keys.faultsOfTheWay()).toEqual([]);
}

/** Signs in by keyboard on the way to a page. */
async function signIn(path: string, user: string, reader: Reader): Promise<{ page: Page; keys: Keyboard }> {
  const page = await seen.open(reader);
  page.setDefaultTimeout(6000);
  const keys = new Keyboard(page);
  await page.goto(system.origin + path);
  const group = await page.getAttribute(`input[value="${user}"]`, 'name');
  await keys.choose(group ?? '', user);
  await keys.tabTo('button');
  await page.keyboard.press('Enter');
  await page.waitForURL(system.origin + path);
  return { page, keys };
}

(lackingBrowser() === undefined ? describe : describe.skip)('by keyboard alone', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    ({ system } = seen);
    states = new ClaimsInStates(system);
    await states.inReview(ruralClaims(1)[0] ?? {});
  }, 60_000);
  afterAll(() => seen.close());

  test.each(readersInTurn(1))('a claim: $language, $screen, scripts: $scripts', async (reader) => {
    const page = await seen.open(reader);
    page.setDefaultTimeout(6000);
    const keys = new Keyboard(page);
    await page.goto(system.origin);
    await expectWholeWay(keys);
    await page.goto(system.origin);
    await keys.skipToContent();
    await keys.follow('a[href="/apply/rural-reward"]');
    await keys.follow(goOn);

    await expectWholeWay(keys);
    await keys.type('applicant.name', '孟桂');
    await keys.type('applicant.residentId', '320703193303169994');
    await keys.follow(goOn);
    // The summary of what is wrong leads to its field.
    await keys.tabTo('.govuk-error-summary a');
    await page.keyboard.press('Enter');
    await expect(page.evaluate('document.activeElement.id')).resolves.toBe('applicant.residentId');
    await keys.type('applicant.residentId', '320703193303169993');
    await keys.follow(goOn);

    await keys.pick('applicant.areaCode', '320602101');
    await keys.follow(goOn);
    await expectWholeWay(keys);
    await keys.choose('_hasSpouse', 'yes');
    await keys.type('spouse.name', '戴宁');
    await keys.type('spouse.residentId', '321104193310089961');
    await keys.follow(goOn);
    await keys.type('children.0.residentId', '320102197403029989');
    await keys.follow(goOn);
    while (!new URL(page.url()).pathname.endsWith('/check')) await keys.follow(goOn);

    await expectWholeWay(keys);
    await keys.follow('a[href="/apply/rural-reward/account?from=check"]');
    await keys.type('account.holder', '孟桂');
    await keys.pick('account.bank', 'DEMOCNSH');
    await keys.type('account.number', '9908603338402727507');
    await keys.follow(goOn);
    await keys.tick('#declaration');
    await keys.follow(goOn);
    expect(new URL(page.url()).pathname).toMatch(/^\/claims\/.+\/receipt$/);
    await expectWholeWay(keys);
    await seen.leave(page);
  });

  test('the village decides on a claim', async () => {
    const { page, keys } = await signIn('/staff/tasks', 'village.reviewer', bothReaders[0]);
    await expectWholeWay(keys);
    await keys.follow('main tbody a[href^="/staff/tasks/"]');
    await expectWholeWay(keys);
    await keys.choose('outcome', 'approve');
    await keys.type('reason', '材料齐全');
    await keys.follow(goOn);
    expect(await page.textContent('.govuk-notification-banner')).toContain('已');
    await seen.leave(page);
  });

  test('the street approves what it chooses from its list', async () => {
    const { page, keys } = await signIn('/staff/tasks', 'street.reviewer', bothReaders[1]);
    await expectWholeWay(keys);
    await keys.tick('#task-1');
    await keys.follow(goOn);
    expect(await page.textContent('.govuk-notification-banner')).toMatch(/1/);
    expect(await page.locator('#task-1').count()).toBe(0);
    await seen.leave(page);
  });

  test('finance prepares a run, and another releases it', async () => {
    const [, second] = ruralClaims(2);
    await states.awarded(await states.posted(second ?? {}), '2008-05-28');
    const preparer = await signIn('/finance', 'finance.preparer', bothReaders[1]);
    await expectWholeWay(preparer.keys);
    await preparer.keys.pick('programme', 'rural-reward');
    await preparer.keys.type('period', '2008-H1');
    await preparer.keys.follow(goOn);
    const run = new URL(preparer.page.url()).pathname;
    while ((await preparer.page.locator('[name="payloadHash"], [value="cancel"]').count()) === 0) {
      await preparer.page.reload();
    }
    await seen.leave(preparer.page);

    const { page, keys } = await signIn(run, 'finance.approver', bothReaders[0]);
    await page.locator('#sure').waitFor();
    await expectWholeWay(keys);
    await keys.tick('#sure');
    await keys.follow('button[name="action"][value="release"]');
    expect(await page.textContent('.govuk-notification-banner')).toContain('已记录');
    await seen.leave(page);
  });

  test.each(readersInTurn(0))('a statement: $language, scripts: $scripts', async (reader) => {
    const { page, keys } = await signIn('/finance/import', 'finance.reconciler', reader);
    await expectWholeWay(keys);
    // Told first: a chooser that opens before the browser knows of it is the desk's own.
    const chooser = page.waitForEvent('filechooser');
    await keys.tabTo('#file');
    await page.keyboard.press('Space');
    await (
      await chooser
    ).setFiles({
      name: 'statement.xml',
      mimeType: 'application/xml',
      buffer: Buffer.from(goldenBankFile('camt.053.001.08-day.xml')),
    });
    await keys.tabTo(goOn);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/finance/import/upload-*');
    await expectWholeWay(keys);
    await keys.follow(goOn);
    while ((await page.locator('a[href^="/finance/exceptions"]').count()) === 0) await page.reload();
    await keys.follow('main a[href^="/finance/exceptions"]');
    expect(await page.locator('main tbody tr').count()).toBeGreaterThan(0);
    await seen.leave(page);
  });
});
