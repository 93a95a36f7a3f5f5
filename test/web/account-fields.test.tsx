import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { bankName, listedBanks } from '../../functions/contracts/bank/bank-names.ts';
import type { Language } from '../../functions/contracts/language.ts';
import { AccountFields, AccountOnPaper } from '../../functions/web/components/account-fields.tsx';
import { renderPage } from '../../functions/web/kernel/render.ts';

function shown(body: Parameters<typeof renderPage>[2], language: Language): string {
  const assets = { css: '/pages.css', js: '/pages.js' };
  return renderPage({ language, csrfToken: 'token', target: '/', assets }, 'title', body);
}

const typed = (bank: string) => ({ errors: [], values: new URLSearchParams({ 'account.bank': bank }) });

test('every bank that payment files are written for can be chosen', () => {
  const written = readdirSync('banks').filter((name) => name.endsWith('.json'));
  expect(listedBanks).toEqual(expect.arrayContaining(written.map((name) => name.replace('.json', ''))));
});

test.each([
  { language: 'zh-CN', name: '示范银行' },
  { language: 'en', name: 'Demonstration Bank' },
] as const)('a bank is chosen by its name in $language, and sent by its code', ({ language, name }) => {
  const html = shown(<AccountFields state={typed('DEMOCNSH')} />, language);
  expect(html).toContain(`<option value="DEMOCNSH" selected>${name}</option>`);
  expect(shown(<AccountOnPaper />, language)).toContain(name);
  expect(shown(<AccountOnPaper />, language)).not.toContain('DEMOCNSH');
});

test('nobody is given a bank that they did not choose', () => {
  const html = shown(<AccountFields state={typed('')} />, 'en');
  expect(html).toContain('<option value selected>Please choose</option>');
});

test('a bank that is not in the list stays chosen, by its code', () => {
  expect(bankName('OTHRCNSH', 'zh-CN')).toBe('OTHRCNSH');
  expect(shown(<AccountFields state={typed('OTHRCNSH')} />, 'zh-CN')).toContain(
    '<option value="OTHRCNSH" selected>OTHRCNSH</option>',
  );
});
