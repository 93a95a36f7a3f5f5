import { type Page, redirect } from '../../kernel/page.ts';

/** `/audit`: as people know it (contract.md); auditors work where all staff do. */
export const auditAddressPage: Page = {
  method: 'GET',
  path: '/audit',
  who: 'anyone',
  serve: async () => redirect('/staff/audit'),
};
