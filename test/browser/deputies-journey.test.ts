import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  type Reader,
  accessibilityFaults,
  bothReaders,
  readersInTurn,
  lackingBrowser,
  picture,
  sidewaysPixels,
} from '../builders/chromium.ts';
import { ClaimsInStates } from '../builders/claims-in-states.ts';
import { ruralClaims } from '../builders/demo-claims.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

/** What axe finds, where the page may run it: it waits by timers, which a browser without scripts has none of. */
async function expectAccessible(page: Page, { scripts }: Reader): Promise<void> {
  if (scripts) expect(await accessibilityFaults(page)).toEqual([]);
}

(lackingBrowser() === undefined ? describe : describe.skip)('a deputy for somebody who is away', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
    await new ClaimsInStates(seen.system).inReview(ruralClaims(1)[0] ?? {});
  }, 60_000);
  afterAll(() => seen.close());

  test.each(readersInTurn(1))('$language, $screen, scripts: $scripts', async (reader) => {
    const page = await seen.staffAt('/staff/deputies', 'street.reviewer', reader);
    const submit = () => page.click('main form:last-of-type button[type=submit]');
    await submit();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#absentId');
    await page.selectOption('#absentId', 'user-village.reviewer');
    await page.selectOption('#deputyId', 'user-street.reviewer');
    for (const [name, day] of [
      ['from', '20'],
      ['until', '19'],
    ] as const) {
      await page.fill(`#${name}Year`, '2008');
      await page.fill(`#${name}Month`, '5');
      await page.fill(`#${name}Day`, day);
    }
    await submit();
    expect(await page.getAttribute('.govuk-error-summary a', 'href')).toBe('#untilYear');
    expect(await page.inputValue('#deputyId')).toBe('user-street.reviewer');
    await expectAccessible(page, reader);
    await picture(page, `deputies-1-wrong-${reader.language}`);
    await page.fill('#untilDay', '30');
    await submit();
    expect(await page.locator('main tbody tr').textContent()).toContain('village.reviewer');
    await expectAccessible(page, reader);
    expect(await sidewaysPixels(page)).toBe(0);
    await picture(page, `deputies-2-named-${reader.language}`);

    // The village's task is theirs now, and says for whom.
    await page.goto(`${seen.system.origin}/staff/tasks`);
    expect(await page.locator('main tbody tr').textContent()).toMatch(/代 village|For village/);
    await picture(page, `deputies-3-tasks-${reader.language}`);
    await page.click('main tbody a');
    expect(await page.textContent('main dl')).toContain('village.reviewer');
    await expectAccessible(page, reader);

    await page.goto(`${seen.system.origin}/staff/deputies`);
    await page.click('button[name=end]');
    expect(await page.locator('main tbody tr').count()).toBe(0);
    await page.goto(`${seen.system.origin}/staff/tasks`);
    expect(await page.locator('main tbody tr').count()).toBe(0);
    await seen.leave(page);
  });

  test('is for those who review, and for who manages users', async () => {
    const page = await seen.staffAt('/staff', 'clerk', bothReaders[1]);
    const answer = await page.goto(`${seen.system.origin}/staff/deputies`);
    expect(answer?.status()).toBe(403);
    await seen.leave(page);
  });
});
