import type { SignIn } from '../../functions/app/access/ports.ts';
import type { Drafts } from '../../functions/app/drafts/drafts.ts';
import type { Sheets } from '../../functions/app/sheets/sheets.ts';

// For tests that look at the list of pages and ask none.

function nobody(): never {
  throw new Error('nobody visits here');
}

export const noSignIn: SignIn = { begin: nobody, complete: nobody, endAt: nobody };
export const noDrafts: Drafts = {
  begin: nobody,
  read: nobody,
  save: nobody,
  codeOf: nobody,
  find: nobody,
  end: nobody,
};
export const noSheets: Sheets = { begin: nobody, read: nobody, keep: nobody, latest: nobody };
