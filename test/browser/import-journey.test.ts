import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { goldenBankFile } from '../builders/bank-messages.ts';
import { lackingBrowser, picture } from '../builders/chromium.ts';
import { SeenSystem } from '../builders/seen-system.ts';

let seen: SeenSystem;

const atImport = (scripts: boolean): Promise<Page> =>
  seen.staffAt('/finance/import', 'finance.reconciler', { language: 'zh-CN', screen: 'desk', scripts });
const file = (content: string) => ({
  name: 'statement.xml',
  mimeType: 'application/xml',
  buffer: Buffer.from(content),
});

(lackingBrowser() === undefined ? describe : describe.skip)('a bank’s message by form', () => {
  beforeAll(async () => {
    seen = await SeenSystem.start();
  }, 60_000);
  afterAll(() => seen.close());

  test('without scripts: sent, imported when asked, and what came of it', async () => {
    const page = await atImport(false);
    await picture(page, 'import-1-choose');
    await page.setInputFiles('#file', file(goldenBankFile('camt.053.001.08-day.xml')));
    await page.getByRole('button', { name: '上传' }).click();
    await page.waitForURL('**/finance/import/upload-*');
    expect(await page.textContent('main')).toContain('尚未入账');
    await page.getByRole('button', { name: '导入并入账' }).click();
    while ((await page.getByText('已导入').count()) === 0) await page.reload();
    await picture(page, 'import-2-result');
    // Its lines are about payments that are none of this district's.
    await page.getByRole('link', { name: '查看差异' }).click();
    expect(await page.locator('main tbody tr').count()).toBeGreaterThan(0);
    await seen.leave(page);
  });

  test('with scripts: dropped onto the form, refused with line and reason', async () => {
    const page = await atImport(true);
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['<Document>\n<a>'], 'cut.xml', { type: 'application/xml' }));
      return transfer;
    });
    await page.dispatchEvent('[data-drop]', 'drop', { dataTransfer: dropped });
    await page.getByRole('button', { name: '上传' }).click();
    await page.waitForURL('**/finance/import/upload-*');
    await page.getByRole('button', { name: '导入并入账' }).click();
    // The page looks again by itself.
    await page.getByText('没有导入').waitFor();
    expect(await page.textContent('main')).toMatch(/第 \d+ 行/);
    await picture(page, 'import-3-refused');
    await seen.leave(page);
  });

  test('with scripts: another sort of file is refused before it is sent', async () => {
    const page = await atImport(true);
    await page.setInputFiles('#file', { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('png') });
    expect(await page.textContent('main')).toContain('请选择一个这种格式的文件');
    await page.getByRole('button', { name: '上传' }).click();
    expect(page.url()).toMatch(/\/finance\/import$/);
    await seen.leave(page);
  });
});
