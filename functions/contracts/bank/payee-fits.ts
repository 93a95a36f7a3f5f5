import type { FileFormat } from './bank-profile.ts';
import { csvCarries } from './csv-file.ts';
import { type Party, partySchema } from './payment-file.ts';

/**
 * Whether a payee can stand in a file of this format, to be asked before a run is prepared: whoever writes the file
 * can only throw.
 * @param debtorBank columns without the payee's bank pay accounts of the debtor's bank alone
 */
export function payeeFits(format: FileFormat, payee: Party, debtorBank: string): boolean {
  if (!partySchema.safeParse(payee).success) return false;
  if (format.format === 'pain.001') return true;
  const saysBank = format.columns.some((column) => 'field' in column && column.field === 'bank');
  return (
    (saysBank || payee.bankId === debtorBank) &&
    [payee.name, payee.account, payee.bankId].every((text) => csvCarries(format, text))
  );
}
